namespace Parley.Durable;

/// <summary>The conversation is not where the caller thinks: it was answered already, has ended, or an effect is
/// running. Get its current turn and decide again.</summary>
public sealed class ConversationConflictException : ConversationException
{
    /// <inheritdoc cref="Exception()"/>
    public ConversationConflictException()
    {
    }

    /// <inheritdoc cref="Exception(string)"/>
    public ConversationConflictException(string? message)
        : base(message)
    {
    }

    /// <inheritdoc cref="Exception(string, Exception)"/>
    public ConversationConflictException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
