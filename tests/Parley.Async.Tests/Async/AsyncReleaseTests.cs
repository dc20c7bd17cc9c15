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

    [Theory, InlineData(0), InlineData(1), InlineData(3)]
    public async Task While_a_call_waits_the_last_value_is_released_and_Current_is_the_default(int levels)
    {
        var value = new WeakReference(null);
        var gate = new Gate();
        var inner = new AsyncGenerator<object?>(async yield =>
        {
            await yield(Track(value)); await gate; await yield("next");
        });
        var g = Delegating(inner, levels);
        await Advance(g);
        Assert.True(Lives(value));
        Assert.True(HasCurrent(g));
        var call = g.NextAsync();
        Assert.Null(g.Current);
        Assert.Null(inner.Current);
        Assert.False(Lives(value));
        await Yields("next", gate.Through(call));
        Assert.Equal(("next", "next"), (g.Current, inner.Current));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_value_of_a_middle_one_is_released_while_its_inner_waits(bool handedOnByInner)
    {
        WeakReference value = new(null), other = new(null);
        var gate = new Gate();
        var inner = new AsyncGenerator<object?>(async yield =>
        {
            if (handedOnByInner) await yield(Track(other));
            await gate;
            await yield(null);
        });
        var g = Delegating(
            new AsyncGenerator<object?>(async yield => { await yield(Track(value)); await yield.From(inner); }), 2);
        await Advance(g);
        if (handedOnByInner) await Advance(g);
        var call = g.NextAsync();
        Assert.Equal((false, false), (Lives(value), Lives(other)));
        await Yields(null, gate.Through(call));
    }

    [Fact]
    public async Task A_value_of_a_synchronous_inner_is_released_while_its_outer_waits()
    {
        var value = new WeakReference(null);
        var gate = new Gate();
        var inner = new Generator<object?>(async yield => await yield(Track(value)));
        var g = new AsyncGenerator<object?>(async yield => { await yield.From(inner); await gate; await yield(null); });
        await Advance(g);
        var call = g.NextAsync();
        Assert.False(Lives(value));
        await Yields(null, gate.Through(call));
    }

    [Theory, InlineData(0), InlineData(2)]
    public async Task A_close_that_waits_and_is_ignored_restores_Current(int levels)
    {
        var gate = new Gate();
        var inner = new AsyncGenerator<int>(async yield =>
        {
            try { await yield(1); } finally { await gate; await yield(2); }
        });
        var g = Delegating(inner, levels);
        await Yields(1, g.NextAsync());
        var close = g.CloseAsync();
        Assert.Equal((0, 0), (g.Current, inner.Current));
        await Refuses("ignored", () => gate.Through(close));
        Assert.Equal((1, levels == 0 ? 1 : 0), (inner.Current, g.Current));
        Assert.Equal((Suspended, levels == 0 ? Suspended : Closed), (inner.State, g.State));
    }

    [Fact]
    public async Task Ended_through_an_outer_it_keeps_no_inner_that_it_once_drove()
    {
        var inner = new WeakReference(null);
        var g = await Drive(inner);
        Assert.Equal(Closed, g.State);
        Assert.False(Lives(inner));
        GC.KeepAlive(g);
    }

    // Drives the inner through the middle, and then both to their ends through an outer.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<AsyncGenerator<int>> Drive(WeakReference reference)
    {
        var inner = new AsyncGenerator<int>(async yield => await yield(1));
        reference.Target = inner;
        var middle = Delegating(inner, 1);
        await Yields(1, middle.NextAsync());
        Assert.False(await Delegating(middle, 1).MoveNextAsync());
        return middle;
    }

    // In methods of their own, so that nothing else holds the value.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool HasCurrent(AsyncGenerator<object?> g) => g.Current is not null;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task Advance(AsyncGenerator<object?> g) => Assert.NotNull(await g.NextAsync());

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
