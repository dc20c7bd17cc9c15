using System.Runtime.CompilerServices;
using static Parley.Tests.Harness.Tracking;

namespace Parley.Tests.Async;

/// <summary>What an asynchronous generator lets go of.</summary>
public class AsyncReleaseTests
{
    [Theory, Row("CLOSE-13"), InlineData("close"), InlineData("throw"), InlineData("end")]
    public async Task Locals_are_released_although_what_was_awaited_keeps_its_continuation(string way)
    {
        var kept = new Keeper();
        var local = new WeakReference(null);
        var g = new AsyncGenerator<int>(async yield =>
        {
            object held = Track(local); await kept; await yield(1); GC.KeepAlive(held);
        });
        await Advance(g, kept);
        Assert.True(Lives(local));
        if (way == "close") await g.CloseAsync();
        else if (way == "end") Assert.False(await g.MoveNextAsync());
        else await Throws<ArithmeticException, int>(() => g.ThrowAsync(new ArithmeticException()));
        Assert.False(Lives(local));
        Assert.Equal(Closed, g.State);
        GC.KeepAlive(kept);
    }

    [Fact, Row("GEN-17")]
    public async Task Dropped_one_is_collected_and_its_finally_does_not_run()
    {
        bool ran = false;
        WeakReference[] dropped = await Drop(() => ran = true);
        Assert.Equal(2, dropped.Length);
        Assert.All(dropped, reference => Assert.False(Lives(reference)));
        Assert.False(ran);
    }

    [Fact]
    public async Task Finished_call_keeps_neither_its_value_nor_the_context_of_its_caller()
    {
        WeakReference value = new(null), ambient = new(null);
        var gate = new Gate();
        var g = new AsyncGenerator<object?>(async yield =>
        {
            await gate; await yield(Track(value)); await gate; await yield(null);
        });
        await Call(g, gate, ambient);
        Assert.True(Lives(value)); // it is Current
        await Yields(null, gate.Through(g.NextAsync()));
        Assert.False(Lives(value));
        Assert.False(Lives(ambient));
        GC.KeepAlive(g);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task Advance(AsyncGenerator<int> g, Keeper kept)
    {
        var call = g.NextAsync();
        kept.Continuation!();
        await Yields(1, call);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task Call(AsyncGenerator<object?> g, Gate gate, WeakReference ambient)
    {
        new AsyncLocal<object>().Value = Track(ambient);
        Assert.NotNull(await gate.Through(g.NextAsync()));
    }

    // One that is paused, and one that waits for what never comes.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference[]> Drop(Action ran)
    {
        AsyncGenerator<int> Make(Gate gate) => new(async yield =>
        {
            try { await yield(1); await gate; } finally { ran(); }
        });
        AsyncGenerator<int> paused = Make(new Gate()), waiting = Make(new Gate());
        await Yields(1, paused.NextAsync());
        await Yields(1, waiting.NextAsync());
        _ = waiting.NextAsync();
        Assert.Equal(Running, waiting.State);
        return [new(paused), new(waiting)];
    }

    private sealed class Keeper : INotifyCompletion
    {
        public Action? Continuation { get; private set; }

        public bool IsCompleted => false;
        public Keeper GetAwaiter() => this;
        public void GetResult() { }
        public void OnCompleted(Action continuation) => Continuation = continuation;
    }
}
