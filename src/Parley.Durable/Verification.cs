namespace Parley.Durable;

/// <summary>What came of replaying conversations.</summary>
/// <param name="Count">How many were replayed.</param>
/// <param name="Faults">Those that don't go on with the bodies that are registered, by their ids, with the
/// reason.</param>
public sealed record Verification(int Count, IReadOnlyDictionary<string, ConversationException> Faults);
