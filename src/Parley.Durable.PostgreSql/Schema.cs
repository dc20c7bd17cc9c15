using System.Data;
using Npgsql;

namespace Parley.Durable.PostgreSql;

/// <summary>The tables, by the versions of their form.</summary>
internal static class Schema
{
    // Of two nodes that begin at once, one waits for the other. The number only has to be the same in all of them.
    private const string Lock = "SELECT pg_advisory_xact_lock(7021644129873300081)";

    // Each leads from the version before. One that has been released is never changed.
    internal static IReadOnlyList<string> Steps { get; } =
    [
        """
        CREATE TABLE parley_conversation (
          id text COLLATE "C" PRIMARY KEY, body text COLLATE "C" NOT NULL, body_version integer NOT NULL,
          incarnation uuid NOT NULL, version bigint NOT NULL, owner text COLLATE "C", forked_from text COLLATE "C",
          base_seq bigint NOT NULL DEFAULT 0, status smallint NOT NULL, outcome smallint NOT NULL,
          outcome_name text COLLATE "C", outcome_json bytea NOT NULL, due_at timestamptz,
          close_requested boolean NOT NULL DEFAULT false, error text COLLATE "C", created_at timestamptz NOT NULL,
          updated_at timestamptz NOT NULL
        ) WITH (fillfactor = 80);
        CREATE INDEX parley_conversation_due_at ON parley_conversation (due_at) WHERE due_at IS NOT NULL;
        CREATE INDEX parley_conversation_closing ON parley_conversation (status) WHERE close_requested;
        CREATE INDEX parley_conversation_status ON parley_conversation (status, id);
        CREATE INDEX parley_conversation_owner ON parley_conversation (owner, id) WHERE owner IS NOT NULL;
        CREATE TABLE parley_journal (
          id text COLLATE "C" NOT NULL, seq bigint NOT NULL, kind smallint NOT NULL, name text COLLATE "C",
          payload bytea NOT NULL, at timestamptz NOT NULL, outcome smallint NOT NULL, outcome_hash bytea NOT NULL,
          writer uuid NOT NULL, PRIMARY KEY (id, seq)
        );
        """,
    ];

    /// <summary>Brings the tables to today's form, or makes them.</summary>
    /// <remarks>Tests have steps of their own.</remarks>
    public static async Task MigrateAsync(
        NpgsqlDataSource source, CancellationToken cancellationToken, IReadOnlyList<string>? steps = null)
    {
        steps ??= Steps;
        await using var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        string name = $"The database {connection.Database} at {connection.Host}:{connection.Port}";
        // Read committed: what comes after the lock sees what the other one did before it.
        await using var transaction = await connection.BeginTransactionAsync(
            IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
        await GetAsync<object>(connection, Lock, cancellationToken).ConfigureAwait(false);
        string? encoding = await GetAsync<string>(connection, "SHOW server_encoding", cancellationToken)
            .ConfigureAwait(false);
        if (encoding != "UTF8")
        {
            throw new ConversationException(
                $"{name} is encoded in {encoding}. Conversations need one that is encoded in UTF8.");
        }

        int version = await VersionAsync(connection, cancellationToken).ConfigureAwait(false);
        if (version > steps.Count)
        {
            throw new ConversationException(
                $"{name} was written by a newer Parley: its tables have version {version}, and this one knows " +
                $"{steps.Count}.");
        }

        if (version == steps.Count) return;
        string missing = string.Concat(steps.Skip(version));
        if (version == 0) missing = "CREATE TABLE IF NOT EXISTS parley_schema (version integer NOT NULL);" + missing;
        string noted = $"DELETE FROM parley_schema; INSERT INTO parley_schema VALUES ({steps.Count})";
        await GetAsync<object>(connection, missing + noted, cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task<int> VersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        bool isThere = await GetAsync<object>(
            connection, "SELECT 1 WHERE to_regclass('parley_schema') IS NOT NULL", cancellationToken)
            .ConfigureAwait(false) is not null;
        return !isThere ? 0 : await GetAsync<int>(
            connection, "SELECT max(version) FROM parley_schema", cancellationToken).ConfigureAwait(false);
    }

    private static async Task<T?> GetAsync<T>(
        NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = new(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is T value ? value : default;
    }
}
