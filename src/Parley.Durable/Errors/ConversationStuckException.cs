namespace Parley.Durable;

/// <summary>The conversation is stuck: its body threw an exception that nobody could be refused for. A mended body goes
/// on when the conversation is resumed.</summary>
public sealed class ConversationStuckException : ConversationException
{
    /// <inheritdoc cref="Exception()"/>
    public ConversationStuckException()
    {
    }

    /// <inheritdoc cref="Exception(string)"/>
    public ConversationStuckException(string? message)
        : base(message)
    {
    }

    /// <inheritdoc cref="Exception(string, Exception)"/>
    public ConversationStuckException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
