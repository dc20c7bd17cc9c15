using Parley.Durable.Stores;

namespace Parley.Durable;

/// <summary>How conversations are kept and run. They are checked when the process starts.</summary>
public sealed class DurableOptions
{
    /// <summary>Gets or sets the most bytes that a value may have as JSON. More is refused before a body sees it. 64
    /// KiB, unless it is set.</summary>
    public int MaxPayloadBytes { get; set; } = 64 * 1024;

    /// <summary>Gets or sets how long a body stays in memory when nobody talks to it. Ten minutes, unless it is
    /// set.</summary>
    public TimeSpan IdleEviction { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Gets or sets how many effects may come one after another without a question. More park the
    /// conversation. A thousand, unless it is set.</summary>
    public int MaxEffectsPerSend { get; set; } = 1000;

    /// <summary>Gets or sets how long after a process has gone another one takes its effects over. Half a minute,
    /// unless it is set.</summary>
    public TimeSpan EffectLease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets how often the store is asked what is due. A second, unless it is set.</summary>
    public TimeSpan ScanInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets or sets how much that is due is done in a scan. 1,000, unless it is set.</summary>
    public int ScanBatch { get; set; } = 1000;

    /// <summary>Gets or sets at how many entries of a body, and at each multiple of them, a warning is logged: they all
    /// have to be replayed (<see cref="Durable{TYield, TSend}.ContinueAs"/>). 10,000, unless it is set.</summary>
    public int LongJournal { get; set; } = 10_000;

    /// <summary>Gets or sets how long a conversation is kept after it has ended. For ever, unless it is set.</summary>
    public TimeSpan? Retention { get; set; }

    internal Func<IServiceProvider, IConversationStore>? CreateStore { get; private set; }

    internal Dictionary<string, int> StartVersions { get; } = new(StringComparer.Ordinal);

    /// <summary>Keeps conversations in memory, for tests.</summary>
    /// <returns>These options.</returns>
    public DurableOptions UseInMemory() => UseStore(_ => new InMemoryConversationStore());

    /// <summary>Keeps conversations in a store.</summary>
    /// <param name="create">Creates it. It is opened when the process starts, and disposed of at its end.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="create"/> is null.</exception>
    public DurableOptions UseStore(Func<IServiceProvider, IConversationStore> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        CreateStore = create;
        return this;
    }

    /// <summary>Says which version of a body new conversations get. Without it, they get the highest one. So a new
    /// version can be registered everywhere before any conversation needs it.</summary>
    /// <param name="name">The name of the body.</param>
    /// <param name="version">The version.</param>
    /// <returns>These options.</returns>
    public DurableOptions StartWith(string name, int version)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        StartVersions[name] = version;
        return this;
    }
}
