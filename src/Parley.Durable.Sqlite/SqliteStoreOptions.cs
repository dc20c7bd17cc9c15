namespace Parley.Durable.Sqlite;

/// <summary>Which file conversations are kept in, and how.</summary>
public sealed class SqliteStoreOptions
{
    /// <summary>Gets or sets the path of the file. It is created if it isn't there, with its lock beside it.</summary>
    public string Path { get; set; } = "";

    /// <summary>Gets or sets whether it is only read, perhaps beside a process that writes it.</summary>
    public bool ReadOnly { get; set; }

    /// <summary>Gets or sets how many writes may wait. When there are more, a call throws a <see
    /// cref="ConversationBusyException"/>. 10,000, unless it is set.</summary>
    public int QueueLength { get; set; } = 10_000;

    /// <summary>Gets or sets how many writes are committed together at most. 1,000, unless it is set.</summary>
    public int BatchSize { get; set; } = 1000;
}
