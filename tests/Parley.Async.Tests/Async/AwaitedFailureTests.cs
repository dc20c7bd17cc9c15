using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Async;

public class AwaitedFailureTests
{
    private readonly ArithmeticException _failure = new();
    private readonly List<string> _log = [];

    [Theory, Row("AGEN-03"), InlineData(false), InlineData(true)]
    public async Task Awaited_failure_leaves_through_the_body_and_its_awaiting_finally(bool sends)
    {
        Gate work = new(), cleanup = new();
        var g = await Started(new AsyncGenerator<int, int>(async yield =>
        {
            try { await yield(1); await work; _log.Add("not reached"); }
            finally { _log.Add("finally"); await cleanup; _log.Add("cleaned up"); }
        }));
        var call = sends ? g.SendAsync(5) : g.NextAsync();
        work.Open(_failure);
        Assert.Equal(["finally"], _log);
        await HasFailed(_failure, cleanup.Through(call));
        Assert.Equal(["finally", "cleaned up"], _log);
        await IsClosed(g);
    }

    [Fact, Row("AGEN-03", "NET-06")]
    public async Task Failure_before_the_first_wait_is_in_the_ValueTask_too()
    {
        var g = new AsyncGenerator<int>(async yield => throw _failure);
        await HasFailed(_failure, g.NextAsync());
        Assert.Equal(Closed, g.State);
    }

    [Fact, Row("AGEN-09")]
    public async Task Body_may_catch_await_and_yield_on()
    {
        var gate = new Gate();
        var g = new AsyncGenerator<object>(async yield =>
        {
            try { await yield(1); }
            catch (ArithmeticException e) { await gate; await yield(e); }
        });
        await Yields(1, g.NextAsync());
        Assert.Same(_failure, await gate.Through(g.ThrowAsync(_failure)));
        Assert.False(await g.MoveNextAsync());
    }

    [Fact, Row("AGEN-09")]
    public async Task Cancelled_in_its_handler_the_body_completes_its_finally()
    {
        Gate handler = new(), cleanup = new();
        var g = await Started(async yield =>
        {
            try { await yield(1); }
            catch (ArithmeticException) { await handler; _log.Add("not reached"); }
            finally { await cleanup; _log.Add("cleaned up"); }
        });
        var canceled = new OperationCanceledException();
        var call = g.TryThrowAsync(new ArithmeticException());
        handler.Open(canceled);
        cleanup.Open();
        Assert.True(call.IsCanceled);
        await Throws(canceled, () => call);
        Assert.Equal(["cleaned up"], _log);
        Assert.Equal(Closed, g.State);
    }

    [Fact, Row("AGEN-17")]
    public async Task Throwing_into_a_finished_one_gives_the_exception_back()
    {
        var g = new AsyncGenerator<int>(async yield => await default(Turn));
        Assert.False(await g.MoveNextAsync());
        await Throws(_failure, () => g.ThrowAsync(_failure));
        await Throws(_failure, () => g.TryThrowAsync(_failure));
        Assert.Equal(Closed, g.State);
    }

    [Theory, Row("P479-10"), InlineData("thrown"), InlineData("thrown behind a wait"), InlineData("awaited")]
    public async Task End_exception_that_leaves_the_body_is_wrapped(string how)
    {
        var end = StopIterationException.FromValue(1);
        var g = await Started(async yield =>
        {
            await yield(1);
            if (how == "thrown behind a wait") await default(Turn);
            if (how == "awaited") await Task.FromException(end);
            else throw end;
        });
        await Wraps(end, () => g.NextAsync());
        Assert.Equal(Closed, g.State);
    }
}
