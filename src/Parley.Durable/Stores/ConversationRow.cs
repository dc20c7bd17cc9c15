namespace Parley.Durable.Stores;

/// <summary>What is known of a conversation without its journal.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Body">The name that its body is registered by.</param>
/// <param name="BodyVersion">The version of the body that it was begun with.</param>
/// <param name="Incarnation">Tells it from another conversation that had the same id before a purge.</param>
/// <param name="Version">The number of its last entry.</param>
public sealed record ConversationRow(string Id, string Body, int BodyVersion, Guid Incarnation, long Version)
{
    /// <summary>Gets whose it is, if it is somebody's.</summary>
    public string? Owner { get; init; }

    /// <summary>Gets the conversations that it was forked from, as JSON; null if it wasn't.</summary>
    public string? ForkedFrom { get; init; }

    /// <summary>Gets the number of the entry that its body begins at.</summary>
    public long BaseSeq { get; init; } = 1;

    /// <summary>Gets what it is doing.</summary>
    public ConversationStatus Status { get; init; }

    /// <summary>Gets what its body did at the last entry.</summary>
    public OutcomeKind Outcome { get; init; }

    /// <summary>Gets the name of the effect, or of the type of the exception.</summary>
    public string? OutcomeName { get; init; }

    /// <summary>Gets the question, the result or what the effect is to do, as UTF-8 JSON.</summary>
    public ReadOnlyMemory<byte> OutcomeJson { get; init; }

    /// <summary>Gets when something is to be done about it: its question times out, its sleep ends, or whoever runs its
    /// effect has lost it.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Gets whether it is to be closed as soon as it can be.</summary>
    public bool CloseRequested { get; init; }

    /// <summary>Gets what went wrong, for whoever operates it.</summary>
    public string? Error { get; init; }

    /// <summary>Gets when it was begun.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Gets when its last entry was written.</summary>
    public DateTimeOffset UpdatedAt { get; init; }
}
