using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Async;

/// <summary>Calls while another one is pending, and ValueTasks.</summary>
public class OverlapTests
{
    private readonly Gate _gate = new();

    [Fact, Row("AGEN-11", "NET-06")]
    public async Task Every_call_while_one_is_pending_fails_at_once_and_leaves_that_one_unharmed()
    {
        var g = new AsyncGenerator<int, int>(async yield =>
        {
            try { await _gate; await yield(await yield(1)); }
            catch (Exception) { await yield(-1); }
        });
        var pending = g.NextAsync();
        foreach (var call in Calls.All)
        {
            var second = call(g);
            Assert.True(second.IsFaulted);
            await Refuses(AlreadyExecuting, () => second);
            Assert.Equal(Running, g.State);
        }

        await Yields(1, _gate.Through(pending));
        await Yields(7, g.SendAsync(7));
        Assert.False(await g.MoveNextAsync());
    }

    [Theory, Row("AGEN-11"), InlineData("send"), InlineData("throw"), InlineData("close")]
    public async Task Pending_call_of_each_kind_is_unharmed(string kind)
    {
        var g = await Started(Cleaning(_gate, []));
        var thrown = new ArithmeticException();
        var pending = kind switch { "send" => g.TrySendAsync(1), "throw" => g.TryThrowAsync(thrown), _ => Close() };
        async ValueTask<bool> Close() { await g.CloseAsync(); return false; }
        await Refuses(AlreadyExecuting, () => g.NextAsync());
        await Refuses(AlreadyExecuting, () => g.CloseAsync());
        pending = _gate.Through(pending);
        if (kind == "throw") await Throws(thrown, () => pending);
        else Assert.False(await pending);
        Assert.Equal(Closed, g.State);
    }

    [Fact, Row("AGEN-11")]
    public async Task Inner_of_a_pending_outer_refuses_calls_and_so_does_a_middle_one()
    {
        var inner = Counting(_gate, last: 1);
        var middle = Delegating(inner);
        var outer = Delegating(middle);
        var pending = outer.NextAsync();
        foreach (var g in (AsyncGenerator<int>[])[inner, middle, outer])
        {
            Assert.Equal(Running, g.State);
            await Refuses(AlreadyExecuting, () => g.NextAsync());
            await Refuses(AlreadyExecuting, () => g.CloseAsync());
        }

        await Yields(1, _gate.Through(pending));
        Assert.Equal(Suspended, inner.State);
        Assert.False(await outer.MoveNextAsync());
    }

    [Fact, Row("AGEN-13")]
    public async Task Call_that_nobody_awaits_has_run_the_body_up_to_its_first_wait()
    {
        List<string> log = [];
        var g = new AsyncGenerator<int>(async yield =>
        {
            log.Add("runs"); await Task.CompletedTask; log.Add("waits"); await _gate; log.Add("yields"); await yield(1);
        });
        _ = g.NextAsync();
        Assert.Equal(["runs", "waits"], log);
        _gate.Open();
        Assert.Equal(["runs", "waits", "yields"], log);
        Assert.Equal(1, g.Current);
        Assert.False(await g.MoveNextAsync());
    }

    [Theory, Row("AGEN-12"), InlineData(false), InlineData(true)]
    public async Task ValueTask_of_a_call_that_waited_is_good_for_one_await(bool closes)
    {
        AsyncGenerator<int> g = new(async yield => { await _gate; try { await yield(1); } finally { await _gate; } });
        var first = _gate.Through(g.NextAsync());
        await Yields(1, first);
        await Throws<InvalidOperationException, int>(() => first);
        if (!closes) return;

        var close = _gate.Through(g.CloseAsync());
        await close;
        await Throws<InvalidOperationException>(() => close);
        Assert.Equal(Closed, g.State);
    }

    [Fact, Row("AGEN-12")]
    public async Task Second_await_does_not_touch_a_later_call()
    {
        var g = Counting(_gate);
        var first = _gate.Through(g.NextAsync());
        await Yields(1, first);
        var second = g.NextAsync();
        await Throws<InvalidOperationException, int>(() => first);
        _gate.Open();
        await Throws<InvalidOperationException, int>(() => first);
        await Yields(2, second);
    }

    [Fact, Row("AGEN-12")]
    public async Task Asking_for_the_result_too_early_is_an_error_that_leaves_the_call_unharmed()
    {
        var call = Counting(_gate).NextAsync();
        Assert.Throws<InvalidOperationException>(() => call.GetAwaiter().GetResult());
        await Yields(1, _gate.Through(call));
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
        Assert.Equal(Created, g.State);

        var bodiless = new AsyncGenerator<int>(_ => default);
        var next = bodiless.NextAsync();
        await Refuses("no body of its own", () => next);
        var close = bodiless.CloseAsync();
        await close;
        Assert.Equal(Closed, bodiless.State);
    }
}
