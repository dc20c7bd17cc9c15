using System.Collections.Concurrent;
using System.Globalization;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Async;

/// <summary>Faces of generators that wait, or that other threads call, too.</summary>
public class FaceTests
{
    private readonly Gate _gate = new();
    private readonly List<string> _log = [];

    private static AsyncGenerator<int> Numbers(bool waits) => new(async yield =>
    {
        for (int i = 1; ; i++)
        {
            if (waits) await Task.Yield();
            await yield(i);
        }
    });

    [Theory, InlineData(false), InlineData(true)]
    public async Task Called_on_several_threads_each_value_is_handed_out_once(bool waits)
    {
        const int Each = 10_000;
        var g = Numbers(waits);
        var texts = g.SelectYield(n => n.ToString(CultureInfo.InvariantCulture));
        var traced = g.Trace(static _ => { });
        var taken = new ConcurrentBag<int>();
        await Task.WhenAll(
            Take(async () => await g.NextAsync()),
            Take(async () => int.Parse(await texts.NextAsync(), CultureInfo.InvariantCulture)),
            Take(async () => await traced.NextAsync()));
        Assert.Equal(Enumerable.Range(1, 3 * Each), taken.Order());

        Task Take(Func<Task<int>> next) => Task.Run(async () =>
        {
            for (int left = Each; left > 0;)
            {
                try
                {
                    taken.Add(await next());
                    left--;
                }
                catch (InvalidOperationException) { await Task.Yield(); } // it is another thread's turn
            }
        });
    }

    [Fact]
    public async Task While_its_generator_is_pending_it_is_running_and_refused_at_the_From()
    {
        foreach (int faces in new[] { 1, 2 })
        {
            var g = Counting(_gate, last: 2);
            AsyncGenerator<int> face = g;
            for (int i = 0; i < faces; i++) face = face.SelectYield(x => x * 10);
            var outer = new AsyncGenerator<int>(async yield =>
            {
                try { await yield.From(face); }
                catch (InvalidOperationException e) { _log.Add(e.Message); await yield(-1); }
            });
            var pending = g.NextAsync();
            Assert.Equal((Running, Running), (g.State, face.State));
            await Yields(-1, outer.NextAsync());
            Assert.Contains(AlreadyExecuting, _log[^1], StringComparison.Ordinal);
            await Yields(1, _gate.Through(pending));
            Assert.Equal((Suspended, -1), (face.State, outer.Current));
            Assert.False(await outer.MoveNextAsync());
            await Yields(faces == 1 ? 20 : 200, _gate.Through(face.NextAsync()));
        }
    }

    [Fact]
    public async Task Made_while_its_generator_is_pending_it_asks_nothing_before_there_is_a_question()
    {
        var g = new AsyncGenerator<int, int, int>(async yield => { await _gate; return await yield(7); });
        var pending = g.NextAsync();
        var face = g.SelectYield(x => x * 10);
        await Refuses(AlreadyExecuting, () => face.RunAsync(async x => { _log.Add($"{x}"); return 1; }));
        await Yields(7, _gate.Through(pending));
        Assert.Equal(3, await face.RunAsync(async x => { _log.Add($"{x}"); return 3; }));
        Assert.Equal(["70"], _log);
    }

    [Theory, InlineData("SelectYield"), InlineData("Trace"), InlineData("From")]
    public void It_goes_on_where_its_generator_does_and_needs_no_context_of_the_callers(string kind)
    {
        SynchronizationContext? before = SynchronizationContext.Current;
        try
        {
            // Whatever is posted there never runs.
            SynchronizationContext.SetSynchronizationContext(new Blocked());
            var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            AsyncGenerator<string> g = new(async yield =>
            {
                await source.Task.ConfigureAwait(false);
                await yield("1");
            });
            AsyncGenerator<object> face = kind switch
            {
                "SelectYield" => g.SelectYield(object (text) => text),
                "Trace" => g.Trace(_log.Add).SelectYield(object (text) => text),
                _ => new AsyncGenerator<object>(async yield => await yield.From(g)),
            };
            var call = face.NextAsync();
            Assert.False(call.IsCompleted);
            source.SetResult();
            Assert.True(
                SpinWait.SpinUntil(() => call.IsCompleted, TimeSpan.FromSeconds(30)),
                "It waits for a context that is blocked.");
            Assert.Equal("1", Now(call));
        }
        finally { SynchronizationContext.SetSynchronizationContext(before); }
    }

    [Fact]
    public async Task As_many_faces_as_a_call_can_take_can_wait_and_end_their_wait_on_a_thread_of_the_pool()
    {
        const int Faces = 40_000;
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        AsyncGenerator<int> g = new(async yield => { await source.Task; await yield(1); });
        for (int i = 0; i < Faces; i++) g = g.SelectYield(x => x + 1);
        ValueTask<int> call = default;
        Threads.Run(() => call = g.NextAsync(), stackSize: 512 << 20);
        Assert.False(call.IsCompleted);
        source.SetResult();
        await Yields(Faces + 1, call);
    }

    [Fact]
    public async Task What_a_token_that_is_canceled_already_makes_the_body_throw_closes_what_is_run()
    {
        var failure = new ArithmeticException();
        var g = new AsyncGenerator<int, int>(async (yield, token) =>
        {
            token.Register(() => throw failure);
            try { await yield(1); } finally { _log.Add("finally"); }
        });
        await g.NextAsync();
        var error = await Assert.ThrowsAsync<AggregateException>(
            async () => await g.RunAsync(async (x, _) => x, new CancellationToken(canceled: true)));
        Assert.Same(failure, Assert.Single(error.InnerExceptions));
        Assert.Equal((Closed, "finally"), (g.State, Assert.Single(_log)));
    }

    private sealed class Blocked : SynchronizationContext
    {
        public override void Post(SendOrPostCallback callback, object? state)
        {
        }
    }
}
