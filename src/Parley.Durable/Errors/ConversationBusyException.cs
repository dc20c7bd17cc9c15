namespace Parley.Durable;

/// <summary>The store can take no more at the moment. The same call may be repeated later.</summary>
public sealed class ConversationBusyException : ConversationException
{
    /// <inheritdoc cref="Exception()"/>
    public ConversationBusyException()
    {
    }

    /// <inheritdoc cref="Exception(string)"/>
    public ConversationBusyException(string? message)
        : base(message)
    {
    }

    /// <inheritdoc cref="Exception(string, Exception)"/>
    public ConversationBusyException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
