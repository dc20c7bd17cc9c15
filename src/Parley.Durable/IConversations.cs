namespace Parley.Durable;

/// <summary>The conversations of a kind, by their ids. It is taken from the container; where several kinds have the
/// same types, by the name of the kind as its key.</summary>
/// <typeparam name="TArgument">The type of the argument that each is begun with.</typeparam>
/// <typeparam name="TYield">The type of the questions.</typeparam>
/// <typeparam name="TSend">The type of the answers.</typeparam>
/// <typeparam name="TReturn">The type of the result.</typeparam>
/// <remarks>
/// A call that changes a conversation returns once the change is in the store and what the body wanted done is done.
/// Its token ends only the waiting: what has been begun goes on. The same call may always be repeated; what was done
/// already isn't done again, and <see cref="Turn{TYield, TReturn}.IsDuplicate"/> says so.
/// </remarks>
public interface IConversations<TArgument, TYield, TSend, TReturn>
{
    /// <summary>Begins a conversation.</summary>
    /// <param name="id">Its id: 1 to 200 characters, without control characters.</param>
    /// <param name="argument">What its body gets.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Where it is. If it was begun before with the same argument, where it is by now.</returns>
    /// <exception cref="ArgumentException">It can't be an id.</exception>
    /// <exception cref="ConversationConflictException">There is one with this id, begun with another
    /// argument.</exception>
    /// <exception cref="ConversationRefusedException">The body threw an exception before its first question. There is
    /// no conversation then.</exception>
    /// <exception cref="PayloadTooLargeException">The argument is too large.</exception>
    Task<Turn<TYield, TReturn>> StartAsync(
        string id, TArgument argument, CancellationToken cancellationToken = default);

    /// <summary>Begins a conversation that is somebody's.</summary>
    /// <param name="id">Its id: 1 to 200 characters, without control characters.</param>
    /// <param name="argument">What its body gets.</param>
    /// <param name="owner">Whose it is.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Where it is. If it was begun before with the same argument, where it is by now.</returns>
    /// <inheritdoc cref="StartAsync(string, TArgument, CancellationToken)" path="/exception"/>
    Task<Turn<TYield, TReturn>> StartAsync(
        string id, TArgument argument, string? owner, CancellationToken cancellationToken = default);

    /// <summary>Answers a question.</summary>
    /// <param name="id">The conversation's id.</param>
    /// <param name="version">The version of the conversation that asked.</param>
    /// <param name="value">The answer.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Where it is then. If the same answer was given to this question before, where it is by now.</returns>
    /// <exception cref="ConversationNotFoundException">There is none with this id.</exception>
    /// <exception cref="ConversationConflictException">The question was answered otherwise, or there is
    /// none.</exception>
    /// <exception cref="ConversationRefusedException">The body threw an exception. The question still
    /// stands.</exception>
    /// <exception cref="ConversationStuckException">The conversation is stuck.</exception>
    /// <exception cref="ConversationVersionMissingException">Its body isn't registered.</exception>
    /// <exception cref="ConversationDivergedException">Its body doesn't do what is journaled.</exception>
    /// <exception cref="PayloadTooLargeException">The answer is too large.</exception>
    Task<Turn<TYield, TReturn>> SendAsync(
        string id, long version, TSend value, CancellationToken cancellationToken = default);

    /// <summary>Raises a <see cref="ConversationFaultException"/> at a question. If the body lets it pass, the
    /// conversation has failed.</summary>
    /// <param name="id">The conversation's id.</param>
    /// <param name="version">The version of the conversation that asked.</param>
    /// <param name="fault">What went wrong.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Where it is then.</returns>
    /// <inheritdoc cref="SendAsync" path="/exception"/>
    Task<Turn<TYield, TReturn>> ThrowAsync(
        string id, long version, ConversationFault fault, CancellationToken cancellationToken = default);

    /// <summary>
    /// Raises a <see cref="ConversationCanceledException"/> at the question, so that the body can undo what it did.
    /// While an effect is running, the call waits until the body asks again.
    /// </summary>
    /// <param name="id">The conversation's id.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Where it is then: if the body has asked another question, it has refused.</returns>
    /// <exception cref="ConversationNotFoundException">There is none with this id.</exception>
    /// <exception cref="ConversationRefusedException">The body threw another exception. The question still
    /// stands.</exception>
    /// <exception cref="ConversationStuckException">The conversation is stuck. It can be ended without its
    /// body.</exception>
    Task<Turn<TYield, TReturn>> CloseAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Tells where a conversation is. That is read from the store: nothing is replayed or run.</summary>
    /// <param name="id">The conversation's id.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Where it is.</returns>
    /// <exception cref="ConversationNotFoundException">There is none with this id.</exception>
    Task<Turn<TYield, TReturn>> GetAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Tells where a conversation is, and then each time that it goes on, or an effect reports progress, until
    /// it has ended. Who is slow loses progress, never the latest turn.</summary>
    /// <param name="id">The conversation's id.</param>
    /// <param name="cancellationToken">Ends the watching.</param>
    /// <returns>What happens.</returns>
    /// <exception cref="ConversationNotFoundException">There is none with this id.</exception>
    IAsyncEnumerable<ConversationEvent<TYield, TReturn>> WatchAsync(
        string id, CancellationToken cancellationToken = default);
}
