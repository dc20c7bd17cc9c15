using Microsoft.Data.Sqlite;

namespace SupportAgent;

/// <summary>A shop in an SQLite file: here, the one that has the conversations, but it could be anywhere. A refund and
/// its key are written in one transaction. The bank takes its time.</summary>
public sealed class SqliteShop : IShop
{
    private static readonly TimeSpan s_bank = TimeSpan.FromMilliseconds(200);

    private readonly string _connection;

    public SqliteShop(string path)
    {
        _connection = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString();
        using SqliteConnection connection = Open();
        using SqliteCommand create = Command(connection, """
            BEGIN IMMEDIATE;
            CREATE TABLE IF NOT EXISTS shop_order (
              number INTEGER PRIMARY KEY, customer TEXT, item TEXT, cents INTEGER,
              refunded INTEGER DEFAULT 0 CHECK (refunded BETWEEN 0 AND cents)) STRICT;
            CREATE TABLE IF NOT EXISTS shop_refund (key TEXT PRIMARY KEY, number INTEGER, cents INTEGER) STRICT;
            INSERT INTO shop_order (number, customer, item, cents) VALUES
              (1001, 'Ada', 'red mug', 2400), (1002, 'Ada', 'white bowl', 3150), (2001, 'Grace', 'blue plate', 1800)
              ON CONFLICT DO NOTHING;
            COMMIT
            """);
        create.ExecuteNonQuery();
    }

    public Task<Order?> FindAsync(string customer, int number, CancellationToken token)
    {
        using SqliteConnection connection = Open();
        using SqliteCommand find = Command(
            connection, "SELECT item, cents, refunded FROM shop_order WHERE number = $number AND customer = $customer",
            ("$number", number), ("$customer", customer));
        using SqliteDataReader row = find.ExecuteReader();
        return Task.FromResult(row.Read()
            ? new Order(number, row.GetString(0), row.GetInt64(1) * 0.01m, row.GetInt64(2) * 0.01m) : null);
    }

    public async Task<bool> RefundAsync(string key, string customer, Refund refund, CancellationToken token)
    {
        await Task.Delay(s_bank, token);
        bool isMade = Refund(key, customer, refund.Number, (long)(refund.Amount * 100));
        await Task.Delay(s_bank, token);
        return isMade;
    }

    private bool Refund(string key, string customer, int number, long cents)
    {
        using SqliteConnection connection = Open();
        using SqliteTransaction transaction = connection.BeginTransaction();
        using SqliteCommand find = Command(connection, "SELECT 1 FROM shop_refund WHERE key = $key", ("$key", key));
        if (find.ExecuteScalar() is not null) return true;

        using SqliteCommand refund = Command(
            connection,
            """
            UPDATE shop_order SET refunded = refunded + $cents
            WHERE number = $number AND customer = $customer AND refunded + $cents <= cents
            """,
            ("$number", number), ("$customer", customer), ("$cents", cents));
        if (refund.ExecuteNonQuery() == 0) return false;
        using SqliteCommand note = Command(
            connection, "INSERT INTO shop_refund VALUES ($key, $number, $cents)",
            ("$key", key), ("$number", number), ("$cents", cents));
        note.ExecuteNonQuery();
        transaction.Commit();
        return true;
    }

    private SqliteConnection Open()
    {
        SqliteConnection connection = new(_connection);
        connection.Open();
        return connection;
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
