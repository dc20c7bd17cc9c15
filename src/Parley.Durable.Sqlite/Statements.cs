using Microsoft.Data.Sqlite;
using Parley.Durable.Stores;

namespace Parley.Durable.Sqlite;

/// <summary>What the writer does, prepared once.</summary>
internal sealed class Statements : IDisposable
{
    private const string Columns =
        "body, body_version, incarnation, version, owner, forked_from, base_seq, status, outcome, outcome_name, " +
        "outcome_json, due_at, error, created_at, updated_at";

    private readonly SqliteCommand _insert, _update, _entry, _move, _close, _deleteRow, _deleteJournal;

    public Statements(SqliteConnection connection)
    {
        string[] columns = Columns.Split(", ");
        _insert = Prepare(
            connection,
            $"INSERT INTO conversation (id, {Columns}) " +
            $"VALUES ($id, {string.Join(", ", columns.Select(it => "$" + it))}) ON CONFLICT (id) DO NOTHING",
            ["id", .. columns]);
        _update = Prepare(
            connection,
            $"UPDATE conversation SET {string.Join(", ", columns.Select(it => $"{it} = ${it}"))}, " +
            "close_requested = close_requested AND NOT $closes WHERE id = $id AND incarnation = $incarnation AND " +
            "version = $version - 1",
            ["id", .. columns, "closes"]);
        _entry = Prepare(
            connection,
            "INSERT INTO journal VALUES ($id, $seq, $kind, $name, $payload, $at, $outcome, $outcome_hash)",
            ["id", "seq", "kind", "name", "payload", "at", "outcome", "outcome_hash"]);
        _move = Prepare(
            connection,
            "UPDATE conversation SET due_at = $due_at WHERE id = $id AND incarnation = $incarnation AND version = " +
            "$version AND due_at IS $expected",
            ["id", "incarnation", "version", "due_at", "expected"]);
        _close = Prepare(
            connection,
            "UPDATE conversation SET close_requested = 1 WHERE id = $id AND incarnation = $incarnation",
            ["id", "incarnation"]);
        _deleteRow = Prepare(
            connection,
            "DELETE FROM conversation WHERE id = $id AND incarnation = $incarnation AND version = $version",
            ["id", "incarnation", "version"]);
        _deleteJournal = Prepare(connection, "DELETE FROM journal WHERE id = $id", ["id"]);
    }

    /// <summary>Puts what follows into a transaction.</summary>
    public void Use(SqliteTransaction transaction)
    {
        foreach (var command in All) command.Transaction = transaction;
    }

    public bool Create(ConversationRow row, IReadOnlyList<JournalEntry> entries)
    {
        Set(_insert, row);
        if (_insert.ExecuteNonQuery() == 0) return false;
        foreach (JournalEntry entry in entries) Insert(row.Id, entry);
        return true;
    }

    public bool Append(ConversationRow row, JournalEntry entry)
    {
        Set(_update, row);
        Set(_update, "closes", entry.Kind == EntryKind.Canceled ? 1L : 0L);
        if (_update.ExecuteNonQuery() == 0) return false;
        Insert(row.Id, entry);
        return true;
    }

    /// <summary>Does both, or neither.</summary>
    public bool Replace(
        ConversationRow row, JournalEntry entry, ConversationRow other, IReadOnlyList<JournalEntry> entries)
    {
        if (!Create(other, entries)) return false;
        if (Append(row, entry)) return true;
        Delete(other);
        return false;
    }

    public bool MoveDue(ConversationRow row, DateTimeOffset dueAt)
    {
        Name(_move, row, withVersion: true);
        Set(_move, "due_at", dueAt.ToUnixTimeMilliseconds());
        Set(_move, "expected", row.DueAt?.ToUnixTimeMilliseconds());
        return _move.ExecuteNonQuery() > 0;
    }

    public bool RequestClose(ConversationRow row)
    {
        Name(_close, row, withVersion: false);
        return _close.ExecuteNonQuery() > 0;
    }

    public bool Delete(ConversationRow row)
    {
        Name(_deleteRow, row, withVersion: true);
        if (_deleteRow.ExecuteNonQuery() == 0) return false;
        Set(_deleteJournal, "id", row.Id);
        _deleteJournal.ExecuteNonQuery();
        return true;
    }

    public void Dispose()
    {
        foreach (var command in All) command.Dispose();
    }

    private SqliteCommand[] All => [_insert, _update, _entry, _move, _close, _deleteRow, _deleteJournal];

    private static SqliteCommand Prepare(SqliteConnection connection, string sql, string[] parameters)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (string name in parameters) command.Parameters.Add(new SqliteParameter { ParameterName = "$" + name });
        return command;
    }

    private static void Set(SqliteCommand command, string name, object? value) =>
        command.Parameters["$" + name].Value = value ?? DBNull.Value;

    private static void Name(SqliteCommand command, ConversationRow row, bool withVersion)
    {
        Set(command, "id", row.Id);
        Set(command, "incarnation", row.Incarnation.ToByteArray(bigEndian: true));
        if (withVersion) Set(command, "version", row.Version);
    }

    private static void Set(SqliteCommand command, ConversationRow row)
    {
        Name(command, row, withVersion: true);
        Set(command, "body", row.Body);
        Set(command, "body_version", row.BodyVersion);
        Set(command, "owner", row.Owner);
        Set(command, "forked_from", row.ForkedFrom);
        Set(command, "base_seq", row.BaseSeq);
        Set(command, "status", (long)row.Status);
        Set(command, "outcome", (long)row.Outcome);
        Set(command, "outcome_name", row.OutcomeName);
        Set(command, "outcome_json", row.OutcomeJson.ToArray());
        Set(command, "due_at", row.DueAt?.ToUnixTimeMilliseconds());
        Set(command, "error", row.Error);
        Set(command, "created_at", row.CreatedAt.ToUnixTimeMilliseconds());
        Set(command, "updated_at", row.UpdatedAt.ToUnixTimeMilliseconds());
    }

    private void Insert(string id, JournalEntry entry)
    {
        Set(_entry, "id", id);
        Set(_entry, "seq", entry.Seq);
        Set(_entry, "kind", (long)entry.Kind);
        Set(_entry, "name", entry.Name);
        Set(_entry, "payload", entry.Payload.ToArray());
        Set(_entry, "at", entry.At.ToUnixTimeMilliseconds());
        Set(_entry, "outcome", (long)entry.Outcome);
        Set(_entry, "outcome_hash", entry.OutcomeHash.ToArray());
        _entry.ExecuteNonQuery();
    }
}
