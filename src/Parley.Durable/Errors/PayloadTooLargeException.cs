namespace Parley.Durable;

/// <summary>A value is larger than what is allowed in a journal.</summary>
public sealed class PayloadTooLargeException : ConversationException
{
    /// <inheritdoc cref="Exception()"/>
    public PayloadTooLargeException()
    {
    }

    /// <inheritdoc cref="Exception(string)"/>
    public PayloadTooLargeException(string? message)
        : base(message)
    {
    }

    /// <inheritdoc cref="Exception(string, Exception)"/>
    public PayloadTooLargeException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
