using Microsoft.Data.Sqlite;
using Parley.Durable.Stores;

namespace Parley.Durable.Sqlite;

/// <summary>What is read.</summary>
internal static class Rows
{
    private const string Columns =
        "id, body, body_version, incarnation, version, owner, forked_from, base_seq, status, outcome, " +
        "outcome_name, outcome_json, due_at, close_requested, error, created_at, updated_at";

    private const string ToBeClosed = "close_requested = 1 AND status IN (0, 2)"; // asking, sleeping

    public static ConversationRow? Find(SqliteConnection connection, string id) =>
        Read(connection, $"SELECT {Columns} FROM conversation WHERE id = $id", Row, ("$id", id)) is [var row]
            ? row : null;

    public static IReadOnlyList<JournalEntry> Journal(
        SqliteConnection connection, string id, long first, long last) => Read(
        connection,
        "SELECT seq, kind, name, payload, at, outcome, outcome_hash FROM journal WHERE id = $id AND seq BETWEEN " +
        "$first AND $last ORDER BY seq",
        reader => Entry(reader, id),
        ("$id", id), ("$first", first), ("$last", last));

    public static IReadOnlyList<ConversationRow> List(SqliteConnection connection, ConversationFilter filter)
    {
        (string Condition, string Name, object? Value)[] all =
        [
            ("id > $after", "$after", filter.After),
            ("body = $body", "$body", filter.Body),
            ("body_version = $body_version", "$body_version", filter.BodyVersion),
            ("status = $status", "$status", (long?)filter.Status),
            ("owner = $owner", "$owner", filter.Owner),
            ("updated_at < $before", "$before", filter.UpdatedBefore?.ToUnixTimeMilliseconds()),
        ];
        var given = all.Where(it => it.Value is not null).ToArray();
        string where = given.Length == 0 ? "" : "WHERE " + string.Join(" AND ", given.Select(it => it.Condition));
        return Read(
            connection,
            $"SELECT {Columns} FROM conversation {where} ORDER BY id LIMIT $limit",
            Row,
            [("$limit", filter.Limit), .. given.Select(it => (it.Name, it.Value!))]);
    }

    public static IReadOnlyList<ConversationRow> Due(
        SqliteConnection connection, DateTimeOffset now, int limit) => Read(
        connection,
        $"SELECT {Columns} FROM conversation WHERE due_at <= $now OR ({ToBeClosed}) ORDER BY due_at LIMIT $limit",
        Row,
        ("$now", now.ToUnixTimeMilliseconds()), ("$limit", limit));

    private static List<T> Read<T>(
        SqliteConnection connection, string sql, Func<SqliteDataReader, T> read,
        params (string Name, object Value)[] parameters)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        using SqliteDataReader reader = command.ExecuteReader();
        List<T> found = [];
        while (reader.Read()) found.Add(read(reader));
        return found;
    }

    private static ConversationRow Row(SqliteDataReader reader) => new(
        reader.GetString(0), reader.GetString(1), reader.GetInt32(2), Incarnation(reader), reader.GetInt64(4))
    {
        Owner = Text(reader, 5),
        ForkedFrom = Text(reader, 6),
        BaseSeq = reader.GetInt64(7),
        Status = Known<ConversationStatus>(reader, 8),
        Outcome = Known<OutcomeKind>(reader, 9),
        OutcomeName = Text(reader, 10),
        OutcomeJson = (byte[])reader.GetValue(11),
        DueAt = reader.IsDBNull(12) ? null : Time(reader, 12),
        CloseRequested = reader.GetInt64(13) != 0,
        Error = Text(reader, 14),
        CreatedAt = Time(reader, 15),
        UpdatedAt = Time(reader, 16),
    };

    private static JournalEntry Entry(SqliteDataReader reader, string id) => new(
        reader.GetInt64(0), Known<EntryKind>(reader, 1, id), Text(reader, 2), (byte[])reader.GetValue(3),
        Time(reader, 4),
        Known<OutcomeKind>(reader, 5, id), (byte[])reader.GetValue(6));

    private static Guid Incarnation(SqliteDataReader reader) => reader.GetValue(3) is byte[] { Length: 16 } bytes
        ? new(bytes, bigEndian: true)
        : throw new JournalCorruptException("An incarnation doesn't have 16 bytes. Restore the file from a backup.");

    private static T Known<T>(SqliteDataReader reader, int column, string? id = null)
        where T : struct, Enum
    {
        int value = reader.GetInt32(column);
        T known = (T)Enum.ToObject(typeof(T), value);
        return Enum.IsDefined(known) ? known : throw new JournalCorruptException(
            $"The conversation {id ?? reader.GetString(0)} has {value} as its {typeof(T).Name}, which isn't known. " +
            "It was written by a newer Parley, or the file is damaged.");
    }

    private static string? Text(SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);

    private static DateTimeOffset Time(SqliteDataReader reader, int column) =>
        DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(column));
}
