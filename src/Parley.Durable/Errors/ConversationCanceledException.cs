namespace Parley.Durable;

/// <summary>Raised at the question of a conversation that is being closed. A body that catches it can undo what it did,
/// by effects, and return or let it pass.</summary>
public sealed class ConversationCanceledException : OperationCanceledException
{
    /// <inheritdoc cref="Exception()"/>
    public ConversationCanceledException()
    {
    }

    /// <inheritdoc cref="Exception(string)"/>
    public ConversationCanceledException(string? message)
        : base(message)
    {
    }

    /// <inheritdoc cref="Exception(string, Exception)"/>
    public ConversationCanceledException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
