namespace Parley.Tests.Async;

/// <summary>What a failure allocates grows with the levels that it passes, and not with their square.</summary>
public class AsyncFailureCostTests
{
    private const int Few = 500, Many = 16 * Few;

    [Theory, InlineData(false), InlineData(true)]
    public void Of_four_chains_at_once(bool handles) => GrowsWith(levels =>
    {
        Gate[] gates = [new(), new(), new(), new()];
        ValueTask<int>[] calls = [.. gates.Select(gate => Through(levels, handles, gate))];
        foreach (var gate in gates) gate.Open();
        Assert.All(calls, call => Assert.True(call.IsFaulted));
    });

    [Fact]
    public void Of_nested_loops() => GrowsWith(levels =>
    {
        var gate = new Gate();
        AsyncGenerator<int> Loop(int level) => level == 0 ? Failing(gate) : new(async yield =>
        {
            await foreach (int value in Loop(level - 1)) await yield(value);
        });
        var call = Loop(levels / 4).NextAsync();
        gate.Open();
        Assert.True(call.IsFaulted);
    });

    private static ValueTask<int> Through(int levels, bool handles, Gate gate)
    {
        var g = Failing(gate);
        for (int i = 0; i < levels; i++)
        {
            var inner = g;
            g = handles
                ? new(async yield =>
                {
                    try { await yield.From(inner); }
                    finally
                    {
                        try { throw new NotSupportedException(); }
                        catch (NotSupportedException) { }
                    }
                })
                : new(async yield => await yield.From(inner));
        }

        return g.NextAsync();
    }

    private static AsyncGenerator<int> Failing(Gate gate) => new(async yield =>
    {
        await gate; throw new FormatException();
    });

    // 16 times as much may allocate 32 times as much: with the square, it would be 256 times.
    private static void GrowsWith(Action<int> fail)
    {
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(() =>
        {
            long few = Allocated(() => fail(Few)), many = Allocated(() => fail(Many));
            Assert.InRange(many, few, 32 * few);
        }), maxStackSize: 256 * 1024 * 1024);
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }

    private static long Allocated(Action run)
    {
        run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        run();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
