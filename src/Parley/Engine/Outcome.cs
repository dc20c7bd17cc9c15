namespace Parley.Engine;

/// <summary>The outcome of a call on a chain.</summary>
internal enum Outcome
{
    /// <summary>The generator had already ended.</summary>
    AlreadyEnded,

    /// <summary>The generator has now ended, with its result or its failure.</summary>
    Ended,

    /// <summary>The generator handed out a value.</summary>
    Yielded,

    /// <summary>A body waits for a task.</summary>
    Waiting,

    /// <summary>A body is to continue in another place.</summary>
    Elsewhere,
}
