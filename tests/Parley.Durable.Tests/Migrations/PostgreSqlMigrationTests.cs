using Npgsql;
using Parley.Durable.PostgreSql;

namespace Parley.Durable.Tests;

/// <summary>How a PostgreSQL database comes to today's form. Version 0 is made up: there, nobody owned a
/// conversation.</summary>
public sealed class PostgreSqlMigrationTests(PostgreSqlServer server) : IAsyncLifetime
{
    private const string Owners =
        "ALTER TABLE parley_conversation ADD COLUMN owner text COLLATE \"C\";" +
        "CREATE INDEX parley_conversation_owner ON parley_conversation (owner, id) WHERE owner IS NOT NULL;";

    private readonly PostgreSqlFixture _store = new(server.OrSkip());
    private World _world = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _world = new World(_store).With((d, name) => new(async yield => await yield($"{name}?") + await yield("And?")));
        return default;
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task A_database_of_an_older_version_is_upgraded_with_all_that_is_in_it()
    {
        await MakeVersion0Async();
        await MigrateAsync([Owners]);
        Assert.Equal("And?", (await _world.Talks.SendAsync("a", 1, "x")).Question);
        await _world.Talks.StartAsync("b", "Bob", owner: "Bob");
        await _world.Restart();
        Assert.Equal("xy", (await _world.Talks.SendAsync("a", 2, "y")).Result);
        Assert.Empty((await _world.Admin.VerifyAsync()).Faults);
    }

    [Fact]
    public async Task A_step_that_fails_leaves_the_database_as_it_was()
    {
        await MakeVersion0Async();
        await Assert.ThrowsAsync<PostgresException>(
            () => MigrateAsync([Owners, "ALTER TABLE nothing ADD COLUMN x text;"]));
        await Assert.ThrowsAsync<PostgresException>(
            () => _store.ExecuteAsync<string>("SELECT owner FROM parley_conversation"));
        await MigrateAsync([Owners]);
        Assert.Equal("And?", (await _world.Talks.SendAsync("a", 1, "x")).Question);
    }

    [Fact]
    public async Task Nodes_that_migrate_at_once_take_each_step_once()
    {
        await MakeVersion0Async();
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => MigrateAsync([Owners])));
        Assert.Equal("And?", (await _world.Talks.SendAsync("a", 1, "x")).Question);
    }

    [Fact]
    public async Task A_node_that_migrates_waits_for_the_one_that_has_begun()
    {
        await MakeVersion0Async();
        await using var source = NpgsqlDataSource.Create(_store.ConnectionString);
        await using var connection = await source.OpenConnectionAsync(Token);
        await using var transaction = await connection.BeginTransactionAsync(Token);
        await ExecuteAsync(connection, "SELECT pg_advisory_xact_lock(7021644129873300081)");
        Task other = MigrateAsync([Owners]);
        const string Waiting =
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'migrates' AND wait_event_type = 'Lock'";
        while (await _store.ExecuteAsync<long>(Waiting) == 0) await Task.Delay(10, Token);
        Assert.False(other.IsCompleted);
        await ExecuteAsync(connection, Owners + "UPDATE parley_schema SET version = 1");
        await transaction.CommitAsync(Token);
        await other;
        Assert.Equal("And?", (await _world.Talks.SendAsync("a", 1, "x")).Question);
    }

    [Fact]
    public async Task Nodes_that_begin_at_once_with_an_empty_database_all_work()
    {
        await Task.WhenAll(Enumerable.Range(0, 10).Select(async i =>
        {
            await using World node = new World(_store).With((d, name) => new(async yield => await yield("?")));
            await node.Talks.StartAsync($"{i}", "");
        }));
        Assert.Equal(10, await _store.ExecuteAsync<long>("SELECT count(*) FROM parley_conversation"));
    }

    [Fact]
    public async Task An_older_Parley_stops_before_a_newer_database_and_one_that_runs_goes_on()
    {
        await _world.Talks.StartAsync("a", "Ann");
        await MigrateAsync(
            [.. Schema.Steps, "ALTER TABLE parley_conversation ADD COLUMN note text;"]);
        await using var store = _store.Open();
        var error = await Assert.ThrowsAsync<ConversationException>(() => store.OpenAsync(Token));
        Assert.EndsWith(
            $" was written by a newer Parley: its tables have version {Schema.Steps.Count + 1}, and this one knows " +
            $"{Schema.Steps.Count}.",
            error.Message,
            StringComparison.Ordinal);
        Assert.Equal("And?", (await _world.Talks.SendAsync("a", 1, "x")).Question);
    }

    private async Task MigrateAsync(IReadOnlyList<string> steps)
    {
        await using var source = NpgsqlDataSource.Create(_store.ConnectionString + ";Application Name=migrates");
        await Schema.MigrateAsync(source, Token, steps);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync(Token);
    }

    private async Task MakeVersion0Async()
    {
        await _world.Talks.StartAsync("a", "Ann");
        await _world.Restart();
        await _store.ExecuteAsync<int>(
            "DROP INDEX parley_conversation_owner; ALTER TABLE parley_conversation DROP COLUMN owner; " +
            "UPDATE parley_schema SET version = 0");
    }
}
