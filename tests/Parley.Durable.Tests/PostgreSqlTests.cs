using Npgsql;
using Parley.Durable.PostgreSql;
using Parley.Durable.Stores;

namespace Parley.Durable.Tests;

/// <summary>What only PostgreSQL does.</summary>
public sealed class PostgreSqlTests(PostgreSqlServer server) : IAsyncLifetime
{
    private readonly PostgreSqlFixture _store = new(server.OrSkip());
    private World _world = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _world = new World(_store).With(Endless);
        return default;
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        await _store.DisposeAsync();
    }

    internal static Generator<string, string, string> Endless(Durable<string, string> d, string name) =>
        new(async yield =>
        {
            string all = "";
            while (true) all += await yield(all);
        });

    [Fact]
    public async Task Of_two_stores_that_both_write_one_wins_each_time()
    {
        await using World other = new World(_store).With(Endless);
        long version = (await _world.Talks.StartAsync("a", "")).Version;
        string all = "";
        for (int i = 0; i < 200; i++)
        {
            var turns = await Task.WhenAll(Try(_world, "a"), Try(other, "b"));
            var won = Assert.Single(turns.OfType<Turn<string, string>>());
            Assert.Equal(++version, won.Version);
            Assert.StartsWith(all, won.Question, StringComparison.Ordinal);
            all = won.Question!;
        }

        Assert.Equal(200, all.Length);
        Assert.Equal(201, (await _world.Admin.ReadJournalAsync("a")).Count);

        async Task<Turn<string, string>?> Try(World world, string value)
        {
            try
            {
                return await world.Talks.SendAsync("a", version, value);
            }
            catch (ConversationConflictException)
            {
                return null;
            }
        }
    }

    [Fact]
    public async Task Two_that_write_many_conversations_in_different_orders_do_not_wait_in_a_circle()
    {
        // As with large tables: rows are found in the order in which they are asked for.
        string connectionString = _store.ConnectionString +
            ";Options=-c enable_hashjoin=off -c enable_mergejoin=off -c enable_seqscan=off";
        PostgreSqlConversationStore one = new(new() { ConnectionString = connectionString });
        PostgreSqlConversationStore two = new(new() { ConnectionString = connectionString });
        await one.OpenAsync(Token);
        await two.OpenAsync(Token);
        await _store.ExecuteAsync<int>(
            "INSERT INTO parley_conversation (id, body, body_version, incarnation, version, status, outcome, " +
            "outcome_json, created_at, updated_at) " +
            "SELECT 'other' || i, '', 1, gen_random_uuid(), 1, 0, 0, '', now(), now() " +
            "FROM generate_series(1, 50000) AS i; ANALYZE parley_conversation");
        List<ConversationRow> rows = [.. Enumerable.Range(0, 200).Select(i => Row($"{i}"))];
        await Task.WhenAll(rows.Select(row => one.CreateAsync(row, [Entry(1)], Token).AsTask()));
        for (long version = 2; version < 20; version++)
        {
            var ones = WriteAsync(one, rows, version);
            var others = WriteAsync(two, [.. rows.AsEnumerable().Reverse()], version);
            int won = (await ones).Count(it => it) + (await others).Count(it => it);
            Assert.Equal(100 + 200, won); // each append once, each request twice
        }

        await one.DisposeAsync();
        await two.DisposeAsync(); // the statistics are complete when the connections are closed
        string deadlocks = "SELECT sum(deadlocks)::bigint FROM pg_stat_database";
        Assert.Equal(0, await _store.ExecuteAsync<long>(deadlocks));

        static Task<bool[]> WriteAsync(IConversationStore store, List<ConversationRow> rows, long version) =>
            Task.WhenAll(rows.Select(row => row.Id[^1] % 2 == 0
                ? store.AppendAsync(row with { Version = version }, Entry(version), Token).AsTask()
                : store.RequestCloseAsync(row, Token).AsTask()));
    }

    [Fact]
    public async Task Many_that_migrate_at_once_wait_for_each_other()
    {
        var stores = Enumerable.Range(0, 8).Select(_ => _store.Open()).ToList();
        await Task.WhenAll(stores.Select(store => store.OpenAsync(Token)));
        Assert.True(await stores[0].CreateAsync(Row("a"), [Entry(1)], Token));
        Assert.False(await stores[7].CreateAsync(Row("a"), [Entry(1)], Token));
        foreach (var store in stores) await store.DisposeAsync();
        Assert.Equal(1, await _store.ExecuteAsync<long>("SELECT count(*) FROM parley_schema"));
    }

    [Fact]
    public async Task A_newer_schema_is_refused_by_name()
    {
        await _world.Talks.StartAsync("a", "");
        await _world.Restart();
        await _store.ExecuteAsync<int>("UPDATE parley_schema SET version = 99");
        var error = await Assert.ThrowsAsync<ConversationException>(() => _world.Talks.GetAsync("a"));
        Assert.Contains("The database postgres at 127.0.0.1", error.Message, StringComparison.Ordinal);
        Assert.Contains("99", error.Message, StringComparison.Ordinal);
        await _world.Restart();
        await _store.ExecuteAsync<int>("UPDATE parley_schema SET version = 1");
        Assert.Equal(1, (await _world.Talks.GetAsync("a")).Version);
    }

    [Theory]
    [InlineData("UPDATE parley_journal SET kind = 99 WHERE seq = 2", typeof(JournalCorruptException))]
    [InlineData("UPDATE parley_journal SET outcome = 99 WHERE seq = 2", typeof(JournalCorruptException))]
    [InlineData("UPDATE parley_journal SET payload = '\\x22' WHERE seq = 2", typeof(JournalCorruptException))]
    [InlineData("UPDATE parley_journal SET payload = '\\x227922' WHERE seq = 2", typeof(ConversationDivergedException))]
    [InlineData("UPDATE parley_journal SET outcome_hash = '' WHERE seq = 2", typeof(ConversationDivergedException))]
    [InlineData("DELETE FROM parley_journal WHERE seq = 2", typeof(JournalCorruptException))]
    [InlineData("DELETE FROM parley_journal WHERE seq = 3", typeof(JournalCorruptException))]
    [InlineData("DELETE FROM parley_journal", typeof(JournalCorruptException))]
    public async Task Damage_is_named_and_nothing_is_guessed(string damage, Type error)
    {
        await _world.Talks.StartAsync("a", "");
        await _world.Talks.SendAsync("a", 1, "x");
        await _world.Talks.SendAsync("a", 2, "z");
        await _world.Restart();
        await _store.ExecuteAsync<int>(damage);
        await Assert.ThrowsAsync(error, () => _world.Talks.SendAsync("a", 3, "w"));
        Assert.Equal(3, (await _world.Talks.GetAsync("a")).Version);
    }

    [Fact]
    public async Task An_unknown_kind_is_named_with_its_conversation()
    {
        await _world.Talks.StartAsync("a", "");
        await _store.ExecuteAsync<int>("UPDATE parley_journal SET kind = 99");
        var error = await Assert.ThrowsAsync<JournalCorruptException>(() => _world.Admin.ReadJournalAsync("a"));
        Assert.Contains("conversation a has 99 as its EntryKind", error.Message, StringComparison.Ordinal);
        await _store.ExecuteAsync<int>("UPDATE parley_conversation SET status = 98");
        error = await Assert.ThrowsAsync<JournalCorruptException>(() => _world.Talks.GetAsync("a"));
        Assert.Contains("conversation a has 98 as its ConversationStatus", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ids_are_listed_in_the_order_of_their_code_points_page_by_page()
    {
        await using var store = _store.Open();
        await store.OpenAsync(Token);
        string[] ids = ["'", "B", "_", "a", "b", "ä", "\uffee", "😀"];
        foreach (string id in ids.Reverse()) await store.CreateAsync(Row(id), [Entry(1)], Token);
        List<string> listed = [];
        while (await store.ListAsync(new() { After = listed.LastOrDefault(), Limit = 1 }, Token) is [var row])
            listed.Add(row.Id);
        Assert.Equal(ids, listed);
    }

    [Fact]
    public async Task What_is_kept_comes_back_as_it_was()
    {
        await using var store = _store.Open();
        await store.OpenAsync(Token);
        DateTimeOffset time = new(2026, 11, 27, 12, 0, 0, 123, TimeSpan.Zero);
        ConversationRow row = Row("a") with
        {
            Owner = "ö",
            ForkedFrom = "[]",
            BaseSeq = 1,
            Status = ConversationStatus.Running,
            Outcome = OutcomeKind.Effect,
            OutcomeName = "charge",
            DueAt = time.AddTicks(9),
            Error = "a\0b\ud800",
            CreatedAt = time.ToOffset(TimeSpan.FromHours(2)),
            UpdatedAt = time,
        };
        Assert.True(await store.CreateAsync(row, [Entry(1) with { At = time.AddTicks(9), Name = "n" }], Token));
        var read = await store.ReadAsync("a", Token);
        Assert.Equal([1, 2], read!.OutcomeJson.ToArray());
        Assert.Equal(TimeSpan.Zero, read.CreatedAt.Offset);
        row = row with { DueAt = time, Error = "a\ufffdb\ufffd" };
        Assert.Equal(row with { OutcomeJson = default }, read with { OutcomeJson = default });
        var entry = Assert.Single(await store.ReadJournalAsync("a", 0, 9, Token));
        Assert.Equal((time, "n", 16), (entry.At, entry.Name, entry.OutcomeHash.Length));
        Assert.True(await store.MoveDueAsync(read, time.AddSeconds(1), Token));
        Assert.False(await store.MoveDueAsync(read, time.AddSeconds(2), Token));
    }

    [Fact]
    public async Task A_backup_is_left_to_pg_dump()
    {
        var error = await Assert.ThrowsAsync<NotSupportedException>(() => _world.Admin.BackupAsync("x"));
        Assert.Contains("pg_dump", error.Message, StringComparison.Ordinal);
    }

    internal static ConversationRow Row(string id) =>
        new(id, "talk", 1, Guid.NewGuid(), 1) { OutcomeJson = new byte[] { 1, 2 } };

    internal static JournalEntry Entry(long seq) => new(
        seq, EntryKind.Sent, null, new byte[] { 1 }, DateTimeOffset.UnixEpoch, OutcomeKind.Question, new byte[16]);
}
