namespace Parley.Durable;

/// <summary>An operation on a conversation could not be done. The conversation is as it was before.</summary>
public class ConversationException : Exception
{
    /// <inheritdoc cref="Exception()"/>
    public ConversationException()
    {
    }

    /// <inheritdoc cref="Exception(string)"/>
    public ConversationException(string? message)
        : base(message)
    {
    }

    /// <inheritdoc cref="Exception(string, Exception)"/>
    public ConversationException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
