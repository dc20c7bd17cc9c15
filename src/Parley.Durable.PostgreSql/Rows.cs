using Npgsql;
using NpgsqlTypes;
using Parley.Durable.Stores;

namespace Parley.Durable.PostgreSql;

/// <summary>What is read.</summary>
internal static class Rows
{
    private const string Columns =
        "id, body, body_version, incarnation, version, owner, forked_from, base_seq, status, outcome, outcome_name, " +
        "outcome_json, due_at, close_requested, error, created_at, updated_at";

    private const string ToBeClosed = "close_requested AND status IN (0, 2)"; // asking, sleeping

    public static async ValueTask<ConversationRow?> FindAsync(
        NpgsqlDataSource source, string id, CancellationToken cancellationToken)
    {
        var found = await ReadAsync(
            source, $"SELECT {Columns} FROM parley_conversation WHERE id = $1", Row, [(NpgsqlDbType.Text, id)],
            cancellationToken).ConfigureAwait(false);
        return found is [var row] ? row : null;
    }

    public static ValueTask<IReadOnlyList<JournalEntry>> JournalAsync(
        NpgsqlDataSource source, string id, long first, long last, CancellationToken cancellationToken) => ReadAsync(
        source,
        "SELECT seq, kind, name, payload, at, outcome, outcome_hash FROM parley_journal " +
        "WHERE id = $1 AND seq BETWEEN $2 AND $3 ORDER BY seq",
        reader => Entry(reader, id),
        [(NpgsqlDbType.Text, id), (NpgsqlDbType.Bigint, first), (NpgsqlDbType.Bigint, last)],
        cancellationToken);

    public static ValueTask<IReadOnlyList<ConversationRow>> ListAsync(
        NpgsqlDataSource source, ConversationFilter filter, CancellationToken cancellationToken)
    {
        (string Condition, NpgsqlDbType Type, object? Value)[] all =
        [
            ("id > ", NpgsqlDbType.Text, filter.After),
            ("body = ", NpgsqlDbType.Text, filter.Body),
            ("body_version = ", NpgsqlDbType.Integer, filter.BodyVersion),
            ("status = ", NpgsqlDbType.Smallint, (short?)filter.Status),
            ("owner = ", NpgsqlDbType.Text, filter.Owner),
            ("updated_at < ", NpgsqlDbType.TimestampTz, Times.Whole(filter.UpdatedBefore)),
        ];
        var given = all.Where(it => it.Value is not null).ToArray();
        string where = given.Length == 0 ? ""
            : "WHERE " + string.Join(" AND ", given.Select((it, i) => $"{it.Condition}${i + 2}"));
        return ReadAsync(
            source,
            $"SELECT {Columns} FROM parley_conversation {where} ORDER BY id LIMIT $1",
            Row,
            [(NpgsqlDbType.Integer, filter.Limit), .. given.Select(it => (it.Type, it.Value!))],
            cancellationToken);
    }

    public static ValueTask<IReadOnlyList<ConversationRow>> DueAsync(
        NpgsqlDataSource source, DateTimeOffset now, int limit, CancellationToken cancellationToken) => ReadAsync(
        source,
        $"SELECT {Columns} FROM parley_conversation WHERE due_at <= $1 OR ({ToBeClosed}) " +
        "ORDER BY due_at NULLS FIRST LIMIT $2",
        Row,
        [(NpgsqlDbType.TimestampTz, Times.Whole(now)), (NpgsqlDbType.Integer, limit)],
        cancellationToken);

    private static async ValueTask<IReadOnlyList<T>> ReadAsync<T>(
        NpgsqlDataSource source, string sql, Func<NpgsqlDataReader, T> read,
        (NpgsqlDbType Type, object Value)[] parameters, CancellationToken cancellationToken)
    {
        for (bool isAgain = false; ; isAgain = true)
        {
            try
            {
                await using NpgsqlCommand command = source.CreateCommand(sql);
                foreach (var (type, value) in parameters)
                    command.Parameters.Add(new() { NpgsqlDbType = type, Value = value });
                await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                List<T> found = [];
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) found.Add(read(reader));
                return found;
            }
            catch (Exception exception) when (!isAgain && Lost.Is(exception))
            {
                source.Clear(); // after a failover, all that wait in the pool are as dead as this one
            }
        }
    }

    private static ConversationRow Row(NpgsqlDataReader reader) => new(
        reader.GetString(0), reader.GetString(1), reader.GetInt32(2), reader.GetGuid(3), reader.GetInt64(4))
    {
        Owner = Text(reader, 5),
        ForkedFrom = Text(reader, 6),
        BaseSeq = reader.GetInt64(7),
        Status = Known<ConversationStatus>(reader, 8),
        Outcome = Known<OutcomeKind>(reader, 9),
        OutcomeName = Text(reader, 10),
        OutcomeJson = reader.GetFieldValue<byte[]>(11),
        DueAt = reader.IsDBNull(12) ? null : Time(reader, 12),
        CloseRequested = reader.GetBoolean(13),
        Error = Text(reader, 14),
        CreatedAt = Time(reader, 15),
        UpdatedAt = Time(reader, 16),
    };

    private static JournalEntry Entry(NpgsqlDataReader reader, string id) => new(
        reader.GetInt64(0), Known<EntryKind>(reader, 1, id), Text(reader, 2), reader.GetFieldValue<byte[]>(3),
        Time(reader, 4), Known<OutcomeKind>(reader, 5, id), reader.GetFieldValue<byte[]>(6));

    private static T Known<T>(NpgsqlDataReader reader, int column, string? id = null)
        where T : struct, Enum
    {
        int value = reader.GetInt16(column);
        T known = (T)Enum.ToObject(typeof(T), value);
        return Enum.IsDefined(known) ? known : throw new JournalCorruptException(
            $"The conversation {id ?? reader.GetString(0)} has {value} as its {typeof(T).Name}, which isn't known. " +
            "It was written by a newer Parley, or the database is damaged.");
    }

    private static string? Text(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);

    private static DateTimeOffset Time(NpgsqlDataReader reader, int column) =>
        Times.Whole(reader.GetFieldValue<DateTimeOffset>(column));
}
