using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;
using Parley.Durable.PostgreSql;
using Parley.Durable.Stores;

namespace Parley.Durable.Tests;

/// <summary>What happens when the server, the way there or a single write fails.</summary>
public sealed class PostgreSqlFailureTests(PostgreSqlServer server) : IAsyncLifetime
{
    private const int Conversations = 8;

    private static readonly int s_crashes =
        int.Parse(Environment.GetEnvironmentVariable("PARLEY_CRASHES") ?? "3", CultureInfo.InvariantCulture);

    private readonly PostgreSqlServer _server = server.OrSkip();
    private PostgreSqlFixture _store = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _store = new(_server);
        return default;
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_server_that_crashes_while_two_processes_send_loses_and_doubles_nothing()
    {
        await using PostgreSqlServer own = new();
        PostgreSqlFixture store = new(own);
        await using World patient = new World(new With(store, _ => { })).With(PostgreSqlTests.Endless);
        await using World hasty = new World(new With(store, it => it.ReconnectTimeout = TimeSpan.Zero))
            .With(PostgreSqlTests.Endless);
        ConcurrentDictionary<string, long> acknowledged = [];
        int failed = 0;
        using CancellationTokenSource ending = new();
        List<Task> sending = [.. Enumerable.Range(0, Conversations).Select(
            i => Task.Run(() => SendAsync(i % 2 == 0 ? patient : hasty, $"{i}")))];
        for (int i = 0; i < s_crashes; i++)
        {
            await UntilAllGoOnAsync();
            await own.StopHardAsync();
            await Task.Delay(100, Token);
            await own.StartAsync();
        }

        await UntilAllGoOnAsync();
        await ending.CancelAsync();
        await Task.WhenAll(sending);
        Assert.True(failed > 0, "No call has seen that the server was gone.");
        foreach (var (id, version) in acknowledged)
        {
            var journal = await patient.Admin.ReadJournalAsync(id);
            Assert.Equal(version, journal[^1].Seq);
            Assert.Equal(
                Enumerable.Range(1, (int)version - 1).Select(seq => $"\"{seq}\""),
                journal.Skip(1).Select(entry => System.Text.Encoding.UTF8.GetString(entry.Payload.Span)));
        }

        async Task SendAsync(World world, string id)
        {
            long version = 0;
            while (!ending.IsCancellationRequested)
            {
                try
                {
                    var turn = version == 0 ? await world.Talks.StartAsync(id, "")
                        : await world.Talks.SendAsync(id, version, $"{version}");
                    Assert.Equal(version + 1, turn.Version);
                    acknowledged[id] = version = turn.Version;
                }
                catch (NpgsqlException)
                {
                    Interlocked.Increment(ref failed);
                    await Task.Delay(20, Token);
                }
            }
        }

        async Task UntilAllGoOnAsync()
        {
            var goals = Enumerable.Range(0, Conversations).ToDictionary(
                i => $"{i}", i => acknowledged.GetValueOrDefault($"{i}") + 20);
            while (goals.Any(goal => acknowledged.GetValueOrDefault(goal.Key) < goal.Value))
            {
                if (sending.Find(each => each.IsFaulted) is { } faulted) await faulted;
                await Task.Delay(20, Token);
            }
        }
    }

    [Theory]
    [InlineData(Cut.Request)]
    [InlineData(Cut.Answer)]
    public async Task A_connection_that_is_cut_is_not_noticed_and_what_is_sent_counts_once(Cut cut)
    {
        await using PostgreSqlProxy proxy = new(_server.Port);
        await using World world = new World(Through(proxy)).With(PostgreSqlTests.Endless);
        await world.Talks.StartAsync("a", "");
        for (int i = 1; i <= 10; i++)
        {
            proxy.Next = cut;
            var turn = await world.Talks.SendAsync("a", i, "x");
            Assert.Equal((i + 1, i, i), (turn.Version, turn.Question!.Length, proxy.Cuts));
            Assert.False(turn.IsDuplicate);
        }

        Assert.Equal(11, (await world.Admin.ReadJournalAsync("a")).Count);
    }

