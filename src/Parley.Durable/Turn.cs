namespace Parley.Durable;

/// <summary>Where a conversation is, as of its last journaled step.</summary>
/// <typeparam name="TYield">The type of the questions.</typeparam>
/// <typeparam name="TReturn">The type of the result.</typeparam>
/// <param name="Id">The conversation's id.</param>
/// <param name="Incarnation">Tells it from another conversation that had the same id before a purge.</param>
/// <param name="Version">The number of steps so far. An answer names the version that it answers. It never goes
/// back.</param>
/// <param name="Status">What the conversation is doing.</param>
/// <param name="Question">The question, while it is <see cref="ConversationStatus.Asking"/>.</param>
/// <param name="Result">What the body has returned, once it is <see cref="ConversationStatus.Completed"/>.</param>
/// <param name="Error">What went wrong, for whoever operates the conversation: it isn't meant for its users.</param>
/// <param name="DueAt">When the question times out, the sleep ends, or the effect is taken to be abandoned.</param>
/// <param name="IsDuplicate">Whether the call repeated one that had been journaled before, and changed nothing.</param>
public sealed record Turn<TYield, TReturn>(
    string Id,
    Guid Incarnation,
    long Version,
    ConversationStatus Status,
    TYield? Question,
    TReturn? Result,
    string? Error,
    DateTimeOffset? DueAt,
    bool IsDuplicate)
{
    /// <summary>Gets whether the conversation has ended, in whichever way.</summary>
    public bool HasEnded => Status.HasEnded();
}
