using Npgsql;

namespace Parley.Durable.PostgreSql;

/// <summary>Which database conversations are kept in, and how.</summary>
public sealed class PostgreSqlStoreOptions
{
    /// <summary>Gets or sets where connections come from. The store doesn't dispose of it, and holds one of its
    /// connections as long as it is open. If it is null, <see cref="ConnectionString"/> says it.</summary>
    public NpgsqlDataSource? DataSource { get; set; }

    /// <summary>Gets or sets the connection string, if there is no <see cref="DataSource"/>.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>Gets or sets how many writes may wait. When there are more, a call throws a <see
    /// cref="ConversationBusyException"/>. 10,000, unless it is set.</summary>
    public int QueueLength { get; set; } = 10_000;

    /// <summary>Gets or sets how many writes are committed together at most. 1,000, unless it is set.</summary>
    public int BatchSize { get; set; } = 1000;

    /// <summary>Gets or sets for how long a write whose connection was lost tries to find out what came of it, and to
    /// go on. Then it throws. Five seconds, unless it is set.</summary>
    public TimeSpan ReconnectTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
