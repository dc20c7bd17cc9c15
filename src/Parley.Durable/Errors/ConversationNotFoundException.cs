namespace Parley.Durable;

/// <summary>There is no conversation with this id, or it is one of another kind.</summary>
public sealed class ConversationNotFoundException : ConversationException
{
    /// <inheritdoc cref="Exception()"/>
    public ConversationNotFoundException()
    {
    }

    /// <inheritdoc cref="Exception(string)"/>
    public ConversationNotFoundException(string? message)
        : base(message)
    {
    }

    /// <inheritdoc cref="Exception(string, Exception)"/>
    public ConversationNotFoundException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
