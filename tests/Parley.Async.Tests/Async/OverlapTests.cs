using Parley.Tests.Harness;
using Xunit;
using static Parley.Tests.Harness.Expect;

namespace Parley.Tests.Async;

/// <summary>Calls while another one is pending, and ValueTasks.</summary>
public class OverlapTests
{
    private const string AlreadyRunning = "asynchronous generator is already running";

    [Fact, Row("AGEN-11", "NET-06")]
    public async Task Every_call_while_one_is_pending_fails_at_once_and_leaves_that_one_unharmed()
    {
        var gate = new Gate();
        var g = new AsyncGenerator<int, int>(async yield =>
        {
            try
            {
                await gate;
                await yield(await yield(1));
            }
            catch (Exception)
            {
                await yield(-1);
            }
        });
        var pending = g.NextAsync();
        foreach (var call in Calls.All)
        {
            var second = call(g);
            Assert.True(second.IsFaulted);
            await Refuses(AlreadyRunning, () => second);
            Assert.Equal(GeneratorState.Running, g.State);
        }

        Assert.False(pending.IsCompleted);
        gate.Open();
        await Yields(1, pending);
        await Yields(7, g.SendAsync(7));
        Assert.False(await g.MoveNextAsync());
    }

    [Theory, Row("AGEN-11"), InlineData("send"), InlineData("throw"), InlineData("close")]
    public async Task Pending_call_of_each_kind_is_unharmed(string kind)
    {
        var gate = new Gate();
        var g = new AsyncGenerator<int, int>(async yield =>
        {
            try
            {
                await yield(1);
            }
            finally
            {
                await gate;
            }
        });
        await Yields(1, g.NextAsync());
        var thrown = new ArithmeticException();
        ValueTask<bool> Call() => kind switch
        {
            "send" => g.TrySendAsync(1),
            "throw" => g.TryThrowAsync(thrown),
            _ => Close(),
        };
        async ValueTask<bool> Close()
        {
            await g.CloseAsync();
            return false;
        }

        var pending = Call();
        await Refuses(AlreadyRunning, () => g.NextAsync());
        await Refuses(AlreadyRunning, () => g.CloseAsync());
        Assert.False(pending.IsCompleted);
        gate.Open();
        if (kind == "throw") await Throws(thrown, () => pending);
        else Assert.False(await pending);
        Assert.Equal(GeneratorState.Closed, g.State);
    }

    [Fact, Row("AGEN-11")]
    public async Task Inner_of_a_pending_outer_refuses_calls_and_so_does_a_middle_one()
    {
        var gate = new Gate();
        var inner = new AsyncGenerator<int>(async yield =>
        {
            await gate;
            await yield(1);
        });
        var middle = new AsyncGenerator<int>(async yield => await yield.From(inner));
        var outer = new AsyncGenerator<int>(async yield => await yield.From(middle));
        var pending = outer.NextAsync();
        foreach (var g in (AsyncGenerator<int>[])[inner, middle, outer])
        {
            Assert.Equal(GeneratorState.Running, g.State);
            await Refuses(AlreadyRunning, () => g.NextAsync());
            await Refuses(AlreadyRunning, () => g.CloseAsync());
        }

        gate.Open();
        await Yields(1, pending);
        Assert.Equal(GeneratorState.Suspended, inner.State);
        Assert.False(await outer.MoveNextAsync());
    }

    [Fact, Row("AGEN-13")]
    public async Task Call_that_nobody_awaits_has_run_the_body_up_to_its_first_wait()
    {
        var gate = new Gate();
        List<string> log = [];
        var g = new AsyncGenerator<int>(async yield =>
        {
            log.Add("runs");
            await Task.CompletedTask;
            log.Add("waits");
            await gate;
            log.Add("yields");
            await yield(1);
        });
        _ = g.NextAsync();
        Assert.Equal(["runs", "waits"], log);
        gate.Open();
        Assert.Equal(["runs", "waits", "yields"], log);
        Assert.Equal(1, g.Current);
        Assert.False(await g.MoveNextAsync());
    }

    [Theory, Row("AGEN-12"), InlineData(false), InlineData(true)]
    public async Task ValueTask_of_a_call_that_waited_is_good_for_one_await(bool closes)
    {
        var gate = new Gate();
        var g = new AsyncGenerator<int>(async yield =>
        {
            await gate;
            try
            {
                await yield(1);
            }
            finally
            {
                await gate;
            }
        });
        var first = g.NextAsync();
        gate.Open();
        await Yields(1, first);
        await Throws<InvalidOperationException, int>(() => first);
        if (!closes) return;

        var close = g.CloseAsync();
        gate.Open();
        await close;
        await Throws<InvalidOperationException>(() => close);
        Assert.Equal(GeneratorState.Closed, g.State);
    }

    [Fact, Row("AGEN-12")]
    public async Task Second_await_does_not_touch_a_later_call()
    {
        var gate = new Gate();
        var g = new AsyncGenerator<int>(async yield =>
        {
            for (int i = 1; ; i++)
            {
                await gate;
                await yield(i);
            }
        });
        var first = g.NextAsync();
        gate.Open();
        await Yields(1, first);
        var second = g.NextAsync();
        await Throws<InvalidOperationException, int>(() => first);
        gate.Open();
        await Throws<InvalidOperationException, int>(() => first);
        await Yields(2, second);
    }

    [Fact, Row("AGEN-12")]
    public async Task Asking_for_the_result_too_early_is_an_error_that_leaves_the_call_unharmed()
    {
        var gate = new Gate();
        var g = new AsyncGenerator<int>(async yield =>
        {
            await gate;
            await yield(1);
        });
        var call = g.NextAsync();
        Assert.Throws<InvalidOperationException>(() => call.GetAwaiter().GetResult());
        Assert.False(call.IsCompleted);
        gate.Open();
        await Yields(1, call);
    }

    [Fact, Row("NET-06")]
    public async Task Misuse_is_in_the_ValueTask()
    {
        var g = new AsyncGenerator<int, int>(async yield => await yield(1));
        ValueTask<int> send = g.SendAsync(1), none = g.ThrowAsync(null!);
        ValueTask<bool> trySend = g.TrySendAsync(1), tryNone = g.TryThrowAsync(null!);
        await Refuses("can't send non-None value to a just-started generator", () => send);
        await Refuses("can't send non-None value to a just-started generator", () => trySend);
        await Throws<ArgumentNullException, int>(() => none);
        await Throws<ArgumentNullException, bool>(() => tryNone);
        Assert.Equal(GeneratorState.Created, g.State);

        var bodiless = new AsyncGenerator<int>(_ => default);
        var next = bodiless.NextAsync();
        await Refuses("no body of its own", () => next);
        var close = bodiless.CloseAsync();
        await close;
        Assert.Equal(GeneratorState.Closed, bodiless.State);
    }
}
