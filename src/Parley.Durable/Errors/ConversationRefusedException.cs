namespace Parley.Durable;

/// <summary>The body has thrown an exception instead of taking what was sent. Nothing was journaled: the conversation
/// is where it was before. The inner exception is the body's.</summary>
public sealed class ConversationRefusedException : ConversationException
{
    /// <inheritdoc cref="Exception()"/>
    public ConversationRefusedException()
    {
    }

    /// <inheritdoc cref="Exception(string)"/>
    public ConversationRefusedException(string? message)
        : base(message)
    {
    }

    /// <inheritdoc cref="Exception(string, Exception)"/>
    public ConversationRefusedException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
