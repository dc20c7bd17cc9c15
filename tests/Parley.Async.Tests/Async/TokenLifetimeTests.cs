using System.Runtime.CompilerServices;
using static Parley.Tests.Harness.Tracking;

namespace Parley.Tests.Async;

/// <summary>A generator that lives longer than the tokens it is given keeps nothing of them, and the reverse.</summary>
[Collection(nameof(Pause))] // by themselves, as they look at all the memory there is
public sealed class TokenLifetimeTests
{
    private CancellationToken _token;
    private int _cancellations;

    // Looks at its token and yields 1, 2, 3 and so on.
    private AsyncGenerator<int> Long() => new(async (yield, token) =>
    {
        _token = token;
        using var registration = token.Register(() => _cancellations++);
        for (int i = 1; ; i++) await yield(i);
    });

    [Fact]
    public async Task Sources_that_their_owners_have_dropped_are_collected()
    {
        var g = Long();
        WeakReference[] sources = [.. Enumerable.Range(0, 1000).Select(_ => Give(g))];
        await Yields(1, g.NextAsync());
        Assert.False(Lives(sources[0]));
        Assert.DoesNotContain(sources, source => source.IsAlive);
        await Yields(2, g.NextAsync());
        await g.CloseAsync();
    }

    [Fact]
    public async Task A_source_that_is_held_still_cancels_after_a_thousand_others()
    {
        var g = Long();
        await Yields(1, g.NextAsync());
        CancellationTokenSource[] held = [.. Enumerable.Range(0, 20).Select(_ => new CancellationTokenSource())];
        foreach (var source in held)
        {
            g.GetAsyncEnumerator(source.Token);
            for (int i = 0; i < 50; i++) Give(g);
        }
        GC.Collect();
        for (int i = 0; i < 50; i++) Give(g);
        Assert.False(_token.IsCancellationRequested);
        held[7].Cancel();
        Assert.True(_token.IsCancellationRequested);
        Assert.Equal(1, _cancellations);
        held[8].Cancel();
        Assert.Equal(1, _cancellations);
    }

    [Fact]
    public void What_is_kept_does_not_grow_with_the_sources_that_are_gone()
    {
        var g = Long();
        long before = 0;
        for (int round = 0; round < 20; round++)
        {
            for (int i = 0; i < 1000; i++) Give(g);
            GC.Collect();
            if (round == 1) before = GC.GetTotalMemory(forceFullCollection: true);
        }
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 200_000);
        GC.KeepAlive(g);
    }

    [Fact]
    public void One_token_again_and_again_is_registered_once()
    {
        using var source = new CancellationTokenSource();
        var g = Long();
        g.GetAsyncEnumerator(source.Token);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i < 10_000; i++) g.GetAsyncEnumerator(source.Token);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 100_000);
        GC.KeepAlive(g);
    }

    [Fact]
    public async Task One_token_given_twice_cancels_once_and_not_after_the_end()
    {
        using var source = new CancellationTokenSource();
        var g = Long();
        for (int i = 1; i <= 3; i++) await Yields(i, g.GetAsyncEnumerator(source.Token).NextAsync());
        source.Cancel();
        Assert.Equal(1, _cancellations);

        using var other = new CancellationTokenSource();
        var ended = Long();
        for (int i = 1; i <= 3; i++) await Yields(i, ended.GetAsyncEnumerator(other.Token).NextAsync());
        await ended.CloseAsync();
        other.Cancel();
        Assert.False(_token.IsCancellationRequested);
    }

    [Fact]
    public async Task A_source_that_was_reset_in_between_cancels_when_it_is_given_again()
    {
        using var source = new CancellationTokenSource();
        var g = Long();
        await Yields(1, g.GetAsyncEnumerator(source.Token).NextAsync());
        Assert.True(source.TryReset()); // lets go of everything that was registered
        await Yields(2, g.GetAsyncEnumerator(source.Token).NextAsync());
        source.Cancel();
        Assert.True(_token.IsCancellationRequested);
    }

    [Fact]
    public async Task A_token_that_is_canceled_already_cancels_however_often_it_is_given()
    {
        var g = Long();
        await Yields(1, g.NextAsync());
        for (int i = 2; i <= 4; i++) await Yields(i, g.GetAsyncEnumerator(new(canceled: true)).NextAsync());
        Assert.Equal((true, 1), (_token.IsCancellationRequested, _cancellations));
    }

    [Fact]
    public async Task A_source_that_lives_on_keeps_nothing_of_generators_that_have_ended()
    {
        using var source = new CancellationTokenSource();
        await Run(source.Token, 10);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        await Run(source.Token, 2000);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 200_000);

        async Task Run(CancellationToken token, int times)
        {
            for (; times > 0; times--)
            {
                var g = Long();
                await Yields(1, g.GetAsyncEnumerator(token).NextAsync());
                await g.CloseAsync();
            }
        }
    }

    [Fact]
    public async Task A_body_that_only_its_token_can_wake_is_not_collected_while_it_waits()
    {
        using var source = new CancellationTokenSource();
        var canceled = new TaskCompletionSource();
        Start(source.Token, canceled);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        source.Cancel();
        await canceled.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Canceling_while_it_ends_and_while_tokens_are_given_harms_nothing()
    {
        for (int i = 0; i < 300; i++)
        {
            using var source = new CancellationTokenSource();
            using var barrier = new Barrier(3);
            var g = Long();
            await Yields(1, g.GetAsyncEnumerator(source.Token).NextAsync());
            int before = _cancellations;
            Task[] racers =
            [
                Task.Run(() => { barrier.SignalAndWait(); source.Cancel(); }),
                Task.Run(() => { barrier.SignalAndWait(); for (int n = 0; n < 9; n++) Give(g); }),
                Task.Run(async () => { barrier.SignalAndWait(); await g.CloseAsync(); }),
            ];
            await Task.WhenAll(racers);
            Assert.InRange(_cancellations - before, 0, 1);
            Assert.Equal(Closed, g.State);
        }
    }

    // Gives it the token of a source that nobody else holds.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Give(AsyncGenerator<int> g)
    {
        var source = new CancellationTokenSource();
        g.GetAsyncEnumerator(source.Token);
        return new(source);
    }

    // Nobody holds the generator or the call.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Start(CancellationToken token, TaskCompletionSource canceled)
    {
        var g = new AsyncGenerator<int>(async (yield, token) =>
        {
            try { await Task.Delay(Timeout.Infinite, token); await yield(1); }
            catch (OperationCanceledException) { canceled.SetResult(); }
        });
        _ = g.GetAsyncEnumerator(token).MoveNextAsync();
    }
}
