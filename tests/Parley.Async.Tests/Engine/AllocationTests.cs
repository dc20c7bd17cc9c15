using System.Runtime.CompilerServices;

namespace Parley.Tests.Engine;

/// <summary>A step allocates nothing, whether it waits or not.</summary>
public class AllocationTests
{
    private const int Steps = 1000;
    private readonly Gate _gate = new();

    [Fact]
    public void Step_that_does_not_wait()
    {
        var g = new AsyncGenerator<int, int>(async yield => { for (int n = 0; ; ) n += await yield(n); });
        Assert.Equal(0, Done(g.NextAsync()));
        FreeOfAllocations(() => Done(g.SendAsync(1)), () => Done(g.TrySendAsync(1)));
        FreeOfAllocations(() => Done(g.NextAsync()), () => Done(g.MoveNextAsync()));
    }

    [Fact]
    public void Step_that_awaits_what_is_completed()
    {
        var g = new AsyncGenerator<int>(async yield =>
        {
            while (true) { await Task.CompletedTask; await yield(await new ValueTask<int>(1)); }
        });
        FreeOfAllocations(() => Done(g.NextAsync()), () => Done(g.MoveNextAsync()));
    }

    [Fact]
    public void Step_that_waits()
    {
        var g = new AsyncGenerator<int, int>(async yield =>
        {
            for (int n = 0; ; ) { await _gate; n += await yield(n); await _gate; }
        });
        Assert.Equal(0, Done(_gate.Through(g.NextAsync())));
        FreeOfAllocations(() => Done(_gate.Through(_gate.Through(g.SendAsync(1)))));
        FreeOfAllocations(() => Done(_gate.Through(_gate.Through(g.MoveNextAsync()))));
    }

    [Fact]
    public void Step_whose_wait_is_over_at_once()
    {
        var g = new AsyncGenerator<int>(async yield => { while (true) { await default(Inline); await yield(1); } });
        FreeOfAllocations(() => Done(g.NextAsync()), () => Done(g.MoveNextAsync()));
    }

    [Fact]
    public void Step_that_waits_for_a_task()
    {
        var sources = new Queue<TaskCompletionSource>();
        var g = new AsyncGenerator<int>(async yield => { while (true) { await sources.Peek().Task; await yield(1); } });
        for (int i = 0; i < Measure.Calls * Steps; i++) sources.Enqueue(new TaskCompletionSource());
        FreeOfAllocations(() =>
        {
            var call = g.NextAsync(); sources.Peek().SetResult(); sources.Dequeue(); Done(call);
        });
    }

    [Fact]
    public void Step_that_somebody_awaits()
    {
        int last = 0;
        AsyncGenerator<int, int> g = new(async yield => { for (int n = 0; ; ) { await _gate; n += await yield(n); } });
        async Task Consume() { last = await g.NextAsync(); while (true) last = await g.SendAsync(1); }
        var consuming = Consume();
        FreeOfAllocations(() => _gate.Open());
        Assert.Equal((Measure.Calls * Steps) - 1, last);
        Assert.False(consuming.IsCompleted);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Step_through_three_levels(bool waits)
    {
        AsyncGenerator<int, int> Level(int depth) => new(async yield =>
        {
            if (depth > 0) await yield.From(Level(depth - 1));
            for (int n = 0; ; n += await yield(n)) { if (waits) await _gate; }
        });
        int Step(ValueTask<int> call) => Done(waits ? _gate.Through(call) : call);
        var g = Level(3);
        Step(g.NextAsync());
        FreeOfAllocations(() => Step(g.SendAsync(1)));
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Step_of_a_face(bool waits)
    {
        AsyncGenerator<int, int> g = new(async yield =>
        {
            for (int n = 0; ; n += await yield(n)) { if (waits) await _gate; }
        });
        T Step<T>(ValueTask<T> call) => Done(waits ? _gate.Through(call) : call);
        var face = g.SelectYield(n => n + 0.5).SelectSend((byte b) => (int)b);
        AsyncGenerator<double, byte> outer = new(async yield => await yield.From(face));
        Step(outer.NextAsync());
        FreeOfAllocations(
            () => Step(outer.SendAsync(1)), () => Step(face.SendAsync(1)), () => Step(face.MoveNextAsync()));
    }

    [Fact]
    public void Caller_with_a_synchronization_context_and_async_locals()
    {
        var local = new AsyncLocal<object>();
        var g = Counting(_gate);
        var before = SynchronizationContext.Current;
        try
        {
            SynchronizationContext.SetSynchronizationContext(new OwnContext());
            local.Value = this;
            FreeOfAllocations(() => Done(_gate.Through(g.NextAsync())));
        }
        finally { SynchronizationContext.SetSynchronizationContext(before); }
    }

    // What the first rounds allocate is kept: the boxes, the call's source, and the delegates of their waits.
    private static void FreeOfAllocations(params Action[] steps)
    {
        foreach (var step in steps)
        {
            Assert.Equal(0, Measure.Bytes(() => { for (int i = 0; i < Steps; i++) step(); }));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T Done<T>(ValueTask<T> call)
    {
        if (!call.IsCompletedSuccessfully) throw new InvalidOperationException("It isn't done.");
        return call.Result;
    }

    private sealed class OwnContext : SynchronizationContext;
}
