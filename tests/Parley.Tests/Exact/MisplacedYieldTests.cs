using Parley.CompilerServices;
using static Parley.GeneratorState;
using static Parley.Tests.Exact.Messages;

namespace Parley.Tests.Exact;

// A `yield` that compiles where it doesn't belong: refused there, and its own generator goes on.
public class MisplacedYieldTests
{
    private readonly List<string> _log = [];

    // ---- Again and again ----

    [Fact]
    public void In_a_task_that_tries_again_and_again_each_is_refused_and_the_stack_does_not_grow()
    {
        int refused = 0;
        Generator<int> g = new(async yield =>
        {
            async Task Nested()
            {
                while (refused < 200_000)
                {
                    try { await yield(-1); }
                    catch (InvalidOperationException e) when (e.Message == NotInItsBody) { refused++; }
                }
            }
            Task nested = Nested();
            Assert.True(nested.IsCompletedSuccessfully);
            await yield(1);
        });
        Assert.Equal([1], g);
        Assert.Equal(200_000, refused);
    }

    [Fact]
    public void In_a_task_that_another_one_blocks_on_it_is_refused_at_once()
    {
        Generator<int> g = new(async yield =>
        {
            async Task Refused(Action then)
            {
                try { await yield(-1); }
                catch (InvalidOperationException e) when (e.Message == NotInItsBody) { then(); }
            }
            Task nested = Refused(() => Assert.True(Refused(() => _log.Add("inner")).Wait(TimeSpan.FromSeconds(30))));
            Assert.True(nested.IsCompletedSuccessfully);
            await yield(1);
        });
        Assert.Equal([1], g);
        Assert.Equal(["inner"], _log);
    }

    [Fact]
    public void In_tasks_that_call_one_another_each_is_refused_in_its_own()
    {
        Generator<int> g = new(async yield =>
        {
            async Task Nested(int depth)
            {
                if (depth < 3) await Nested(depth + 1);
                try { await yield(-1); }
                catch (InvalidOperationException e) when (e.Message == NotInItsBody) { _log.Add($"{depth}"); }
                if (depth < 3) await Nested(depth + 1);
            }
            Task nested = Nested(1);
            Assert.True(nested.IsCompletedSuccessfully);
            await yield(1);
        });
        Assert.Equal([1], g);
        Assert.Equal(["3", "2", "3", "1", "3", "2", "3"], _log);
    }

    // ---- In the body of another generator ----

    [Fact, Row("T262-23")]
    public void In_another_generators_body_it_is_refused_there_and_both_go_on()
    {
        Generator<int, int> outer = new(async yield =>
        {
            Generator<int, int> nested = new(async own =>
            {
                try { _log.Add($"{await yield(-1)}"); }
                catch (InvalidOperationException e) { _log.Add(e.Message); }
                finally { _log.Add("finally"); }
                _log.Add($"{await own(2)}");
            });
            _log.Add($"{await yield(1)}");
            _log.Add($"{nested.Next()}");
            _log.Add($"{await yield(3)}");
            Assert.False(nested.TrySend(20));
        });
        Assert.Equal((1, 3, false), (outer.Next(), outer.Send(10), outer.TrySend(30)));
        Assert.Equal(["10", NotInItsBody, "finally", "2", "30", "20"], _log);
    }

    [Fact, Row("T262-23")]
    public void In_another_generators_body_uncaught_it_ends_that_one()
    {
        Generator<int> outer = new(async yield =>
        {
            Generator<int> nested = new(async _ => { try { await yield(-1); } finally { _log.Add("finally"); } });
            Says(NotInItsBody, () => nested.MoveNext());
            Assert.Equal(Closed, nested.State);
            await yield(1);
        });
        Assert.Equal([1], outer);
        Assert.Equal(["finally"], _log);
    }

