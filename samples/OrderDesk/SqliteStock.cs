using Microsoft.Data.Sqlite;

namespace OrderDesk;

/// <summary>
/// A stock in an SQLite file: here, the one that has the conversations, but it could be anywhere. What is done and its
/// key are written in one transaction, so that there is never one without the other. The storeroom is a few steps away.
/// </summary>
public sealed class SqliteStock : IStock
{
    private static readonly TimeSpan s_walk = TimeSpan.FromMilliseconds(100);

    private readonly string _connection;

    public SqliteStock(string path)
    {
        _connection = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString();
        using SqliteConnection connection = new(_connection);
        connection.Open();
        using SqliteTransaction transaction = connection.BeginTransaction();
        Execute(connection, """
            CREATE TABLE IF NOT EXISTS stock (
              colour TEXT, product TEXT, count INTEGER CHECK (count >= 0), PRIMARY KEY (colour, product)) STRICT;
            CREATE TABLE IF NOT EXISTS stock_done (key TEXT PRIMARY KEY, result INTEGER) STRICT;
            """);
        foreach (var (item, count) in IStock.Goods)
        {
            Execute(
                connection, "INSERT INTO stock VALUES ($colour, $product, $count) ON CONFLICT DO NOTHING",
                ("$colour", item.Colour), ("$product", item.Product), ("$count", count));
        }

        transaction.Commit();
    }

    public Task<bool> TakeAsync(string key, Item item, CancellationToken token) => MoveAsync(key, [item], -1, token);

    public Task PutBackAsync(string key, IReadOnlyCollection<Item> items, CancellationToken token) =>
        MoveAsync(key, items, +1, token);

    private async Task<bool> MoveAsync(string key, IReadOnlyCollection<Item> items, int by, CancellationToken token)
    {
        await Task.Delay(s_walk, token);
        bool result = MoveOnce(key, items, by);
        await Task.Delay(s_walk, token); // a kill from here on finds the key, and one before finds nothing done
        return result;
    }

    private bool MoveOnce(string key, IReadOnlyCollection<Item> items, int by)
    {
        using SqliteConnection connection = new(_connection);
        connection.Open();
        using SqliteTransaction transaction = connection.BeginTransaction();
        using SqliteCommand find = Command(connection, "SELECT result FROM stock_done WHERE key = $key", ("$key", key));
        if (find.ExecuteScalar() is long known) return known != 0;

        int moved = items.Sum(item => Execute(
            connection,
            "UPDATE stock SET count = count + $by WHERE colour = $colour AND product = $product AND count + $by >= 0",
            ("$by", by), ("$colour", item.Colour), ("$product", item.Product)));
        bool result = moved == items.Count;
        Execute(connection, "INSERT INTO stock_done VALUES ($key, $result)", ("$key", key), ("$result", result));
        transaction.Commit();
        return result;
    }

    private static int Execute(SqliteConnection connection, string sql, params (string Name, object Value)[] parameters)
    {
        using SqliteCommand command = Command(connection, sql, parameters);
        return command.ExecuteNonQuery();
    }

    private static SqliteCommand Command(
        SqliteConnection connection, string sql, params (string Name, object Value)[] parameters)
    {
        SqliteCommand command = connection.CreateCommand(); // it is in the connection's transaction
        command.CommandText = sql;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        return command;
    }
}
