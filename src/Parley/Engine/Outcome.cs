namespace Parley.Engine;

/// <summary>How a call into a chain came back.</summary>
internal enum Outcome
{
    /// <summary>The generator had ended before.</summary>
    Over,

    /// <summary>It has ended now: with its result, or its failure.</summary>
    Ended,

    /// <summary>It handed out a value.</summary>
    Yielded,

    /// <summary>A body waits for a task.</summary>
    Waiting,

    /// <summary>A body is to go on in another place.</summary>
    Elsewhere,
}