    [Fact]
    public void A_From_in_another_generators_body_is_refused_there_and_the_inner_never_runs()
    {
        Generator<int, int, int> inner = new(async _ => throw new FormatException());
        Generator<int, int> outer = new(async yield =>
        {
            Generator<int> nested = new(async _ => await yield.From((Generator<int>)inner));
            Generator<int, int, int> returning = new(async _ => await yield.From(inner));
            Generator<int> looping = new(async _ => await yield.From([1, 2]));
            Assert.All([nested, returning, looping], g => Says(NotInItsBody, () => g.Next()));
            await yield(await yield(1));
        });
        Assert.Equal((1, 2, Created), (outer.Next(), outer.Send(2), inner.State));
    }

    [Fact]
    public void In_the_inner_that_its_generator_delegates_to_it_is_refused()
    {
        Generator<int> outer = new(async yield =>
        {
            Generator<int> inner = new(async own =>
            {
                Says(NotInItsBody, () => yield(-1));
                Says(NotInItsBody, () => yield.From([-1]));
                await own(1);
                await yield(-2);
            });
            try { await yield.From(inner); }
            catch (InvalidOperationException e) when (e.Message == NotInItsBody) { await yield(2); }
        });
        Assert.Equal([1, 2], outer);
    }

    [Fact]
    public void In_a_body_that_is_being_closed_its_finally_blocks_run_and_the_closer_is_told()
    {
        Generator<int> outer = new(async yield =>
        {
            Generator<int> nested = new(async own =>
            {
                try { await own(1); }
                finally { try { await yield(-1); } finally { _log.Add("finally"); } }
            });
            nested.Next();
            Says(NotInItsBody, nested.Close);
            Assert.Equal(Closed, nested.State);
            await yield(2);
        });
        Assert.Equal(2, outer.Next());
        Assert.Equal(["finally"], _log);
    }

    [Fact]
    public void A_body_that_was_made_with_anothers_yield_is_refused_at_its_first_await()
    {
        static async GeneratorBody One(Yield<int> yield) => await yield(1);
        Yield<int> kept = null!;
        Generator<int> first = new(yield => { kept = yield; return One(yield); }), second = new(_ => One(kept));
        Says(NotInItsBody, () => second.Next());
        Assert.Equal(Closed, second.State);
        Assert.Equal([1], first);
    }

    [Fact]
    public void A_stale_awaitable_is_refused_in_another_body_and_its_generator_stays_paused()
    {
        YieldAwaitable<int, int> stale = default;
        Generator<int, int> g = new(async yield => { stale = yield(-1); await yield(await yield(1)); });
        Generator<int> other = new(async yield =>
        {
            try { await stale; }
            catch (InvalidOperationException e) when (e.Message == NotInItsBody) { await yield(5); }
        });
        Assert.Equal(1, g.Next());
        Assert.Equal([5], other);
        Assert.Equal((Suspended, 1, 2), (g.State, g.Current, g.Send(2)));
    }

    // ---- In a method of another kind, outside, or on another thread ----

    [Fact]
    public async Task In_an_async_Task_that_the_body_starts_the_task_fails_and_the_body_goes_on()
    {
        List<Task> tasks = [];
        Generator<int, int, int> inner = new(async _ => throw new FormatException());
        Generator<int, int> g = new(async yield =>
        {
            async Task Yield() { try { await yield(-1); } finally { _log.Add("finally"); } }
            async Task From() => await yield.From((Generator<int>)inner);
            async Task<int> FromReturning() => await yield.From(inner);
            async ValueTask<int> InValueTask() => await yield(-2);
            tasks.AddRange(Yield(), From(), FromReturning(), InValueTask().AsTask());
            Assert.All(tasks, task => Assert.Equal(TaskStatus.Faulted, task.Status));
            await yield(await yield(1));
        });
        Assert.Equal((1, 2, Created), (g.Next(), g.Send(2), inner.State));
        Assert.Equal(["finally"], _log);
        Assert.Equal(4, tasks.Count);
        await Assert.AllAsync(tasks, task => Says(NotInItsBody, () => task));
    }

