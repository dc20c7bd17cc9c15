using System.Globalization;
using Parley.Durable.Stores;

namespace Parley.Durable.Tests;

/// <summary>What holds on every store.</summary>
public abstract partial class ConversationTests : IAsyncLifetime
{
    private StoreFixture _store = null!;
    private World _world = null!;

    protected abstract StoreFixture CreateStore();

    public ValueTask InitializeAsync()
    {
        _store = CreateStore();
        _world = new(_store);
        return default;
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        await _store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private static Generator<string, string, string> Interview(Durable<string, string> d, string name) =>
        new(async yield =>
        {
            string town = await yield($"Hello {name}. Where do you live?");
            string street = await yield($"Where in {town}?");
            return $"{name}, {street}, {town}";
        });

    private Generator<string, string, string> Shop(Durable<string, string> d, string name) => new(async yield =>
    {
        string what = await yield("What?");
        string receipt = await yield.From(d.Run("charge", (key, token) => _world.Do($"charge {what}")));
        string where = await yield($"{receipt}. Where to?");
        await yield.From(d.Run("ship", context => (Task)_world.Do($"ship to {where}")));
        return $"{what} to {where}";
    });

    // ---- Questions and answers ----

    [Fact]
    public async Task A_conversation_asks_is_answered_and_returns()
    {
        _world.With(Interview);
        var turn = await _world.Talks.StartAsync("a", "Ann");
        Assert.Equal((ConversationStatus.Asking, "Hello Ann. Where do you live?"), (turn.Status, turn.Question));
        turn = await _world.Talks.SendAsync("a", turn.Version, "Ulm");
        Assert.Equal("Where in Ulm?", turn.Question);
        turn = await _world.Talks.SendAsync("a", turn.Version, "Gate 1");
        Assert.Equal((ConversationStatus.Completed, "Ann, Gate 1, Ulm"), (turn.Status, turn.Result));
        Assert.True(turn.HasEnded);
    }

    [Fact]
    public async Task It_goes_on_in_another_process()
    {
        _world.With(Interview);
        var turn = await _world.Talks.StartAsync("a", "Ann");
        await _world.Restart();
        Assert.Equal(turn, await _world.Talks.GetAsync("a"));
        turn = await _world.Talks.SendAsync("a", turn.Version, "Ulm");
        await _world.Restart();
        turn = await _world.Talks.SendAsync("a", turn.Version, "Gate 1");
        Assert.Equal("Ann, Gate 1, Ulm", turn.Result);
        await _world.Restart();
        Assert.Equal(turn, await _world.Talks.GetAsync("a"));
    }

    [Fact]
    public async Task The_same_answer_again_is_a_duplicate_and_another_one_a_conflict()
    {
        _world.With(Interview);
        var first = await _world.Talks.StartAsync("a", "Ann");
        var second = await _world.Talks.SendAsync("a", first.Version, "Ulm");
        var again = await _world.Talks.SendAsync("a", first.Version, "Ulm");
        Assert.Equal(second with { IsDuplicate = true }, again);
        await Assert.ThrowsAsync<ConversationConflictException>(
            () => _world.Talks.SendAsync("a", first.Version, "Bonn"));
        var last = await _world.Talks.SendAsync("a", second.Version, "Gate 1");
        Assert.Equal(last with { IsDuplicate = true }, await _world.Talks.SendAsync("a", first.Version, "Ulm"));
        await Assert.ThrowsAsync<ConversationConflictException>(() => _world.Talks.SendAsync("a", last.Version, "?"));
        await Assert.ThrowsAsync<ConversationConflictException>(() => _world.Talks.SendAsync("a", 99, "?"));
    }

    [Fact]
    public async Task The_same_start_again_is_a_duplicate_and_another_one_a_conflict()
    {
        _world.With(Interview);
        var first = await _world.Talks.StartAsync("a", "Ann");
        Assert.Equal(first with { IsDuplicate = true }, await _world.Talks.StartAsync("a", "Ann"));
        await Assert.ThrowsAsync<ConversationConflictException>(() => _world.Talks.StartAsync("a", "Bob"));
    }

    [Fact]
    public async Task A_body_that_throws_on_an_answer_refuses_it_and_the_question_stands()
    {
        _world.With((d, name) => new(async yield =>
        {
            string answer = await yield("A number?");
            return $"{int.Parse(answer, CultureInfo.InvariantCulture) + 1}";
        }));
        var turn = await _world.Talks.StartAsync("a", "");
        var error = await Assert.ThrowsAsync<ConversationRefusedException>(
            () => _world.Talks.SendAsync("a", turn.Version, "ten"));
        Assert.IsType<FormatException>(error.InnerException);
        Assert.Equal(turn, await _world.Talks.GetAsync("a"));
        Assert.Equal("11", (await _world.Talks.SendAsync("a", turn.Version, "10")).Result);
    }

    [Fact]
    public async Task A_body_that_throws_at_its_start_leaves_no_conversation()
    {
        _world.With((d, name) => new(async yield => throw new InvalidOperationException("No.")));
        await Assert.ThrowsAsync<ConversationRefusedException>(() => _world.Talks.StartAsync("a", ""));
        await Assert.ThrowsAsync<ConversationNotFoundException>(() => _world.Talks.GetAsync("a"));
    }

    [Fact]
    public async Task Twenty_answers_at_once_give_one_that_counts()
    {
        _world.With(Interview);
        var turn = await _world.Talks.StartAsync("a", "Ann");
        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            try
            {
                return (await _world.Talks.SendAsync("a", turn.Version, $"Town {i}")).Question;
            }
            catch (ConversationConflictException)
            {
                return null;
            }
        }));
        Assert.Single(all, question => question is not null);
    }

    [Fact]
    public async Task What_cannot_be_an_id_is_refused()
    {
        _world.With(Interview);
        foreach (string id in (string[])["", "a\0b", "a\nb", "\ud800", "a\udc00", "\udc00\ud800", new('x', 1 << 20)])
        {
            await Assert.ThrowsAsync<ArgumentException>(() => _world.Talks.StartAsync(id, "Ann"));
            var error = await Assert.ThrowsAsync<ArgumentException>(() => _world.Talks.GetAsync(id));
            Assert.True(error.Message.Length < 500);
        }
    }

    [Fact]
    public async Task An_id_has_up_to_200_characters_of_any_script()
    {
        _world.With(Interview);
        string id = string.Concat(Enumerable.Repeat("ä'%_\\😀", 28)) + "12345678"[..4];
        Assert.Equal(200, id.Length);
        Assert.Equal(id, (await _world.Talks.StartAsync(id, "Ann")).Id);
        Assert.Equal(id, (await _world.Talks.GetAsync(id)).Id);
        await Assert.ThrowsAsync<ArgumentException>(() => _world.Talks.StartAsync(id + "5", "Ann"));
    }

    [Fact]
    public async Task What_is_too_large_is_refused_before_the_body_sees_it()
    {
        _world.With(Interview).Configure = options => options.MaxPayloadBytes = 100;
        await Assert.ThrowsAsync<PayloadTooLargeException>(() => _world.Talks.StartAsync("a", new('x', 99)));
        var turn = await _world.Talks.StartAsync("a", "Ann");
        await Assert.ThrowsAsync<PayloadTooLargeException>(
            () => _world.Talks.SendAsync("a", turn.Version, new('x', 99)));
        var error = await Assert.ThrowsAsync<ConversationRefusedException>(
            () => _world.Talks.SendAsync("a", turn.Version, new('x', 95)));
        Assert.IsType<PayloadTooLargeException>(error.InnerException);
        Assert.Equal(turn, await _world.Talks.GetAsync("a"));
    }

    // ---- Effects ----

    [Fact]
    public async Task An_effect_runs_once_and_its_result_is_journaled()
    {
        _world.With(Shop);
        var turn = await _world.Talks.StartAsync("a", "Ann");
        turn = await _world.Talks.SendAsync("a", turn.Version, "mug");
        Assert.Equal("charge mug. Where to?", turn.Question);
        await _world.Restart();
        turn = await _world.Talks.SendAsync("a", turn.Version, "Ulm");
        Assert.Equal((ConversationStatus.Completed, "mug to Ulm"), (turn.Status, turn.Result));
        Assert.Equal(["charge mug", "ship to Ulm"], _world.Done);
        var journal = await _world.Admin.ReadJournalAsync("a");
        Assert.Equal(
            [EntryKind.Started, EntryKind.Sent, EntryKind.EffectDone, EntryKind.Sent, EntryKind.EffectDone],
            journal.Select(entry => entry.Kind));
    }

    [Fact]
    public async Task The_key_of_an_effect_tells_it_from_all_others()
    {
        List<string> keys = [];
        _world.With((d, name) => new(async yield =>
        {
            await yield.From(d.Run("one", async (key, token) => keys.Add(key)));
            await yield.From(d.RunAll("two", Enumerable.Range(0, 2).Select(
                i => (Func<EffectContext, Task<int>>)(async context =>
                {
                    lock (keys) keys.Add(context.Key);
                    return i;
                }))));
            return "";
        }));
        var a = await _world.Talks.StartAsync("a", "");
        await _world.Talks.StartAsync("b", "");
        Assert.Equal(6, keys.Distinct().Count());
        Assert.Contains($"{a.Incarnation:N}/1/0", keys);
        Assert.Contains($"{a.Incarnation:N}/2/1", keys);
    }

    [Fact]
    public async Task An_effect_that_fails_for_good_is_raised_at_it_and_a_replay_raises_it_again()
    {
        int attempts = 0;
        _world.With((d, name) => new(async yield =>
        {
            try
            {
                await yield.From(d.Run(
                    "pay", (key, token) => ++attempts > 0 ? throw new InvalidDataException("Broke.")
                        : Task.FromResult(0)));
            }
            catch (EffectFailedException failed)
            {
                await yield($"{failed.Effect}: {failed.Fault!.Name}: {failed.Fault.Message}");
            }

            return "over";
        }));
        var turn = await _world.Talks.StartAsync("a", "");
        Assert.Equal("pay: System.IO.InvalidDataException: Broke.", turn.Question);
        await _world.Restart();
        Assert.Equal("over", (await _world.Talks.SendAsync("a", turn.Version, "")).Result);
        Assert.Equal(1, attempts);
    }

    [Fact]
    public async Task An_effect_failure_that_leaves_the_body_ends_it_failed()
    {
        _world.With((d, name) => new(async yield =>
        {
            await yield.From(d.Run<int>("pay", (key, token) => throw new InvalidDataException("Broke.")));
            return "";
        }));
        var turn = await _world.Talks.StartAsync("a", "");
        Assert.Equal(ConversationStatus.Failed, turn.Status);
        Assert.Contains("Broke.", turn.Error, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ConversationConflictException>(() => _world.Talks.SendAsync("a", turn.Version, ""));
    }

    [Fact]
    public async Task An_effect_is_tried_as_often_as_it_may_be_with_the_same_key()
    {
        List<string> keys = [];
        _world.With((d, name) => new(async yield => await yield.From(d.Run(
            "pay",
            async (key, token) =>
            {
                keys.Add(key);
                return keys.Count < 3 ? throw new TimeoutException() : "paid";
            },
            new() { Attempts = 3, Backoff = TimeSpan.Zero }))));
        Assert.Equal("paid", (await _world.Talks.StartAsync("a", "")).Result);
        Assert.Equal(3, keys.Count);
        Assert.Single(keys.Distinct());
    }

    [Fact]
    public async Task A_result_that_is_too_large_is_a_failure_that_is_not_run_again()
    {
        int runs = 0;
        _world.Configure = options => options.MaxPayloadBytes = 100;
        _world.With((d, name) => new(async yield =>
        {
            try
            {
                return await yield.From(d.Run("read", async (key, token) => new string('x', 100 + runs++)));
            }
            catch (EffectFailedException failed)
            {
                return failed.Fault!.Name;
            }
        }));
        Assert.Equal(typeof(PayloadTooLargeException).FullName, (await _world.Talks.StartAsync("a", "")).Result);
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task A_result_that_the_json_does_not_know_fails_before_it_runs()
    {
        _world.With((d, name) => new(async yield =>
        {
            await yield.From(d.Run("read", async (key, token) => new Version(await _world.Do("read"))));
            return "";
        }));
        var error = await Assert.ThrowsAsync<ConversationRefusedException>(() => _world.Talks.StartAsync("a", ""));
        Assert.Contains("JsonSerializable(typeof(Version))", error.Message, StringComparison.Ordinal);
        Assert.Empty(_world.Done);
    }

    [Fact]
    public async Task An_exception_of_the_body_on_a_result_leaves_it_stuck_until_it_is_mended()
    {
        _world.With((d, name) => new(async yield =>
        {
            string receipt = await yield.From(d.Run("charge", (key, token) => _world.Do("charge")));
            throw new NotImplementedException(receipt);
        }));
        var turn = await _world.Talks.StartAsync("a", "");
        Assert.Equal(ConversationStatus.Stuck, turn.Status);
        await Assert.ThrowsAsync<ConversationStuckException>(() => _world.Talks.SendAsync("a", turn.Version, ""));
        await Assert.ThrowsAsync<ConversationRefusedException>(() => _world.Admin.ResumeAsync("a"));
        await _world.Restart();
        _world.With((d, name) => new(async yield =>
        {
            string receipt = await yield.From(d.Run("charge", (key, token) => _world.Do("charge")));
            return await yield($"{receipt}. And?");
        }));
        Assert.Equal(ConversationStatus.Asking, (await _world.Admin.ResumeAsync("a")).Status);
        turn = await _world.Talks.GetAsync("a");
        await _world.Restart();
        Assert.Equal("fine", (await _world.Talks.SendAsync("a", turn.Version, "fine")).Result);
        Assert.Equal(["charge"], _world.Done);
    }

    [Fact]
    public async Task An_effect_that_is_driven_by_hand_is_refused()
    {
        _world.With((d, name) => new(async yield =>
        {
            var effect = d.Run("charge", (key, token) => _world.Do("charge"));
            effect.MoveNext();
            return await yield("And?");
        }));
        var error = await Assert.ThrowsAsync<ConversationRefusedException>(() => _world.Talks.StartAsync("a", ""));
        Assert.Contains("yield.From", error.Message, StringComparison.Ordinal);
        Assert.Empty(_world.Done);
    }

    [Fact]
    public async Task Effects_in_generators_that_the_body_delegates_to_are_found()
    {
        _world.With((d, name) => new(async yield =>
        {
            Generator<string, string, string> Inner(int depth) => new(async yield =>
                depth == 0 ? await yield.From(d.Run("charge", (key, token) => _world.Do("charge")))
                : await yield.From(Inner(depth - 1)));
            return await yield.From(Inner(100));
        }));
        Assert.Equal("charge", (await _world.Talks.StartAsync("a", "")).Result);
    }

    [Fact]
    public async Task An_effect_that_is_data_is_done_by_its_handler()
    {
        _world.With((d, name) => new(async yield => await yield.From(d.Run(new Charge(name, 100)))));
        _world.With(builder => builder.AddEffect<Charge, string, Charger>());
        Assert.Equal("Ann has paid 100", (await _world.Talks.StartAsync("a", "Ann")).Result);
    }

    private sealed class Charger : IEffectHandler<Charge, string>
    {
        public Task<string> RunAsync(Charge effect, EffectContext context) =>
            Task.FromResult($"{effect.Customer} has paid {effect.Cents}");
    }

    [Fact]
    public async Task A_hot_loop_of_effects_is_parked_and_goes_on_when_it_is_resumed()
    {
        _world.Configure = options => options.MaxEffectsPerSend = 10;
        _world.With((d, name) => new(async yield =>
        {
            for (int i = 0; i < 15; i++) await yield.From(d.Run("step", (key, token) => _world.Do("step")));
            return "over";
        }));
        Assert.Equal(ConversationStatus.Stuck, (await _world.Talks.StartAsync("a", "")).Status);
        Assert.Equal(10, _world.Done.Count);
        await _world.Restart();
        Assert.Equal(ConversationStatus.Completed, (await _world.Admin.ResumeAsync("a")).Status);
        Assert.Equal(15, _world.Done.Count);
    }

    [Fact]
    public async Task An_effect_whose_process_has_gone_is_run_again_with_the_same_key()
    {
        List<string> keys = [];
        TaskCompletionSource begun = new();
        _world.With((d, name) => new(async yield => await yield.From(d.Run("charge", async (key, token) =>
        {
            keys.Add(key);
            begun.TrySetResult();
            if (keys.Count == 1) await Task.Delay(Timeout.Infinite, token);
            return "paid";
        }))));
        Task start = _world.Talks.StartAsync("a", "");
        await begun.Task;
        Assert.Equal(ConversationStatus.Running, (await _world.Talks.GetAsync("a")).Status);
        await _world.Restart();
        await start.WaitAsync(TimeSpan.FromSeconds(30));
        await _world.Scan();
        Assert.Single(keys); // its lease hasn't expired
        await _world.Pass(TimeSpan.FromMinutes(1));
        await _world.Until("a", ConversationStatus.Completed);
        Assert.Equal(2, keys.Count);
        Assert.Single(keys.Distinct());
    }

    [Fact]
    public async Task An_effect_that_may_run_at_most_once_is_not_run_again()
    {
        int runs = 0;
        TaskCompletionSource begun = new();
        _world.With((d, name) => new(async yield =>
        {
            try
            {
                return await yield.From(d.Run(
                    "refund",
                    async (key, token) =>
                    {
                        runs++;
                        begun.TrySetResult();
                        await Task.Delay(Timeout.Infinite, token);
                        return "done";
                    },
                    new() { AtMostOnce = true }));
            }
            catch (EffectOutcomeUnknownException)
            {
                return await yield("Was it refunded?");
            }
        }));
        Task start = _world.Talks.StartAsync("a", "");
        await begun.Task;
        await _world.Restart();
        await start.WaitAsync(TimeSpan.FromSeconds(30));
        await _world.Pass(TimeSpan.FromMinutes(1));
        await _world.Until("a", ConversationStatus.Asking);
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task While_an_effect_runs_answers_conflict_and_reads_work_and_a_close_waits()
    {
        TaskCompletionSource<string> paid = new();
        TaskCompletionSource begun = new();
        _world.With((d, name) => new(async yield =>
        {
            try
            {
                await yield.From(d.Run("charge", (key, token) =>
                {
                    begun.TrySetResult();
                    return paid.Task;
                }));
                return await yield("And?");
            }
            catch (ConversationCanceledException)
            {
                await yield.From(d.Run("refund", (key, token) => _world.Do("refund")));
                throw;
            }
        }));
        Task start = _world.Talks.StartAsync("a", "");
        await begun.Task;
        var turn = await _world.Talks.GetAsync("a");
        Assert.Equal(ConversationStatus.Running, turn.Status);
        await Assert.ThrowsAsync<ConversationConflictException>(() => _world.Talks.SendAsync("a", turn.Version, ""));
        Task<Turn<string, string>> close = _world.Talks.CloseAsync("a");
        Assert.False(close.IsCompleted);
        paid.SetResult("paid");
        Assert.Equal(ConversationStatus.Canceled, (await close).Status);
        Assert.Equal(["refund"], _world.Done);
        await start;
    }

    // ---- Ending ----

    [Fact]
    public async Task Closing_lets_the_body_undo_and_then_it_is_canceled()
    {
        _world.With((d, name) => new(async yield =>
        {
            try
            {
                return await yield("Go on?");
            }
            catch (ConversationCanceledException)
            {
                await yield.From(d.Run("undo", (key, token) => _world.Do("undo")));
                throw;
            }
        }));
        await _world.Talks.StartAsync("a", "");
        await _world.Restart();
        Assert.Equal(ConversationStatus.Canceled, (await _world.Talks.CloseAsync("a")).Status);
        Assert.True((await _world.Talks.CloseAsync("a")).IsDuplicate);
        Assert.Equal(["undo"], _world.Done);
    }

    [Fact]
    public async Task A_question_refuses_a_close()
    {
        _world.With((d, name) => new(async yield =>
        {
            try
            {
                return await yield("Go on?");
            }
            catch (ConversationCanceledException)
            {
                return await yield("Are you sure?");
            }
        }));
        await _world.Talks.StartAsync("a", "");
        var turn = await _world.Talks.CloseAsync("a");
        Assert.Equal((ConversationStatus.Asking, "Are you sure?"), (turn.Status, turn.Question));
        Assert.Equal("no", (await _world.Talks.SendAsync("a", turn.Version, "no")).Result);
    }

    [Fact]
    public async Task A_fault_is_raised_at_the_question_and_ends_it_failed_if_nobody_catches_it()
    {
        _world.With((d, name) => new(async yield =>
        {
            try
            {
                await yield("One?");
            }
            catch (ConversationFaultException e)
            {
                await yield($"{e.Fault!.Name}, {e.Fault.Message}, {e.Fault.Data!["a"]}");
            }

            return "";
        }));
        var turn = await _world.Talks.StartAsync("a", "");
        turn = await _world.Talks.ThrowAsync(
            "a", turn.Version, new("Lost", "It's lost.", new Dictionary<string, string> { ["a"] = "b" }));
        Assert.Equal("Lost, It's lost., b", turn.Question);
        await _world.Restart();
        turn = await _world.Talks.ThrowAsync("a", turn.Version, new("Lost", "Again."));
        Assert.Equal(ConversationStatus.Failed, turn.Status);
    }

    [Fact]
    public async Task Nothing_but_a_close_runs_a_finally()
    {
        _world.With((d, name) => new(async yield =>
        {
            try
            {
                await yield("One?");
                return await yield("Two?");
            }
            finally
            {
                _world.Done.Add("finally");
            }
        }));
        var turn = await _world.Talks.StartAsync("a", "");
        await _world.Pass(TimeSpan.FromHours(1)); // taken out of memory
        turn = await _world.Talks.SendAsync("a", turn.Version, "");
        await _world.Restart();
        await _world.Admin.VerifyAsync();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.Empty(_world.Done);
        await _world.Talks.CloseAsync("a");
        Assert.Equal(["finally"], _world.Done);
    }

    [Fact]
    public async Task Terminating_ends_it_without_its_body()
    {
        _world.With(Interview);
        await _world.Talks.StartAsync("a", "Ann");
        Assert.Equal(ConversationStatus.Terminated, (await _world.Admin.TerminateAsync("a", "A mistake.")).Status);
        var turn = await _world.Talks.GetAsync("a");
        Assert.Equal("A mistake.", turn.Error);
    }

    // ---- Time ----

    [Fact]
    public async Task A_question_that_is_not_answered_in_time_times_out_also_while_nobody_runs()
    {
        _world.With((d, name) => new(async yield =>
        {
            d.Within(TimeSpan.FromDays(3));
            try
            {
                return await yield("Well?");
            }
            catch (TimeoutException)
            {
                return await yield($"It's {d.UtcNow:yyyy-MM-dd}. Still there?");
            }
        }));
        var turn = await _world.Talks.StartAsync("a", "");
        Assert.Equal(_world.Clock.GetUtcNow() + TimeSpan.FromDays(3), turn.DueAt);
        await _world.Pass(TimeSpan.FromDays(2));
        Assert.Equal("Well?", (await _world.Talks.GetAsync("a")).Question);
        await _world.Restart();
        await _world.Pass(TimeSpan.FromDays(2));
        turn = await _world.Talks.GetAsync("a");
        Assert.Equal(("It's 2026-12-01. Still there?", (DateTimeOffset?)null), (turn.Question, turn.DueAt));
        await _world.Pass(TimeSpan.FromDays(30));
        Assert.Equal(turn, await _world.Talks.GetAsync("a"));
        await _world.Restart();
        Assert.Equal("yes", (await _world.Talks.SendAsync("a", turn.Version, "yes")).Result);
    }

    [Fact]
    public async Task A_timeout_that_leaves_the_body_ends_it_failed()
    {
        _world.With((d, name) => new(async yield =>
        {
            d.Within(TimeSpan.FromDays(3));
            return await yield("Well?");
        }));
        await _world.Talks.StartAsync("a", "");
        await _world.Pass(TimeSpan.FromDays(3));
        Assert.Equal(ConversationStatus.Failed, (await _world.Talks.GetAsync("a")).Status);
    }

    [Fact]
    public async Task A_sleep_ends_at_its_time()
    {
        _world.With((d, name) => new(async yield =>
        {
            await yield.From(d.Sleep(TimeSpan.FromDays(1)));
            return $"{d.UtcNow:dd}";
        }));
        var turn = await _world.Talks.StartAsync("a", "");
        Assert.Equal(ConversationStatus.Sleeping, turn.Status);
        await _world.Restart();
        await _world.Pass(TimeSpan.FromDays(1));
        Assert.Equal("28", (await _world.Talks.GetAsync("a")).Result);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_does_not_turn_the_journal_back()
    {
        _world.With((d, name) => new(async yield =>
        {
            var before = d.UtcNow;
            await yield("Well?");
            return d.UtcNow >= before ? "fine" : "back";
        }));
        _world.Clock.Advance(TimeSpan.FromDays(1));
        var turn = await _world.Talks.StartAsync("a", "");
        await _world.Restart();
        World past = new(_store);
        Assert.True(past.Clock.GetUtcNow() < _world.Clock.GetUtcNow());
        await using (past)
        {
            past.With((d, name) => new(async yield =>
            {
                var before = d.UtcNow;
                await yield("Well?");
                return d.UtcNow >= before ? "fine" : "back";
            }));
            Assert.Equal("fine", (await past.Talks.SendAsync("a", turn.Version, "")).Result);
        }
    }

    // ---- Determinism ----

    [Fact]
    public async Task Time_and_ids_are_the_same_in_a_replay_and_the_culture_is_invariant()
    {
        List<string> seen = [];
        _world.With((d, name) => new(async yield =>
        {
            seen.Add($"{d.UtcNow:O} {d.NewGuid()} {d.NewGuid()} {1.5:N1}");
            await yield("One?");
            seen.Add($"{d.UtcNow:O} {d.NewGuid()}");
            return await yield("Two?");
        }));
        CultureInfo culture = CultureInfo.CurrentCulture;
        var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        german.NumberFormat.NumberDecimalSeparator = ",";
        try
        {
            CultureInfo.CurrentCulture = german;
            var turn = await _world.Talks.StartAsync("a", "");
            await _world.Pass(TimeSpan.FromSeconds(1));
            turn = await _world.Talks.SendAsync("a", turn.Version, "");
            await _world.Restart();
            await _world.Talks.SendAsync("a", turn.Version, "");
            Assert.Equal(seen[..2], seen[2..]);
            Assert.EndsWith(" 1.5", seen[0], StringComparison.Ordinal);
            Assert.Equal(german, CultureInfo.CurrentCulture);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public async Task A_changed_body_is_named_and_the_old_one_goes_on()
    {
        _world.With(Shop);
        var turn = await _world.Talks.StartAsync("a", "Ann");
        turn = await _world.Talks.SendAsync("a", turn.Version, "mug");
        await _world.Restart();
        _world.With((d, name) => new(async yield =>
        {
            string what = await yield("What?");
            string receipt = await yield.From(d.Run("bill", (key, token) => _world.Do($"bill {what}")));
            return await yield(receipt);
        }));
        var error = await Assert.ThrowsAsync<ConversationDivergedException>(
            () => _world.Talks.SendAsync("a", turn.Version, "Ulm"));
        Assert.Equal((2, "the effect bill"), (error.Entry, error.Actual));
        var verified = await _world.Admin.VerifyAsync();
        Assert.Equal((1, "a"), (verified.Count, Assert.Single(verified.Faults.Keys)));
        Assert.Equal(turn, await _world.Talks.GetAsync("a"));
        await _world.Restart();
        _world.With(Shop);
        Assert.Empty((await _world.Admin.VerifyAsync()).Faults);
        Assert.Equal("mug to Ulm", (await _world.Talks.SendAsync("a", turn.Version, "Ulm")).Result);
        Assert.Equal(["charge mug", "ship to Ulm"], _world.Done);
    }

    [Fact]
    public async Task A_changed_question_is_named_unless_questions_are_compared_by_kind()
    {
        _world.With((d, name) => new(async yield => await yield("Wat?")));
        var turn = await _world.Talks.StartAsync("a", "");
        await _world.Restart();
        _world.With((d, name) => new(async yield => await yield("What?")));
        var error = await Assert.ThrowsAsync<ConversationDivergedException>(
            () => _world.Talks.SendAsync("a", turn.Version, ""));
        Assert.Equal(
            (1, "the question \"Wat?\"", "the question \"What?\""), (error.Entry, error.Expected, error.Actual));
    }

    [Fact]
    public async Task A_conversation_goes_on_with_the_version_it_was_begun_with()
    {
        _world.With((d, name) => new(async yield => await yield("Old?") + d.StartedWithVersion), version: 1);
        var old = await _world.Talks.StartAsync("a", "");
        await _world.Restart();
        _world.With(
            (d, name) => new(async yield => await yield("New?") + d.StartedWithVersion), version: 2, alone: false);
        var renewed = await _world.Talks.StartAsync("b", "");
        Assert.Equal("New?", renewed.Question);
        Assert.Equal("x1", (await _world.Talks.SendAsync("a", old.Version, "x")).Result);
        Assert.Equal("x2", (await _world.Talks.SendAsync("b", renewed.Version, "x")).Result);
    }

    [Fact]
    public async Task A_missing_version_is_named_and_changes_nothing()
    {
        _world.With((d, name) => new(async yield => await yield("Old?")), version: 1);
        var old = await _world.Talks.StartAsync("a", "");
        await _world.Restart();
        _world.With((d, name) => new(async yield => await yield("New?")), version: 2);
        await Assert.ThrowsAsync<ConversationVersionMissingException>(
            () => _world.Talks.SendAsync("a", old.Version, "x"));
        await _world.Pass(TimeSpan.FromDays(1));
        Assert.Equal(old, await _world.Talks.GetAsync("a"));
    }

    [Fact]
    public async Task New_conversations_get_the_version_that_was_named()
    {
        _world.With((d, name) => new(async yield => await yield("1?")), version: 1);
        _world.With((d, name) => new(async yield => await yield("2?")), version: 2, alone: false);
        _world.Configure = options => options.StartWith("talk", 1);
        Assert.Equal("1?", (await _world.Talks.StartAsync("a", "")).Question);
    }

    [Fact]
    public async Task ContinueAs_goes_on_as_a_new_body_and_replays_from_there()
    {
        int begun = 0;
        Generator<string, string, string> Count(Durable<string, string> d, string text) => new(async yield =>
        {
            begun++;
            int n = int.Parse(text, CultureInfo.InvariantCulture);
            try
            {
                string answer = await yield($"{n}?");
                if (answer == "stop") return text;
                return await yield.From(d.ContinueAs<string, string>($"{n + 1}"));
            }
            finally
            {
                if (n < 3) _world.Done.Add("finally");
            }
        });
        _world.With(Count);
        var turn = await _world.Talks.StartAsync("a", "0");
        long version = turn.Version;
        for (int i = 0; i < 5; i++)
        {
            turn = await _world.Talks.SendAsync("a", turn.Version, "on");
            Assert.True(turn.Version > version);
            version = turn.Version;
        }

        Assert.Equal("5?", turn.Question);
        await _world.Restart();
        begun = 0;
        Assert.Equal("5", (await _world.Talks.SendAsync("a", turn.Version, "stop")).Result);
        Assert.Equal(1, begun);
        Assert.Empty(_world.Done);
    }

    // ---- Operating ----

    [Fact]
    public async Task A_fork_shows_what_would_have_been_and_keeps_ids_of_the_common_past()
    {
        _world.With((d, name) => new(async yield =>
        {
            Guid id = d.NewGuid();
            string one = await yield($"{id}?");
            return await yield($"{one}?") + id + d.NewGuid();
        }));
        var first = await _world.Talks.StartAsync("a", "");
        var second = await _world.Talks.SendAsync("a", first.Version, "one");
        var fork = await _world.Admin.ForkAsync("a", first.Version, "b");
        Assert.NotEqual(first.Incarnation, fork.Incarnation);
        var other = await _world.Talks.SendAsync("b", first.Version, "two");
        Assert.Equal("two?", other.Question);
        await _world.Restart();
        Assert.Empty((await _world.Admin.VerifyAsync()).Faults);
        string a = (await _world.Talks.SendAsync("a", second.Version, "x")).Result!;
        string b = (await _world.Talks.SendAsync("b", other.Version, "x")).Result!;
        Assert.Equal(a[..37], b[..37]);
        Assert.NotEqual(a[37..], b[37..]);
    }

    [Fact]
    public async Task A_fork_behind_an_effect_is_refused_unless_it_is_read_only_or_allowed()
    {
        _world.With(Shop);
        var turn = await _world.Talks.StartAsync("a", "");
        var first = turn.Version;
        turn = await _world.Talks.SendAsync("a", turn.Version, "mug");
        await Assert.ThrowsAsync<ConversationConflictException>(() => _world.Admin.ForkAsync("a", turn.Version, "b"));
        await Assert.ThrowsAsync<ConversationConflictException>(
            () => _world.Admin.ForkAsync("a", turn.Version - 1, "b"));
        await _world.Admin.ForkAsync("a", turn.Version, "b", allowEffects: true);
        await _world.Admin.ForkAsync("a", first, "c");
        await Assert.ThrowsAsync<ConversationConflictException>(() => _world.Admin.ForkAsync("a", first, "c"));
    }

    [Fact]
    public async Task A_purged_id_begins_again_as_another_incarnation()
    {
        _world.With(Interview);
        var turn = await _world.Talks.StartAsync("a", "Ann");
        await Assert.ThrowsAsync<ConversationConflictException>(() => _world.Admin.PurgeAsync("a"));
        await _world.Talks.CloseAsync("a");
        await _world.Admin.PurgeAsync("a");
        await Assert.ThrowsAsync<ConversationNotFoundException>(() => _world.Talks.GetAsync("a"));
        var again = await _world.Talks.StartAsync("a", "Bob");
        Assert.NotEqual(turn.Incarnation, again.Incarnation);
        Assert.Equal("Hello Bob. Where do you live?", again.Question);
    }

    [Fact]
    public async Task Conversations_are_listed_in_the_order_of_their_ids()
    {
        _world.With(Interview);
        foreach (string id in (string[])["b", "B", "a", "ä", "z"])
            await _world.Talks.StartAsync(id, "Ann", owner: id + id);
        await _world.Talks.CloseAsync("b");
        Assert.Equal(["B", "a", "b", "z", "ä"], await Ids(null));
        Assert.Equal(["b"], await Ids(new() { Status = ConversationStatus.Canceled }));
        Assert.Equal(["z"], await Ids(new() { Owner = "zz" }));
        Assert.Equal(["a", "b"], await Ids(new() { After = "B", Limit = 2 }));
        Assert.Empty(await Ids(new() { Body = "other" }));
    }

    private async Task<List<string>> Ids(ConversationFilter? filter)
    {
        List<string> ids = [];
        await foreach (var row in _world.Admin.ListAsync(filter)) ids.Add(row.Id);
        return ids;
    }

    [Fact]
    public async Task Who_watches_sees_turns_and_progress()
    {
        TaskCompletionSource seen = new();
        _world.With((d, name) => new(async yield =>
        {
            await yield("Ready?");
            return await yield.From(d.Run("talk", async context =>
            {
                context.Report("wo");
                await seen.Task;
                return "word";
            }));
        }));
        var turn = await _world.Talks.StartAsync("a", "");
        List<string?> events = [];
        Task? send = null;
        await foreach (var each in _world.Talks.WatchAsync("a"))
        {
            events.Add(each.Turn?.Status.ToString() ?? (string?)each.Progress);
            if (each.Progress is not null) seen.SetResult();
            send ??= _world.Talks.SendAsync("a", turn.Version, "");
        }

        await send!;
        Assert.Equal("Asking", events[0]);
        Assert.Contains("wo", events);
        Assert.Equal("Completed", events[^1]);
    }

    [Fact]
    public async Task Who_watches_sees_what_was_reported_before_the_turn_that_it_led_to()
    {
        FaultyStore? store = null;
        _world.Around = inner => store = new(inner);
        TaskCompletionSource running = new(), reading = new();
        Task? send = null;
        _world.With((d, name) => new(async yield =>
        {
            await yield("Ready?");
            return await yield.From(d.Run("talk", async context =>
            {
                await running.Task;
                // While the row is read after the first report, everything else happens.
                store!.BeforeRead = () =>
                {
                    reading.SetResult();
                    return send!;
                };
                context.Report("wo");
                await reading.Task;
                context.Report("word");
                return "word";
            }));
        }));
        var turn = await _world.Talks.StartAsync("a", "");
        List<string?> events = [];
        await foreach (var each in _world.Talks.WatchAsync("a"))
        {
            events.Add(each.Turn?.Status.ToString() ?? (string?)each.Progress);
            send ??= _world.Talks.SendAsync("a", turn.Version, "");
            if (each.Turn is { Status: ConversationStatus.Running }) running.TrySetResult();
        }

        Assert.Equal(["Asking", "Running", "wo", "word", "Completed"], events);
    }

    // ---- Owners and stores that fail ----

    [Fact]
    public async Task Of_two_processes_that_both_write_one_wins_each_time()
    {
        InMemoryConversationStore shared = new();
        await using World one = new(new SharedFixture(shared)), two = new(new SharedFixture(shared));
        one.With(Endless);
        two.With(Endless);
        var turn = await one.Talks.StartAsync("a", "");
        for (int i = 0; i < 500; i++)
        {
            string mine = $"{i}";
            var (a, b) = (Try(one, turn.Version, mine + "a"), Try(two, turn.Version, mine + "b"));
            var won = (await Task.WhenAll(a, b)).OfType<Turn<string, string>>().ToList();
            turn = Assert.Single(won);
        }

        static Generator<string, string, string> Endless(Durable<string, string> d, string name) => new(async yield =>
        {
            string all = "";
            while (true) all = (await yield(all))[..^1];
        });

        static async Task<Turn<string, string>?> Try(World world, long version, string value)
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
    public async Task An_answer_is_never_taken_for_one_to_a_later_question()
    {
        InMemoryConversationStore shared = new();
        FaultyStore faulty = new(shared);
        await using World one = new(new SharedFixture(shared)), two = new(new SharedFixture(faulty));
        one.With(Interview);
        two.With(Interview);
        var turn = await one.Talks.StartAsync("a", "Ann");
        faulty.AfterRead = () => one.Talks.SendAsync("a", turn.Version, "Ulm");
        await Assert.ThrowsAsync<ConversationConflictException>(
            () => two.Talks.SendAsync("a", turn.Version, "Bonn"));
        Assert.Equal("Where in Ulm?", (await two.Talks.GetAsync("a")).Question);
    }

    [Theory]
    [InlineData(Fault.Before)]
    [InlineData(Fault.After)]
    [InlineData(Fault.Conflict)]
    public async Task A_store_that_fails_loses_nothing_and_the_answer_may_be_repeated(Fault fault)
    {
        FaultyStore? faulty = null;
        _world.Around = store => faulty = new(store);
        _world.With(Shop);
        var turn = await _world.Talks.StartAsync("a", "");
        faulty!.Next = fault;
        await Assert.ThrowsAnyAsync<Exception>(() => _world.Talks.SendAsync("a", turn.Version, "mug"));
        Assert.Equal(fault == Fault.After ? 2 : 1, (await _world.Talks.GetAsync("a")).Version);
        var again = await _world.Talks.SendAsync("a", turn.Version, "mug");
        Assert.Equal(fault == Fault.After, again.IsDuplicate);
        await _world.Pass(TimeSpan.FromMinutes(1)); // where it was journaled, nobody has begun its effect
        await _world.Until("a", ConversationStatus.Asking);
        again = await _world.Talks.GetAsync("a");
        Assert.Equal("charge mug. Where to?", again.Question);
        Assert.Equal(["charge mug"], _world.Done);
    }
}
