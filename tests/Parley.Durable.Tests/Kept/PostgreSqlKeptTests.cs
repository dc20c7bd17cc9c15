using Npgsql;
using Parley.Durable.PostgreSql;
using Parley.Durable.Tests.Kept;

namespace Parley.Durable.Tests;

/// <summary>What is kept in SQL for PostgreSQL.</summary>
public sealed class PostgreSqlKeptTests(PostgreSqlServer server) : KeptTests
{
    private static readonly string[] s_conversation =
    [
        "id", "body", "body_version", "incarnation", "version", "owner", "forked_from", "base_seq", "status", "outcome",
        "outcome_name", "outcome_json", "due_at", "close_requested", "error", "created_at", "updated_at",
    ];

    private static readonly string[] s_journal =
        ["id", "seq", "kind", "name", "payload", "at", "outcome", "outcome_hash", "writer"];

    private readonly PostgreSqlFixture _store = new(server.OrSkip());

    protected override StoreFixture Store => _store;

    protected override string Name => "v1.sql";

    protected override async Task LoadAsync()
    {
        await _store.ExecuteAsync<int>(
            "DROP TABLE IF EXISTS parley_schema, parley_conversation, parley_journal;" +
            await File.ReadAllTextAsync(PathOfKept));
    }

    protected override async Task SaveAsync() => await File.WriteAllLinesAsync(
        PathOfKept,
        [
            "CREATE TABLE parley_schema (version integer NOT NULL);",
            "INSERT INTO parley_schema VALUES (1);",
            Schema.Steps[0],
            .. await InsertsAsync("parley_conversation", s_conversation),
            .. await InsertsAsync("parley_journal", s_journal),
        ]);

    private async Task<List<string>> InsertsAsync(string table, string[] columns)
    {
        string names = string.Join(", ", columns);
        string places = string.Join(", ", columns.Select(_ => "%L"));
        await using var source = NpgsqlDataSource.Create(_store.ConnectionString + ";Timezone=UTC");
        await using var command = source.CreateCommand(
            $"SELECT format('INSERT INTO {table} ({names}) VALUES ({places});', {names}) FROM {table} ORDER BY 1");
        await using var reader = await command.ExecuteReaderAsync();
        List<string> inserts = [];
        while (await reader.ReadAsync()) inserts.Add(reader.GetString(0));
        return inserts;
    }
}
