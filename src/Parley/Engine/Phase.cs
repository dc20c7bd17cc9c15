namespace Parley.Engine;

/// <summary>Where a generator stands. Everything from <see cref="Running"/> on is executing right now.</summary>
internal enum Phase : byte
{
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

    /// <summary>Its body executes; after a step, this says that it yielded.</summary>
    Running,

    /// <summary>Its body is being resumed with an exception, which <see cref="Raised"/> holds.</summary>
    Throwing,

    /// <summary>Its body is being resumed with a new exit.</summary>
    Exiting,

    /// <summary>Its body awaited a <c>From</c>, which the driver has yet to enter.</summary>
    Entering,

    /// <summary>Its <c>yield</c> was awaited in a place that isn't its body, which is yet to be told.</summary>
    Misplaced,

    /// <summary>Its body awaited another generator's <c>yield</c>, and is to be resumed at once, to be told.</summary>
    Again,

    /// <summary>Its body waits for a task, or to go on in another place.</summary>
    Waiting,
}
