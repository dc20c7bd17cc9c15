using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Parley.Durable.Sqlite;

/// <summary>The tables, by the versions of their form.</summary>
internal static class Schema
{
    // Each leads from the version before. One that has been released is never changed.
    internal static IReadOnlyList<string> Steps { get; } =
    [
        """
        CREATE TABLE conversation (
          id TEXT PRIMARY KEY, body TEXT NOT NULL, body_version INTEGER NOT NULL, incarnation BLOB NOT NULL,
          version INTEGER NOT NULL, owner TEXT, forked_from TEXT, base_seq INTEGER NOT NULL DEFAULT 0,
          status INTEGER NOT NULL, outcome INTEGER NOT NULL, outcome_name TEXT, outcome_json BLOB NOT NULL,
          due_at INTEGER, close_requested INTEGER NOT NULL DEFAULT 0, error TEXT, created_at INTEGER NOT NULL,
          updated_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX conversation_due_at ON conversation (due_at) WHERE due_at IS NOT NULL;
        CREATE INDEX conversation_closing ON conversation (status) WHERE close_requested = 1;
        CREATE INDEX conversation_status ON conversation (status, id);
        CREATE INDEX conversation_owner ON conversation (owner, id) WHERE owner IS NOT NULL;
        CREATE TABLE journal (
          id TEXT NOT NULL, seq INTEGER NOT NULL, kind INTEGER NOT NULL, name TEXT, payload BLOB NOT NULL,
          at INTEGER NOT NULL, outcome INTEGER NOT NULL, outcome_hash BLOB NOT NULL, PRIMARY KEY (id, seq)
        ) STRICT, WITHOUT ROWID;
        """,
    ];

    /// <summary>Says how a connection works.</summary>
    public static void Configure(SqliteConnection connection, bool readOnly)
    {
        Execute(connection, "PRAGMA busy_timeout = 10000");
        if (readOnly) return;
        Execute(connection, "PRAGMA journal_mode = WAL");
        Execute(connection, "PRAGMA synchronous = FULL");
        Execute(connection, "PRAGMA secure_delete = ON");
        if (!OperatingSystem.IsMacOS()) return;
        Execute(connection, "PRAGMA fullfsync = ON"); // there, fsync alone doesn't reach the disk
        Execute(connection, "PRAGMA checkpoint_fullfsync = ON");
    }

    /// <summary>Brings the tables to today's form, or makes them.</summary>
    /// <remarks>Tests have steps of their own.</remarks>
    public static void Migrate(SqliteConnection connection, string path, IReadOnlyList<string>? steps = null)
    {
        steps ??= Steps;
        using var transaction = connection.BeginTransaction(deferred: false);
        Execute(connection, "CREATE TABLE IF NOT EXISTS parley_schema (version INTEGER NOT NULL) STRICT");
        int version = Version(connection);
        Refuse(version, steps.Count, path);
        if (version < steps.Count)
        {
            foreach (string step in steps.Skip(version)) Execute(connection, step);
            Execute(connection, "DELETE FROM parley_schema");
            Execute(connection, "INSERT INTO parley_schema VALUES ($version)", ("$version", steps.Count));
        }

        transaction.Commit();
    }

    /// <summary>Checks that the tables can be read.</summary>
    public static void Check(SqliteConnection connection, string path)
    {
        int version = Version(connection);
        Refuse(version, Steps.Count, path);
        if (version < Steps.Count)
        {
            throw new ConversationException(
                $"{path} has no conversations, or an older form of them. Open it for writing once.");
        }
    }

    /// <summary>Executes statements.</summary>
    public static bool Execute(SqliteConnection connection, string sql, params (string Name, object Value)[] parameters)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        command.ExecuteNonQuery();
        return true;
    }

    private static int Version(SqliteConnection connection)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_schema WHERE name = 'parley_schema'";
        if (Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture) == 0) return 0;
        command.CommandText = "SELECT max(version) FROM parley_schema";
        return command.ExecuteScalar() is long version ? (int)version : 0;
    }

    private static void Refuse(int version, int newest, string path)
    {
        if (version <= newest) return;
        throw new ConversationException(
            $"{path} was written by a newer Parley: its tables have version {version}, and this one knows {newest}.");
    }
}
