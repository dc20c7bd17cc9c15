using Microsoft.Data.Sqlite;
using Parley.Durable.Sqlite;
using Parley.Durable.Stores;

namespace Parley.Durable.Tests;

/// <summary>What only an SQLite file does.</summary>
public sealed class SqliteTests : IAsyncLifetime
{
    private readonly SqliteFixture _store = new();
    private World _world = null!;

    public ValueTask InitializeAsync()
    {
        _world = new World(_store).With((d, name) => new(async yield =>
        {
            string all = "";
            while (true) all += await yield(all);
        }));
        return default;
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task A_second_writer_is_refused_by_name_and_a_reader_is_not()
    {
        await _world.Talks.StartAsync("a", "");
        await using SqliteConversationStore second = new(new() { Path = _store.File });
        var error = await Assert.ThrowsAsync<ConversationException>(() => second.OpenAsync(default));
        Assert.Contains(_store.File + ".lock", error.Message, StringComparison.Ordinal);
        await using SqliteConversationStore reader = new(new() { Path = _store.File, ReadOnly = true });
        await reader.OpenAsync(default);
        var row = await reader.ReadAsync("a", default);
        Assert.Equal(ConversationStatus.Asking, row!.Status);
        await Assert.ThrowsAsync<ConversationException>(async () => await reader.RequestCloseAsync(row, default));
        await _world.Talks.SendAsync("a", 1, "x");
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named_and_reading_does_not_create_it()
    {
        await using SqliteConversationStore reader = new(new() { Path = _store.File, ReadOnly = true });
        var error = await Assert.ThrowsAsync<ConversationException>(() => reader.OpenAsync(default));
        Assert.StartsWith($"There is no {_store.File}, or it can't be read. ", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_store.File));
    }

    [Fact]
    public async Task A_lock_file_that_was_left_behind_does_not_matter()
    {
        await File.WriteAllTextAsync(_store.File + ".lock", "", TestContext.Current.CancellationToken);
        await _world.Talks.StartAsync("a", "");
        Assert.Equal(1, (await _world.Talks.GetAsync("a")).Version);
    }

    [Fact]
    public async Task A_newer_schema_is_refused_by_name()
    {
        await _world.Talks.StartAsync("a", "");
        await _world.Restart();
        Execute("UPDATE parley_schema SET version = 99");
        var error = await Assert.ThrowsAsync<ConversationException>(() => _world.Talks.GetAsync("a"));
        Assert.Contains("99", error.Message, StringComparison.Ordinal);
        await _world.Restart();
        Execute("UPDATE parley_schema SET version = 1");
        Assert.Equal(1, (await _world.Talks.GetAsync("a")).Version);
    }

    [Theory]
    [InlineData("UPDATE journal SET kind = 99 WHERE seq = 2", typeof(JournalCorruptException))]
    [InlineData("UPDATE journal SET outcome = 99 WHERE seq = 2", typeof(JournalCorruptException))]
    [InlineData("UPDATE journal SET payload = x'22' WHERE seq = 2", typeof(JournalCorruptException))]
    [InlineData("UPDATE journal SET payload = '\"y\"' WHERE seq = 2", typeof(ConversationDivergedException))]
    [InlineData("UPDATE journal SET outcome_hash = zeroblob(16) WHERE seq = 2", typeof(ConversationDivergedException))]
    [InlineData("DELETE FROM journal WHERE seq = 2", typeof(JournalCorruptException))]
    [InlineData("DELETE FROM journal WHERE seq = 3", typeof(JournalCorruptException))]
    [InlineData("DELETE FROM journal", typeof(JournalCorruptException))]
    public async Task Damage_is_named_and_nothing_is_guessed(string damage, Type error)
    {
        await _world.Talks.StartAsync("a", "");
        await _world.Talks.SendAsync("a", 1, "x");
        await _world.Talks.SendAsync("a", 2, "z");
        await _world.Restart();
        Execute(damage.Replace("payload = '\"y\"'", "payload = x'227922'", StringComparison.Ordinal));
        await Assert.ThrowsAsync(error, () => _world.Talks.SendAsync("a", 3, "w"));
        Assert.Equal(3, (await _world.Talks.GetAsync("a")).Version);
    }

    [Fact]
    public async Task A_purge_leaves_nothing_of_it_in_the_files()
    {
        string secret = "geheim" + Guid.NewGuid().ToString("N");
        await _world.Talks.StartAsync("a", "");
        for (int i = 1; i < 20; i++) await _world.Talks.SendAsync("a", i, secret + new string('x', i * 100));
        await _world.Talks.StartAsync("b", "");
        Assert.True(Contains(secret));
        await _world.Admin.TerminateAsync("a", "Enough.");
        await _world.Admin.PurgeAsync("a");
        Assert.False(Contains(secret));
        Assert.Equal(1, (await _world.Talks.GetAsync("b")).Version);
    }

    [Fact]
    public async Task A_backup_while_it_runs_goes_on_by_itself()
    {
        await _world.Talks.StartAsync("a", "");
        await _world.Talks.SendAsync("a", 1, "x");
        string copy = _store.File + ".backup";
        await _world.Admin.BackupAsync(copy);
        await _world.Talks.SendAsync("a", 2, "y");
        await _world.Restart();
        File.Move(copy, _store.File, overwrite: true);
        File.Delete(_store.File + "-wal");
        Assert.Equal("xz", (await _world.Talks.SendAsync("a", 2, "z")).Question);
    }

    [Fact]
    public async Task A_file_that_has_no_more_room_loses_nothing_and_goes_on_when_it_has()
    {
        await _world.Talks.StartAsync("a", "");
        await _world.Restart();
        SqliteConversationStore? store = null;
        _world.Around = opened => store = (SqliteConversationStore)opened;
        long version = (await _world.Talks.GetAsync("a")).Version;
        await store!.LimitAsync(40);
        string big = new('x', 1000);
        var error = await Assert.ThrowsAsync<ConversationException>(async () =>
        {
            while (true) version = (await _world.Talks.SendAsync("a", version, big)).Version;
        });
        Assert.StartsWith($"There is no more room for {_store.File}.", error.Message, StringComparison.Ordinal);
        Assert.True(version > 5, $"It was full at once: {version}");
        Assert.Equal(version, (await _world.Talks.GetAsync("a")).Version);
        await store.LimitAsync(1 << 30);
        Assert.Equal(version + 1, (await _world.Talks.SendAsync("a", version, "y")).Version);
        await _world.Restart();
        Assert.EndsWith("xy", (await _world.Talks.GetAsync("a")).Question, StringComparison.Ordinal);
    }

    private void Execute(string sql)
    {
        using SqliteConnection connection = new($"Data Source={_store.File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private bool Contains(string text)
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(text);
        return Directory.GetFiles(Path.GetDirectoryName(_store.File)!).Where(file => !file.EndsWith(".lock"))
            .Any(file =>
            {
                using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                byte[] all = new byte[stream.Length];
                stream.ReadExactly(all);
                return all.AsSpan().IndexOf(bytes) >= 0;
            });
    }
}
