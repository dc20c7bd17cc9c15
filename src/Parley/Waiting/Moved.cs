namespace Parley.Waiting;

/// <summary>What a call has brought a generator to.</summary>
/// <param name="Yields">True if it is paused at a value; false if it has ended.</param>
/// <param name="Value">That value.</param>
internal readonly record struct Moved<TYield>(bool Yields, TYield? Value);
