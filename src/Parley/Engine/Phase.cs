namespace Parley.Engine;

/// <summary>Where a generator stands. Everything from <see cref="Running"/> on is executing right now.</summary>
internal enum Phase : byte
{
    // ---- At rest ----

    /// <summary>Nothing has run.</summary>
    Created,

    /// <summary>Paused at its own yield, and last driven by its own caller.</summary>
    Suspended,

    /// <summary>Paused at its own yield, and last driven by the root of a chain, as its innermost.</summary>
    Innermost,

    /// <summary>Paused in a <c>From</c>.</summary>
    Delegating,

    /// <summary>Over.</summary>
    Closed,

    // ---- Executing ----

    /// <summary>Its body runs. If it is still in this phase when a step comes back, it has yielded.</summary>
    Running,

    /// <summary>Its body is being resumed with an exception, which <see cref="Raised"/> holds.</summary>
    Raising,

    // ---- What the body asks for ----

    /// <summary>To delegate: its body awaits a <c>From</c>.</summary>
    Entering,

    /// <summary>To be resumed at once, and told that the <c>yield</c> it awaits is another generator's.</summary>
    Again,

    /// <summary>To be resumed when a task is done, or on another scheduler.</summary>
    Waiting,
}
