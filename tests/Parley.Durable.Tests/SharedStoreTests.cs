using System.Collections.Concurrent;
using Parley.Durable.Stores;

namespace Parley.Durable.Tests;

/// <summary>What holds on stores that several processes write. Each has a clock of its own: one that stands still is
/// that of a process which is frozen, and doesn't renew its leases.</summary>
public abstract class SharedStoreTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<(string Who, string Key)> _runs = [];
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _begun = [];
    private readonly ConcurrentDictionary<string, TaskCompletionSource<string>> _results = [];
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _canceled = [];
    private World _one = null!, _two = null!, _three = null!;

    protected abstract StoreFixture Store { get; }

    public ValueTask InitializeAsync()
    {
        (_one, _two, _three) = (Process("one"), Process("two"), Process("three"));
        return default;
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _two.DisposeAsync();
        await _three.DisposeAsync();
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Of_a_timeout_in_one_process_and_an_answer_in_another_one_wins()
    {
        _one.With(ConversationTests.Hurry);
        _two.With(ConversationTests.Hurry);
        await ConversationTests.RaceAsync(_one, _two, races: 200);
    }

    [Fact]
    public async Task Answers_that_come_to_one_process_after_another_are_all_taken()
    {
        World[] worlds = [_one.With(ConversationTests.Hurry), _two.With(ConversationTests.Hurry)];
        var turn = await _one.Talks.StartAsync("a", "");
        for (int i = 0; i < 6; i++) turn = await worlds[i % 3 % 2].Talks.SendAsync("a", turn.Version, $"{i}");
        Assert.Equal("012345", turn.Question);
        Assert.Equal(turn with { IsDuplicate = true }, await _two.Talks.SendAsync("a", 1, "0"));
    }

    [Fact]
    public async Task Two_that_scan_at_once_wake_each_sleeper_once()
    {
        const int Sleepers = 30;
        foreach (World world in (World[])[_one, _two])
        {
            world.With((d, name) => new(async yield =>
            {
                await yield.From(d.Sleep(TimeSpan.FromHours(1)));
                return await yield("Awake?");
            }));
        }

        for (int i = 0; i < Sleepers; i++) await _one.Talks.StartAsync($"{i}", "");
        await Task.WhenAll(Task.Run(() => _one.Pass(TimeSpan.FromHours(1))), Task.Run(
            () => _two.Pass(TimeSpan.FromHours(1))));
        for (int i = 0; i < Sleepers; i++)
        {
            Assert.Equal(
                [EntryKind.Started, EntryKind.Slept],
                (await _two.Admin.ReadJournalAsync($"{i}")).Select(entry => entry.Kind));
        }
    }

    [Fact]
    public async Task A_lease_that_has_expired_is_claimed_by_one_of_those_that_scan_and_who_is_late_is_not_heard()
    {
        Task<Turn<string, string>> start = _one.Talks.StartAsync("a", "");
        await Begun("one");
        string winner = await TakeOverAsync();
        Result(winner).SetResult("second");
        await _two.Until("a", ConversationStatus.Asking);
        Result("one").SetResult("first");
        Assert.Equal("second?", (await start).Question);
        await CheckAsync("second?", winner);
    }

    [Fact]
    public async Task Who_has_lost_its_lease_and_is_the_first_is_heard_and_the_other_one_is_not()
    {
        Task<Turn<string, string>> start = _one.Talks.StartAsync("a", "");
        await Begun("one");
        string winner = await TakeOverAsync();
        Result("one").SetResult("first");
        Assert.Equal("first?", (await start).Question);
        Result(winner).SetResult("second");
        await CheckAsync("first?", winner);
    }

    [Fact]
    public async Task Who_is_frozen_and_finds_its_lease_lost_is_told_so_by_its_token()
    {
        Task<Turn<string, string>> start = _one.Talks.StartAsync("a", "");
        await Begun("one");
        string winner = await TakeOverAsync();
        Assert.False(Canceled("one").IsCompleted);
        _one.Clock.Advance(TimeSpan.FromSeconds(10)); // it would renew it
        await Canceled("one").WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(ConversationStatus.Running, (await start).Status);
        Result(winner).SetResult("second");
        await _two.Until("a", ConversationStatus.Asking);
        await CheckAsync("second?", winner);
    }

    private static TaskCompletionSource Of(ConcurrentDictionary<string, TaskCompletionSource> all, string who) =>
        all.GetOrAdd(who, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private Task Begun(string who) => Of(_begun, who).Task;

    private Task Canceled(string who) => Of(_canceled, who).Task;

    private TaskCompletionSource<string> Result(string who) =>
        _results.GetOrAdd(who, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private World Process(string who) => new World(Store).With((d, name) => new(async yield =>
    {
        string result = await yield.From(d.Run("pay", async (key, token) =>
        {
            _runs.Enqueue((who, key));
            Of(_begun, who).TrySetResult();
            try
            {
                return await Result(who).Task.WaitAsync(token);
            }
            catch (OperationCanceledException)
            {
                Of(_canceled, who).TrySetResult();
                throw;
            }
        }));
        return await yield($"{result}?");
    }));

    // Two processes see at once that the lease has expired. Returns the one that has got it.
    private async Task<string> TakeOverAsync()
    {
        TimeSpan minute = TimeSpan.FromMinutes(1);
        await Task.WhenAll(Task.Run(() => _two.Pass(minute)), Task.Run(() => _three.Pass(minute)));
        var winner = await Task.WhenAny(Begun("two"), Begun("three")).WaitAsync(minute);
        return winner == Begun("two") ? "two" : "three";
    }

    private async Task CheckAsync(string question, string winner)
    {
        World other = winner == "two" ? _two : _three;
        await other.Restart(); // its effect has ended
        var journal = await _one.Admin.ReadJournalAsync("a");
        Assert.Equal([EntryKind.Started, EntryKind.EffectDone], journal.Select(entry => entry.Kind));
        Assert.Equal(["one", winner], _runs.Select(run => run.Who));
        Assert.Single(_runs.Select(run => run.Key).Distinct());
        foreach (World world in (World[])[_one, _two, _three])
            Assert.Equal(question, (await world.Talks.GetAsync("a")).Question);
        Assert.Equal("done", (await _one.Talks.SendAsync("a", 2, "done")).Result);
    }
}

/// <summary>The suite, in memory.</summary>
public sealed class InMemorySharedStoreTests : SharedStoreTests
{
    protected override StoreFixture Store { get; } = new SharedFixture(new InMemoryConversationStore());
}

/// <summary>The suite, in PostgreSQL.</summary>
public sealed class PostgreSqlSharedStoreTests(PostgreSqlServer server) : SharedStoreTests
{
    private readonly PostgreSqlFixture _store = new(server.OrSkip());

    protected override StoreFixture Store => _store;
}