    [Theory]
    [InlineData(Cut.Request)]
    [InlineData(Cut.Answer)]
    public async Task A_write_that_leaves_no_trace_is_repeated_or_says_that_nobody_knows(Cut cut)
    {
        await using PostgreSqlProxy proxy = new(_server.Port);
        await using var store = Through(proxy).Open();
        await store.OpenAsync(Token);
        ConversationRow row = PostgreSqlTests.Row("a");
        Assert.True(await store.CreateAsync(row, [PostgreSqlTests.Entry(1)], Token));
        proxy.Next = cut;
        Assert.True(await store.RequestCloseAsync(row, Token));
        DateTimeOffset due = DateTimeOffset.UnixEpoch.AddDays(1);
        await WriteAsync(() => store.MoveDueAsync(row, due, Token));
        Assert.Equal(due, (await store.ReadAsync("a", Token))!.DueAt);
        await WriteAsync(() => store.DeleteAsync(row, Token));
        Assert.Null(await store.ReadAsync("a", Token));
        Assert.Equal(3, proxy.Cuts);

        async Task WriteAsync(Func<ValueTask<bool>> write)
        {
            proxy.Next = cut;
            if (cut == Cut.Request) Assert.True(await write());
            else await Assert.ThrowsAsync<NpgsqlException>(async () => await write());
        }
    }

    [Fact]
    public async Task A_read_whose_connection_is_cut_is_repeated()
    {
        await using PostgreSqlProxy proxy = new(_server.Port);
        await using World world = new World(Through(proxy)).With(PostgreSqlTests.Endless);
        await world.Talks.StartAsync("a", "");
        proxy.Next = Cut.Answer;
        Assert.Equal(1, (await world.Talks.GetAsync("a")).Version);
        Assert.Equal(1, proxy.Cuts);
    }

    [Fact]
    public async Task What_is_to_blame_fails_alone()
    {
        await using var store = _store.Open();
        await store.OpenAsync(Token);
        string tooLong = string.Concat(Enumerable.Range(0, 1000).Select(_ => Guid.NewGuid())); // for an index
        await using var held = await HoldAsync("parley_conversation");
        List<Task<bool>> writes = [CreateAsync("first")];
        await Task.Delay(100, Token); // it is held; the others are written together afterwards
        for (int i = 0; i < 50; i++) writes.Add(CreateAsync($"{i}", i == 25 ? tooLong : null));
        await held.DisposeAsync();
        var error = await Assert.ThrowsAsync<PostgresException>(() => writes[26]);
        Assert.Equal(PostgresErrorCodes.ProgramLimitExceeded, error.SqlState);
        writes.RemoveAt(26);
        Assert.All(await Task.WhenAll(writes), Assert.True);
        Assert.Equal(50, (await store.ListAsync(new(), Token)).Count);
        await Assert.ThrowsAsync<ArgumentException>(() => CreateAsync("b", "a\0b"));

        Task<bool> CreateAsync(string id, string? owner = null) => store.CreateAsync(
            PostgreSqlTests.Row(id) with { Owner = owner }, [PostgreSqlTests.Entry(1)], Token).AsTask();
    }

    [Fact]
    public async Task What_waits_is_committed_together_and_a_queue_that_is_full_is_busy()
    {
        await using var store = new With(_store, it => it.QueueLength = 100).Open();
        await store.OpenAsync(Token);
        await using var held = await HoldAsync("parley_conversation");
        List<Task<bool>> writes = [];
        for (int i = 0; i < 1000; i++)
        {
            try
            {
                writes.Add(store.CreateAsync(
                    PostgreSqlTests.Row($"{i}"), [PostgreSqlTests.Entry(1)], Token).AsTask());
            }
            catch (ConversationBusyException)
            {
                break;
            }
        }

        Assert.InRange(writes.Count, 100, 300);
        await held.DisposeAsync();
        Assert.All(await Task.WhenAll(writes), Assert.True);
        long transactions = await _store.ExecuteAsync<long>("SELECT count(DISTINCT xmin::text) FROM parley_journal");
        Assert.InRange(transactions, 1, 6);
        Assert.True(await store.CreateAsync(PostgreSqlTests.Row("x"), [PostgreSqlTests.Entry(1)], Token));
    }

    private With Through(PostgreSqlProxy proxy) => new(_store, options => options.ConnectionString =
        options.ConnectionString.Replace($"Port={_server.Port}", $"Port={proxy.Port}", StringComparison.Ordinal));

    // Keeps all others from writing a table until it is disposed of.
    private async Task<NpgsqlConnection> HoldAsync(string table)
    {
        NpgsqlConnection connection = new(_store.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(Token);
        await using NpgsqlCommand command = new($"BEGIN; LOCK TABLE {table} IN EXCLUSIVE MODE", connection);
        await command.ExecuteNonQueryAsync(Token);
        return connection;
    }

    private sealed class With(PostgreSqlFixture store, Action<PostgreSqlStoreOptions> configure) : StoreFixture
    {
        public override IConversationStore Open()
        {
            PostgreSqlStoreOptions options = new() { ConnectionString = store.ConnectionString };
            configure(options);
            return new PostgreSqlConversationStore(options);
        }
    }
}
