namespace Parley.Durable;

/// <summary>What an effect gets to work with.</summary>
public sealed class EffectContext
{
    private readonly Action<object?> _report;

    internal EffectContext(
        string key, IServiceProvider services, Action<object?> report, CancellationToken cancellationToken)
    {
        Key = key;
        Services = services;
        CancellationToken = cancellationToken;
        _report = report;
    }

    /// <summary>Gets what tells this effect from any other: the same at each attempt, on each machine, also after a
    /// crash. Give it to whom the effect calls, as the key by which a repetition is known.</summary>
    public string Key { get; }

    /// <summary>Gets the services of a scope that ends with the attempt.</summary>
    public IServiceProvider Services { get; }

    /// <summary>Gets the token that is canceled when the attempt takes too long, when the process is shut down, and
    /// when another machine has taken the effect over.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>Shows progress to whoever watches the conversation. It isn't journaled.</summary>
    /// <param name="value">What to show.</param>
    public void Report(object? value) => _report(value);
}
