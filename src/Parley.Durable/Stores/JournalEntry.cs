namespace Parley.Durable.Stores;

/// <summary>A step of a conversation: what resumed the body, and what the body did.</summary>
/// <param name="Seq">Its number: the conversation's version after it.</param>
/// <param name="Kind">What resumed the body.</param>
/// <param name="Name">The name of the effect that is done, or of the body that is begun.</param>
/// <param name="Payload">What came in, as UTF-8 JSON. Empty if nothing did.</param>
/// <param name="At">When, in whole milliseconds. It is never before that of an earlier entry.</param>
/// <param name="Outcome">What the body did then.</param>
/// <param name="OutcomeHash">16 bytes over what exactly it did.</param>
public sealed record JournalEntry(
    long Seq,
    EntryKind Kind,
    string? Name,
    ReadOnlyMemory<byte> Payload,
    DateTimeOffset At,
    OutcomeKind Outcome,
    ReadOnlyMemory<byte> OutcomeHash);
