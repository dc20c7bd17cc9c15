using Parley.CompilerServices;
using static Parley.GeneratorState;
using static Parley.Tests.Exact.Messages;

namespace Parley.Tests.Exact;

// A `yield` used by a method of another kind, from outside, or on another thread.
public class MisplacedInTaskTests
{
    [Fact]
    public async Task In_an_async_Task_that_the_body_starts_the_task_fails_and_the_body_goes_on()
    {
        List<Task> tasks = [];
        List<string> log = [];
        Generator<int, int, int> inner = new(async _ => throw new FormatException());
        Generator<int, int> g = new(async yield =>
        {
            async Task Yield()
            {
                try { await yield(-1); }
                finally { log.Add("finally"); }
            }
            async Task From() => await yield.From((Generator<int>)inner);
            async Task<int> FromReturning() => await yield.From(inner);
            async ValueTask<int> InValueTask() => await yield(-2);
            tasks.AddRange(Yield(), From(), FromReturning(), InValueTask().AsTask());
            Assert.All(tasks, task => Assert.Equal(TaskStatus.Faulted, task.Status));
            await yield(await yield(1));
        });
        Assert.Equal((1, 2, Created), (g.Next(), g.Send(2), inner.State));
        Assert.Equal(["finally"], log);
        Assert.Equal(4, tasks.Count);
        await Assert.AllAsync(tasks, task => Says(NotInItsBody, () => task));
    }

    [Fact]
    public async Task In_an_async_Task_that_goes_on_once_the_body_is_paused_or_over_it_is_refused()
    {
        TaskCompletionSource gate = new(), secondGate = new();
        Task whilePaused = Task.CompletedTask, afterTheEnd = Task.CompletedTask;
        Generator<int> g = new(async yield =>
        {
            async Task After(Task turn)
            {
                await turn;
                await yield(-1);
            }
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
            stale = yield(-1);
            staleFrom = yield.From([-2]);
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
        void IsRefused()
        {
            Says(NotInItsBody, () => kept());
            Says(NotInItsBody, () => kept(5));
            Says(NotInItsBody, () => kept.From([5]));
        }
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
}
