using System.Threading.Channels;

namespace Parley.Tests.Async;

/// <summary>What is particular to Through with asynchronous generators: tokens, calls that are pending.</summary>
public sealed class ThroughTests : IDisposable
{
    private readonly CancellationTokenSource _source = new();

    public void Dispose() => _source.Dispose();

    [Theory, InlineData(false), InlineData(true)]
    public async Task Query_while_a_call_is_pending_is_refused_takes_no_element_and_leaves_it_unharmed(bool channeled)
    {
        var gate = new Gate();
        CancellationToken seen = default;
        var g = new AsyncGenerator<int, int>(async (yield, token) =>
        {
            seen = token;
            await gate;
            await yield(await yield(1));
        });
        var pending = g.NextAsync();
        List<int> taken = [];
        var channel = Channel.CreateUnbounded<int>();
        Assert.True(channel.Writer.TryWrite(5));
        _source.Cancel();
        IAsyncEnumerable<int> query = channeled
            ? channel.Reader.Through(g)
            : ((int[])[5]).Select(element => { taken.Add(element); return element; }).Through(g);
        await Refuses("already running", async () =>
        {
            await foreach (int _ in query.WithCancellation(_source.Token)) Assert.Fail("It yielded.");
        });
        Assert.Equal((0, 1, false), (taken.Count, channel.Reader.Count, seen.IsCancellationRequested));
        await Yields(1, gate.Through(pending));
        await Yields(2, g.SendAsync(2));
    }

    [Fact]
    public async Task Token_that_is_canceled_from_the_start_is_seen_by_who_looks()
    {
        _source.Cancel();
        var g = new AsyncGenerator<bool, int>(
            async (yield, token) => { while (true) await yield(token.IsCancellationRequested); });
        List<bool> seen = [];
        await foreach (bool value in ((int[])[1, 2]).Through(g).WithCancellation(_source.Token)) seen.Add(value);
        Assert.Equal([true, true], seen);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Channel_s_cancellation_is_thrown_in_and_may_be_answered(bool waiting)
    {
        var channel = Channel.CreateUnbounded<int>();
        Assert.True(channel.Writer.TryWrite(1));
        IAsyncEnumerable<string> query = waiting
            ? channel.Reader.Through(new AsyncGenerator<string, int>(async yield =>
            {
                try { while (true) { await Task.Yield(); await yield("got one"); } }
                catch (OperationCanceledException) { await yield("canceled"); }
            }))
            : channel.Reader.Through(new Generator<string, int>(async yield =>
            {
                try { while (true) await yield("got one"); }
                catch (OperationCanceledException) { await yield("canceled"); }
            }));
        List<string> seen = [];
        await foreach (string value in query.WithCancellation(_source.Token))
        {
            seen.Add(value);
            _source.Cancel();
        }

        Assert.Equal(["got one", "canceled"], seen);
    }

    [Fact]
    public async Task Answer_that_takes_time_is_waited_for_and_so_is_closing()
    {
        Gate gate = new(), closing = new();
        var g = new AsyncGenerator<int, int>(async yield =>
        {
            int x = 0;
            try { while (true) { x = await yield(x); await gate; } }
            finally { await closing; }
        });
        var query = ((int[])[1, 2]).Through(g).GetAsyncEnumerator();
        var first = query.MoveNextAsync();
        Assert.False(first.IsCompleted);
        Assert.True(await gate.Through(first));
        Assert.Equal(1, query.Current);
        ValueTask disposing = query.DisposeAsync();
        Assert.Equal((false, GeneratorState.Running), (disposing.IsCompleted, g.State));
        await closing.Through(disposing);
        Assert.Equal(GeneratorState.Closed, g.State);
    }
}
