namespace Parley.Durable;

/// <summary>
/// A body, replayed, did something else than what is journaled: it was changed, or depends on what isn't journaled. The
/// journal is unchanged, and with the body that wrote it, the conversation goes on.
/// </summary>
public sealed class ConversationDivergedException : ConversationException
{
    /// <inheritdoc cref="Exception()"/>
    public ConversationDivergedException()
        : this(null)
    {
    }

    /// <inheritdoc cref="Exception(string)"/>
    public ConversationDivergedException(string? message)
        : base(message)
    {
    }

    /// <inheritdoc cref="Exception(string, Exception)"/>
    public ConversationDivergedException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal ConversationDivergedException(string message, long entry, string expected, string actual)
        : base(message)
    {
        Entry = entry;
        Expected = expected;
        Actual = actual;
    }

    /// <summary>Gets the number of the journal's entry after which the body did something else.</summary>
    public long Entry { get; }

    /// <summary>Gets what the journal says that the body did then.</summary>
    public string Expected { get; } = "";

    /// <summary>Gets what it did now.</summary>
    public string Actual { get; } = "";
}
