namespace Parley.Engine;

/// <summary>What becomes of a value that is sent to the root of a chain, at the generator that is resumed.</summary>
[Flags]
internal enum Arrival : byte
{
    /// <summary>It arrives at the generator's own yield.</summary>
    Plain = 0,

    /// <summary>It arrives as an advance.</summary>
    Muted = 1,

    /// <summary>The generator is a face: it arrives at another generator.</summary>
    AtFace = 2,

    /// <summary>The generator is a face that has been sent a value, and hasn't passed it on yet.</summary>
    Sent = 4,

    /// <summary>The same, by a call that resumes: the default also advances what takes no sends.</summary>
    Resumed = 8,
}
