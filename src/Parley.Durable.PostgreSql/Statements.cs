using Npgsql;
using NpgsqlTypes;
using Parley.Durable.Stores;

namespace Parley.Durable.PostgreSql;

/// <summary>What the writer says to the server: a statement a kind of write, for any number of conversations, each of
/// which is in it once. It returns the ids of those where it did something.</summary>
internal static class Statements
{
    private static readonly Column<Write>[] s_name =
    [
        Column<Write>.Of("id", NpgsqlDbType.Text, it => it.Row.Id),
        Column<Write>.Of("incarnation", NpgsqlDbType.Uuid, it => it.Row.Incarnation),
    ];

    private static readonly Column<Write> s_version =
        Column<Write>.Of("version", NpgsqlDbType.Bigint, it => it.Row.Version);

    private static readonly Column<Write>[] s_content =
    [
        s_version,
        Column<Write>.Of("body", NpgsqlDbType.Text, it => it.Row.Body),
        Column<Write>.Of("body_version", NpgsqlDbType.Integer, it => it.Row.BodyVersion),
        Column<Write>.Of("owner", NpgsqlDbType.Text, it => it.Row.Owner),
        Column<Write>.Of("forked_from", NpgsqlDbType.Text, it => it.Row.ForkedFrom),
        Column<Write>.Of("base_seq", NpgsqlDbType.Bigint, it => it.Row.BaseSeq),
        Column<Write>.Of("status", NpgsqlDbType.Smallint, it => (short)it.Row.Status),
        Column<Write>.Of("outcome", NpgsqlDbType.Smallint, it => (short)it.Row.Outcome),
        Column<Write>.Of("outcome_name", NpgsqlDbType.Text, it => it.Row.OutcomeName),
        Column<Write>.Of("outcome_json", NpgsqlDbType.Bytea, it => it.Row.OutcomeJson.ToArray()),
        Column<Write>.Of("due_at", NpgsqlDbType.TimestampTz, it => Times.Whole(it.Row.DueAt)),
        Column<Write>.Of("error", NpgsqlDbType.Text, it => Texts.Kept(it.Row.Error)),
        Column<Write>.Of("created_at", NpgsqlDbType.TimestampTz, it => Times.Whole(it.Row.CreatedAt)),
        Column<Write>.Of("updated_at", NpgsqlDbType.TimestampTz, it => Times.Whole(it.Row.UpdatedAt)),
    ];

    private static readonly Column<Line>[] s_line =
    [
        Column<Line>.Of("id", NpgsqlDbType.Text, it => it.Of.Row.Id),
        Column<Line>.Of("seq", NpgsqlDbType.Bigint, it => it.Entry.Seq),
        Column<Line>.Of("kind", NpgsqlDbType.Smallint, it => (short)it.Entry.Kind),
        Column<Line>.Of("name", NpgsqlDbType.Text, it => it.Entry.Name),
        Column<Line>.Of("payload", NpgsqlDbType.Bytea, it => it.Entry.Payload.ToArray()),
        Column<Line>.Of("at", NpgsqlDbType.TimestampTz, it => Times.Whole(it.Entry.At)),
        Column<Line>.Of("outcome", NpgsqlDbType.Smallint, it => (short)it.Entry.Outcome),
        Column<Line>.Of("outcome_hash", NpgsqlDbType.Bytea, it => it.Entry.OutcomeHash.ToArray()),
        Column<Line>.Of("writer", NpgsqlDbType.Uuid, it => it.Of.Writer),
    ];

    private static readonly Column<Write>[] s_create = [.. s_name, .. s_content];

    private static readonly Column<Write>[] s_append =
    [
        .. s_create,
        Column<Write>.Of("closes", NpgsqlDbType.Boolean, it => it.Entries[^1].Kind == EntryKind.Canceled),
    ];

    private static readonly Column<Write>[] s_move =
    [
        .. s_name,
        s_version,
        Column<Write>.Of("due_at", NpgsqlDbType.TimestampTz, it => Times.Whole(it.DueAt)),
        Column<Write>.Of("expected", NpgsqlDbType.TimestampTz, it => Times.Whole(it.Row.DueAt)),
    ];

    private static readonly Column<Write>[] s_delete = [.. s_name, s_version];

    private static readonly Column<Write>[] s_committed =
    [
        s_name[0],
        s_version,
        Column<Write>.Of("writer", NpgsqlDbType.Uuid, it => it.Writer),
    ];

    private const string SameOne = "kept.id = item.id AND kept.incarnation = item.incarnation";

