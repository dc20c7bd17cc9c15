namespace Parley.Durable;

/// <summary>A conversation's journal is not what was written. Nothing is guessed from it.</summary>
public sealed class JournalCorruptException : ConversationException
{
    /// <inheritdoc cref="Exception()"/>
    public JournalCorruptException()
    {
    }

    /// <inheritdoc cref="Exception(string)"/>
    public JournalCorruptException(string? message)
        : base(message)
    {
    }

    /// <inheritdoc cref="Exception(string, Exception)"/>
    public JournalCorruptException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
