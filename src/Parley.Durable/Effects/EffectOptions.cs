namespace Parley.Durable;

/// <summary>How an effect is run. An effect runs at least once, and after a crash again with the same key, unless it is
/// <see cref="AtMostOnce"/>.</summary>
public sealed record EffectOptions
{
    /// <summary>Gets how often it is tried at most before it has failed for good: once, unless it is set.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>Gets how long to wait before the second attempt. Each further wait is twice as long, and each is varied
    /// at random.</summary>
    public TimeSpan Backoff { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets how long each attempt may take; null if that doesn't matter. An attempt that takes longer is
    /// canceled and has failed.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Gets whether it must not run twice. It is tried once then; and if the process ends while it runs, an
    /// <see cref="EffectOutcomeUnknownException"/> is raised at it.</summary>
    public bool AtMostOnce { get; init; }

    /// <summary>Gets whether it changes nothing, so that it may have been done for two forks of a
    /// conversation.</summary>
    public bool ReadOnly { get; init; }
}