    [Fact]
    public void In_an_async_void_lambda_the_error_goes_to_nobody_who_could_catch_it()
    {
        var posts = new Posts();
        Generator<int> g = new(async yield =>
        {
            SynchronizationContext? before = SynchronizationContext.Current;
            SynchronizationContext.SetSynchronizationContext(posts); // without one, it ends the process
            try { new List<int> { 1, 2 }.ForEach(async x => await yield(x)); }
            finally { SynchronizationContext.SetSynchronizationContext(before); }
            await yield(3);
        });
        Assert.Equal([3], g);
        Assert.Equal(2, posts.All.Count);
        Assert.All(posts.All, post => Says(NotInItsBody, post));
    }

    [Fact]
    public void Not_awaited_it_does_nothing_on_any_thread()
    {
        Generator<int> g = new(async yield =>
        {
            Parallel.ForEach(Enumerable.Range(1, 100), x => yield(x));
            await yield(101);
        });
        Assert.Equal([101], g);
    }

    [Fact]
    public async Task In_an_async_Task_that_goes_on_once_the_body_is_paused_or_over_it_is_refused()
    {
        TaskCompletionSource gate = new(), secondGate = new();
        Task whilePaused = Task.CompletedTask, afterTheEnd = Task.CompletedTask;
        Generator<int> g = new(async yield =>
        {
            async Task After(Task turn) { await turn; await yield(-1); }
            whilePaused = After(gate.Task);
            afterTheEnd = After(secondGate.Task);
            await yield(1);
        });
        Assert.Equal(1, g.Next());
        gate.SetResult();
        await Says(NotInItsBody, () => whilePaused);
        Assert.Equal((Suspended, 1, false), (g.State, g.Current, g.MoveNext()));
        secondGate.SetResult();
        await Says(NotInItsBody, () => afterTheEnd);
        Assert.Equal(Closed, g.State);
    }

    [Fact]
    public async Task A_stale_awaitable_awaited_outside_is_refused_in_every_state_of_its_generator()
    {
        YieldAwaitable<int, int> stale = default;
        YieldFromAwaitable<int> staleFrom = default;
        async Task IsRefused()
        {
            await Says(NotInItsBody, async () => await stale);
            await Says(NotInItsBody, async () => await staleFrom);
        }
        Generator<int, int> g = new(async yield =>
        {
            (stale, staleFrom) = (yield(-1), yield.From([-2]));
            await yield(1);
            Assert.True(IsRefused().IsCompletedSuccessfully);
            await yield.From([3]);
        });
        Assert.Equal(1, g.Next());
        await IsRefused();
        Assert.Equal((Suspended, 1, 3), (g.State, g.Current, g.Send(0)));
        await IsRefused();
        Assert.False(g.MoveNext());
        await IsRefused();
        Assert.Equal(Closed, g.State);
    }

    [Fact]
    public void Called_before_the_start_while_paused_or_after_the_end_it_is_refused()
    {
        static async GeneratorBody Body(Yield<int> yield) => await yield(1);
        Yield<int> kept = null!;
        Generator<int> g = new(yield => { kept = yield; return Body(yield); });
        void IsRefused() => Assert.All(
            new Action[] { () => kept(), () => kept(5), () => kept.From([5]) }, call => Says(NotInItsBody, call));
        IsRefused();
        Assert.Equal((Created, 1), (g.State, g.Next()));
        IsRefused();
        Assert.Equal((1, false), (g.Current, g.MoveNext()));
        IsRefused();
        Assert.Equal(0, g.Current);
    }

    [Fact]
    public void On_another_thread_that_the_body_waits_for_it_is_refused_there()
    {
        Generator<int, int> g = new(async yield =>
        {
            async Task Elsewhere() => await yield(-1);
            Says(NotInItsBody, Task.Run(Elsewhere).GetAwaiter().GetResult);
            await yield(await yield(1));
        });
        Assert.Equal((1, 2), (g.Next(), g.Send(2)));
    }

    // Keeps what is posted, which would run on a thread of the pool.
    private sealed class Posts : SynchronizationContext
    {
        public List<Action> All { get; } = [];

        public override void Post(SendOrPostCallback callback, object? state) => All.Add(() => callback(state));
    }
}
