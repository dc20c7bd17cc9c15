using Npgsql;
using Parley.Durable.PostgreSql;

namespace Parley.Durable;

/// <summary>Keeps conversations in PostgreSQL.</summary>
public static class PostgreSqlDurableOptionsExtensions
{
    /// <summary>Keeps conversations in a PostgreSQL database.</summary>
    /// <param name="options">The options of conversations.</param>
    /// <param name="dataSource">Where connections come from. Whoever made it disposes of it.</param>
    /// <param name="configure">Says more about how they are kept.</param>
    /// <returns>The options of conversations.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="dataSource"/> is null.</exception>
    public static DurableOptions UsePostgreSql(
        this DurableOptions options, NpgsqlDataSource dataSource, Action<PostgreSqlStoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        return Use(options, new() { DataSource = dataSource }, configure);
    }

    /// <summary>Keeps conversations in a PostgreSQL database.</summary>
    /// <param name="options">The options of conversations.</param>
    /// <param name="connectionString">How to connect to it, as Npgsql wants it.</param>
    /// <param name="configure">Says more about how they are kept.</param>
    /// <returns>The options of conversations.</returns>
    /// <exception cref="ArgumentException"><paramref name="connectionString"/> is null or empty.</exception>
    public static DurableOptions UsePostgreSql(
        this DurableOptions options, string connectionString, Action<PostgreSqlStoreOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        return Use(options, new() { ConnectionString = connectionString }, configure);
    }

    private static DurableOptions Use(
        DurableOptions options, PostgreSqlStoreOptions store, Action<PostgreSqlStoreOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(options);
        configure?.Invoke(store);
        return options.UseStore(_ => new PostgreSqlConversationStore(store));
    }
}