    private const string SameVersion = SameOne + " AND kept.version = item.version";

    // Locked in the order of their ids, wherever that is done, so that nobody waits in a circle.
    private const string LockRows =
        "SELECT count(*) FROM (SELECT FROM parley_conversation WHERE id = ANY ($1) ORDER BY id FOR UPDATE) AS locked";

    private static readonly string s_createRows = Journaled(
        $"INSERT INTO parley_conversation ({Column<Write>.Names(s_create)}) " +
        $"SELECT * FROM {Column<Write>.Table("item", s_create)} ORDER BY id COLLATE \"C\" " +
        "ON CONFLICT (id) DO NOTHING RETURNING id",
        s_create.Length);

    private static readonly string s_appendRows = Journaled(
        "UPDATE parley_conversation AS kept SET " +
        string.Concat(s_content.Select(it => $"{it.Name} = item.{it.Name}, ")) +
        $"close_requested = kept.close_requested AND NOT item.closes FROM {Column<Write>.Table("item", s_append)} " +
        $"WHERE {SameVersion} - 1 RETURNING kept.id",
        s_append.Length);

    private static readonly string s_moveRows =
        $"UPDATE parley_conversation AS kept SET due_at = item.due_at FROM {Column<Write>.Table("item", s_move)} " +
        $"WHERE {SameVersion} AND kept.due_at IS NOT DISTINCT FROM item.expected RETURNING kept.id";

    private static readonly string s_closeRows =
        $"UPDATE parley_conversation AS kept SET close_requested = true FROM {Column<Write>.Table("item", s_name)} " +
        $"WHERE {SameOne} RETURNING kept.id";

    private static readonly string s_deleteRows =
        $"WITH done AS (DELETE FROM parley_conversation AS kept USING {Column<Write>.Table("item", s_delete)} " +
        $"WHERE {SameVersion} RETURNING kept.id), forgotten AS " +
        "(DELETE FROM parley_journal AS journal USING done WHERE journal.id = done.id) SELECT id FROM done";

    private static readonly string s_findCommitted =
        $"SELECT journal.writer FROM parley_journal AS journal JOIN {Column<Write>.Table("item", s_committed)} " +
        "ON journal.id = item.id AND journal.seq = item.version AND journal.writer = item.writer";

    /// <summary>Locks the rows of conversations.</summary>
    public static NpgsqlBatchCommand Lock(IReadOnlyList<Write> writes) => Command(LockRows, writes, [s_name[0]]);

    /// <summary>Does all writes of a kind.</summary>
    public static NpgsqlBatchCommand Do(WriteKind kind, IReadOnlyList<Write> writes)
    {
        switch (kind)
        {
            case WriteKind.Create:
                return WithEntries(Command(s_createRows, writes, s_create), writes);
            case WriteKind.Append:
                return WithEntries(Command(s_appendRows, writes, s_append), writes);
            case WriteKind.Move:
                return Command(s_moveRows, writes, s_move);
            case WriteKind.Close:
                return Command(s_closeRows, writes, s_name);
            default:
                return Command(s_deleteRows, writes, s_delete);
        }
    }

    /// <summary>Finds those that are in the journal.</summary>
    public static NpgsqlBatchCommand FindCommitted(IReadOnlyList<Write> writes) =>
        Command(s_findCommitted, writes, s_committed);

    // Row and entries in one statement: neither is there without the other.
    private static string Journaled(string change, int parameters) =>
        $"WITH done AS ({change}), journaled AS (INSERT INTO parley_journal ({Column<Line>.Names(s_line)}) " +
        $"SELECT {Column<Line>.Names(s_line, "line.")} FROM {Column<Line>.Table("line", s_line, parameters + 1)} " +
        "JOIN done ON done.id = line.id) SELECT id FROM done";

    private static NpgsqlBatchCommand WithEntries(NpgsqlBatchCommand command, IReadOnlyList<Write> writes)
    {
        List<Line> lines = [.. writes.SelectMany(write => write.Entries.Select(entry => new Line(write, entry)))];
        foreach (var column in s_line) command.Parameters.Add(column.Make(lines));
        return command;
    }

    private static NpgsqlBatchCommand Command(
        string sql, IReadOnlyList<Write> writes, IEnumerable<Column<Write>> columns)
    {
        NpgsqlBatchCommand command = new(sql);
        foreach (var column in columns) command.Parameters.Add(column.Make(writes));
        return command;
    }

    private sealed record Line(Write Of, JournalEntry Entry);
}
