namespace Parley.Durable.Stores;

/// <summary>What resumed a body. The numbers are those in the journal.</summary>
public enum EntryKind
{
    /// <summary>It was begun, with its argument.</summary>
    Started = 0,

    /// <summary>A value was sent to it.</summary>
    Sent = 1,

    /// <summary>The effect has a result.</summary>
    EffectDone = 2,

    /// <summary>The effect has failed for good, with a fault.</summary>
    EffectFailed = 3,

    /// <summary>Nobody knows whether the effect has happened. The payload is a fault.</summary>
    EffectUnknown = 4,

    /// <summary>The question wasn't answered in time.</summary>
    TimedOut = 5,

    /// <summary>The sleep is over.</summary>
    Slept = 6,

    /// <summary>It is being closed.</summary>
    Canceled = 7,

    /// <summary>A fault was thrown in.</summary>
    Faulted = 8,

    /// <summary>It goes on as a new body, with another argument.</summary>
    Continued = 9,

    /// <summary>An effect that may run at most once is about to. This resumes nothing.</summary>
    Intent = 10,

    /// <summary>It was stuck, and its body, mended, has gone on. This resumes nothing by itself.</summary>
    Unstuck = 11,

    /// <summary>It was ended without its body. This resumes nothing.</summary>
    Terminated = 12,

    /// <summary>It ran effect after effect without a question, and was stopped. This resumes nothing.</summary>
    Parked = 13,
}
