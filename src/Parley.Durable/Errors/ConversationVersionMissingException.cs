namespace Parley.Durable;

/// <summary>The conversation was begun with a version of its body that isn't registered in this process.</summary>
public sealed class ConversationVersionMissingException : ConversationException
{
    /// <inheritdoc cref="Exception()"/>
    public ConversationVersionMissingException()
    {
    }

    /// <inheritdoc cref="Exception(string)"/>
    public ConversationVersionMissingException(string? message)
        : base(message)
    {
    }

    /// <inheritdoc cref="Exception(string, Exception)"/>
    public ConversationVersionMissingException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
