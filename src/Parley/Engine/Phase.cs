namespace Parley.Engine;

/// <summary>What a generator is doing. From <see cref="Running"/> on, it is executing right now.</summary>
internal enum Phase : byte
{
    // ---- At rest ----

    /// <summary>None of its body has run.</summary>
    Created,

    /// <summary>Paused at its own yield, and last driven by its own caller.</summary>
    Suspended,

    /// <summary>Paused at its own yield, and last driven by the root of a chain, as its innermost.</summary>
    Innermost,

    /// <summary>Paused in a <c>From</c>.</summary>
    Delegating,

    /// <summary>Its body has ended.</summary>
    Closed,

    // ---- Executing ----

    /// <summary>Its body is running. If the phase is still this one when a step returns, the body has
    /// yielded.</summary>
    Running,

    /// <summary>A new exit is about to be raised at its yield.</summary>
    Exiting,

    /// <summary>An exception is about to be raised at its yield: the one that <see cref="Raised"/> holds for its body,
    /// or, if there is none, the error for whatever awaited that yield in the wrong place.</summary>
    Raising,

    // ---- What the body asks for ----

    /// <summary>To delegate: its body awaits a <c>From</c>.</summary>
    Entering,

    /// <summary>To be resumed at once, with an error: the <c>yield</c> it awaits is another generator's.</summary>
    Again,

    /// <summary>To be resumed when a task is done, or in another place.</summary>
    Waiting,

    /// <summary>Of a face in a <c>From</c>: to stay as it is, with the exception that <see cref="Raised"/> holds raised
    /// at that <c>From</c>.</summary>
    Refused,
}
