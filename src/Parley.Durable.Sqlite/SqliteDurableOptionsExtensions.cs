using Parley.Durable.Sqlite;

namespace Parley.Durable;

/// <summary>Keeps conversations in SQLite.</summary>
public static class SqliteDurableOptionsExtensions
{
    /// <summary>Keeps conversations in an SQLite file.</summary>
    /// <param name="options">The options of conversations.</param>
    /// <param name="path">The path of the file. It is created if it isn't there.</param>
    /// <param name="configure">Says more about the file.</param>
    /// <returns>The options of conversations.</returns>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    public static DurableOptions UseSqlite(
        this DurableOptions options, string path, Action<SqliteStoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(path);
        SqliteStoreOptions store = new() { Path = path };
        configure?.Invoke(store);
        return options.UseStore(_ => new SqliteConversationStore(store));
    }
}
