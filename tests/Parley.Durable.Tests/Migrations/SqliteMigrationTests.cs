using Microsoft.Data.Sqlite;
using Parley.Durable.Sqlite;
using Parley.Durable.Tests.Damage;

namespace Parley.Durable.Tests.Migrations;

/// <summary>How an SQLite file comes to today's form. Version 0 is made up: there, nobody owned a
/// conversation.</summary>
public sealed class SqliteMigrationTests : IAsyncLifetime
{
    private const string Owners =
        "ALTER TABLE conversation ADD COLUMN owner TEXT;" +
        "CREATE INDEX conversation_owner ON conversation (owner, id) WHERE owner IS NOT NULL;";

    private readonly SqliteFixture _store = new();
    private World _world = null!;

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
    public async Task A_file_of_an_older_version_is_upgraded_with_all_that_is_in_it()
    {
        await MakeVersion0Async();
        using (var connection = Connect()) Schema.Migrate(connection, _store.File, [Owners]);
        Assert.Equal("And?", (await _world.Talks.SendAsync("a", 1, "x")).Question);
        await _world.Talks.StartAsync("b", "Bob", owner: "Bob");
        await _world.Restart();
        Assert.Equal("xy", (await _world.Talks.SendAsync("a", 2, "y")).Result);
        Assert.Empty((await _world.Admin.VerifyAsync()).Faults);
    }

    [Fact]
    public async Task A_step_that_fails_leaves_the_file_as_it_was()
    {
        await MakeVersion0Async();
        using (var connection = Connect())
        {
            Assert.Throws<SqliteException>(
                () => Schema.Migrate(connection, _store.File, [Owners, "ALTER TABLE nothing ADD COLUMN x TEXT"]));
            Assert.Throws<SqliteException>(() => SqliteFile.Execute(_store.File, "SELECT owner FROM conversation"));
            Schema.Migrate(connection, _store.File, [Owners]);
        }

        Assert.Equal("And?", (await _world.Talks.SendAsync("a", 1, "x")).Question);
    }

    [Fact]
    public async Task Two_that_migrate_at_once_take_each_step_once()
    {
        await MakeVersion0Async();
        using Barrier barrier = new(2);
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Factory.StartNew(
            () =>
            {
                using var connection = Connect();
                Schema.Configure(connection, readOnly: false);
                barrier.SignalAndWait();
                Schema.Migrate(connection, _store.File, [Owners]);
            },
            TaskCreationOptions.LongRunning)));
        Assert.Equal("And?", (await _world.Talks.SendAsync("a", 1, "x")).Question);
    }

    [Fact]
    public async Task Of_two_stores_that_open_an_older_file_at_once_one_is_refused_by_name()
    {
        await using SqliteConversationStore one = new(new() { Path = _store.File });
        await using SqliteConversationStore two = new(new() { Path = _store.File });
        var opened = await Task.WhenAll(new[] { one, two }.Select(
            async store => await Record.ExceptionAsync(() => store.OpenAsync(default))));
        var refused = Assert.Single(opened.OfType<ConversationException>());
        Assert.Contains("is open in another process", refused.Message, StringComparison.Ordinal);
        Assert.Single(opened, error => error is null);
    }

    [Fact]
    public async Task An_older_Parley_stops_before_a_newer_file_and_leaves_it_as_it_is()
    {
        await _world.Talks.StartAsync("a", "Ann");
        await _world.Restart();
        using (var connection = Connect())
        {
            Schema.Migrate(
                connection, _store.File, [.. Schema.Steps, "ALTER TABLE conversation ADD COLUMN note TEXT"]);
        }

        byte[] newer = await File.ReadAllBytesAsync(_store.File);
        foreach (bool readOnly in (bool[])[false, true])
        {
            await using SqliteConversationStore store = new(new() { Path = _store.File, ReadOnly = readOnly });
            var error = await Assert.ThrowsAsync<ConversationException>(() => store.OpenAsync(default));
            Assert.Equal(
                $"{_store.File} was written by a newer Parley: its tables have version {Schema.Steps.Count + 1}, and " +
                $"this one knows {Schema.Steps.Count}.",
                error.Message);
        }

        Assert.Equal(newer, await File.ReadAllBytesAsync(_store.File));
    }

    [Fact]
    public async Task Who_only_reads_an_older_file_is_told_to_open_it_for_writing()
    {
        await MakeVersion0Async();
        await using SqliteConversationStore store = new(new() { Path = _store.File, ReadOnly = true });
        var error = await Assert.ThrowsAsync<ConversationException>(() => store.OpenAsync(default));
        Assert.EndsWith("an older form of them. Open it for writing once.", error.Message, StringComparison.Ordinal);
    }

    private SqliteConnection Connect()
    {
        SqliteConnection connection = new($"Data Source={_store.File};Pooling=False");
        connection.Open();
        return connection;
    }

    private async Task MakeVersion0Async()
    {
        await _world.Talks.StartAsync("a", "Ann");
        await _world.Restart();
        SqliteFile.Execute(
            _store.File,
            "DROP INDEX conversation_owner; ALTER TABLE conversation DROP COLUMN owner; " +
            "UPDATE parley_schema SET version = 0");
    }
}
