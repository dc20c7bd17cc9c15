using System.Runtime.CompilerServices;
using static Parley.Tests.Harness.Tracking;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Async;

public sealed class CancellationTests : IDisposable
{
    private readonly CancellationTokenSource _source = new();

    public void Dispose() => _source.Dispose();

    [Fact, Row("AGEN-10")]
    public async Task Cancelled_while_it_waits_its_finally_completes_and_the_ValueTask_is_canceled()
    {
        var cleanup = new Gate();
        List<string> log = [];
        var g = new AsyncGenerator<int>(async (yield, token) =>
        {
            try { await Canceled(token); await yield(1); }
            finally { log.Add("finally"); await cleanup; log.Add("cleaned up"); }
        });
        var call = g.GetAsyncEnumerator(_source.Token).MoveNextAsync();
        Assert.False(call.IsCompleted);
        _source.Cancel();
        Assert.Equal(["finally"], log);
        cleanup.Open();
        Assert.Equal((true, false), (call.IsCanceled, call.IsFaulted));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await call);
        Assert.Equal(["finally", "cleaned up"], log);
        await IsClosed(g);
    }

    [Fact, Row("AGEN-10")]
    public async Task Body_may_swallow_the_cancellation_and_yield_on()
    {
        var g = new AsyncGenerator<int>(async (yield, token) =>
        {
            try { await Canceled(token); }
            catch (OperationCanceledException) { await yield(1); }
        });
        var call = g.GetAsyncEnumerator(_source.Token).MoveNextAsync();
        _source.Cancel();
        Assert.Equal((true, 1), (await call, g.Current));
        Assert.False(await g.MoveNextAsync());
    }

    [Theory, Row("AGEN-10"), InlineData("next"), InlineData("move"), InlineData("close")]
    public async Task Cancellation_that_leaves_without_a_wait_makes_it_canceled_too(string kind)
    {
        var canceled = new TaskCanceledException();
        var g = await Started(async yield => { try { await yield(1); } finally { throw canceled; } });
        var next = kind == "next" ? g.NextAsync() : default;
        var move = kind == "move" ? g.MoveNextAsync() : default;
        var close = kind == "close" ? g.CloseAsync() : default;
        Assert.True(next.IsCanceled || move.IsCanceled || close.IsCanceled);
        await Throws(canceled, async () => { await next; await move; await close; });
        Assert.Equal(Closed, g.State);
    }

    [Theory, InlineData(0), InlineData(1), InlineData(2)]
    public async Task Any_of_several_tokens_cancels_the_one_of_the_body(int which)
    {
        CancellationTokenSource[] sources = [new(), new(), new()];
        CancellationToken seen = default;
        var g = Given(token => seen = token);
        foreach (var source in sources) Assert.Same(g, g.GetAsyncEnumerator(source.Token));
        await Yields(1, g.NextAsync());
        Assert.False(seen.IsCancellationRequested);
        sources[which].Cancel();
        Assert.True(seen.IsCancellationRequested);
        var call = g.NextAsync();
        Assert.True(call.IsCanceled);
        Assert.Equal(seen, (await Throws<OperationCanceledException, int>(() => call)).CancellationToken);
    }

    [Fact]
    public async Task Token_that_is_canceled_already_cancels_at_once_and_one_that_never_is_does_not()
    {
        CancellationToken seen = default;
        var g = Given(token => seen = token);
        g.GetAsyncEnumerator(CancellationToken.None);
        await Yields(1, g.NextAsync());
        Assert.False(seen.IsCancellationRequested);
        g.GetAsyncEnumerator(new CancellationToken(canceled: true));
        Assert.True(seen.IsCancellationRequested);
        await g.CloseAsync();
    }

    [Fact]
    public async Task Loop_with_a_token_reaches_the_body()
    {
        var g = new AsyncGenerator<int>(async (yield, token) =>
        {
            for (int i = 1; ; i++) { token.ThrowIfCancellationRequested(); await yield(i); }
        });
        List<int> values = [];
        await Throws<OperationCanceledException>(async () =>
        {
            await foreach (int value in g.WithCancellation(_source.Token))
            {
                values.Add(value);
                if (value == 2) _source.Cancel();
            }
        });
        Assert.Equal([1, 2], values);
        Assert.Equal(Closed, g.State);
    }

    [Fact]
    public async Task Bodies_with_sends_and_with_a_result_are_given_a_token_too()
    {
        List<CancellationToken> tokens = [];
        var sending = new AsyncGenerator<int, int>(async (yield, token) => { tokens.Add(token); await yield(1); });
        var returning = new AsyncGenerator<int, int, int>(
            async (yield, token) => { tokens.Add(token); return await yield(1); });
        await Yields(1, sending.GetAsyncEnumerator(_source.Token).NextAsync());
        await Yields(1, returning.GetAsyncEnumerator(_source.Token).NextAsync());
        _source.Cancel();
        Assert.Equal([true, true], tokens.Select(token => token.IsCancellationRequested));
    }

    [Fact]
    public async Task Close_does_not_cancel_and_after_the_end_nothing_does()
    {
        bool canceled = false;
        var g = Given(token => token.Register(() => canceled = true));
        await Yields(1, g.GetAsyncEnumerator(_source.Token).NextAsync());
        await g.CloseAsync();
        Assert.False(canceled);
        _source.Cancel();
        g.GetAsyncEnumerator(new CancellationToken(canceled: true));
        Assert.False(canceled);
        Assert.False(await g.MoveNextAsync());
    }

    [Fact]
    public async Task What_a_callback_of_the_body_throws_reaches_the_canceler()
    {
        var failure = new ArithmeticException();
        var g = Given(token => token.Register(() => throw failure));
        await Yields(1, g.GetAsyncEnumerator(_source.Token).NextAsync());
        var error = Assert.Throws<AggregateException>(_source.Cancel);
        Assert.Same(failure, error.Flatten().InnerException);
        await g.CloseAsync();
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Token_source_does_not_keep_an_ended_generator_alive(bool closesUnstarted)
    {
        var (generator, captured) = await Ended(_source.Token, closesUnstarted);
        Assert.False(Lives(generator));
        Assert.False(Lives(captured));
    }

    [Fact]
    public async Task Stopping_one_that_waits_is_cancel_then_await_then_close()
    {
        var g = new AsyncGenerator<int>(async (yield, token) => { await Canceled(token); await yield(1); });
        var pending = g.GetAsyncEnumerator(_source.Token).MoveNextAsync();
        await Refuses("already running", () => g.CloseAsync());
        _source.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await pending);
        await g.CloseAsync();
        Assert.Equal(Closed, g.State);
    }

    // Looks at its token, yields 1, and then is canceled if the token is.
    private static AsyncGenerator<int> Given(Action<CancellationToken> look) => new(async (yield, token) =>
    {
        look(token); await yield(1); token.ThrowIfCancellationRequested();
    });

    // Waits until the token is canceled, and then goes on in the call that cancels it.
    private static async Task Canceled(CancellationToken token)
    {
        var source = new TaskCompletionSource();
        using var registration = token.Register(() => source.SetCanceled(token));
        await source.Task;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<(WeakReference, WeakReference)> Ended(CancellationToken token, bool closesUnstarted)
    {
        var captured = new object();
        var g = new AsyncGenerator<object>(async (yield, token) =>
        {
            using var registration = token.Register(() => captured.ToString()); await yield(captured);
        });
        g.GetAsyncEnumerator(token);
        if (!closesUnstarted) Assert.Same(captured, await g.NextAsync());
        await g.CloseAsync();
        return (new(g), new(captured));
    }
}
