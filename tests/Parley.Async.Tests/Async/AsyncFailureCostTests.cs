namespace Parley.Tests.Async;

/// <summary>What a failure allocates grows with the levels that it passes, and not with their square.</summary>
public class AsyncFailureCostTests
{
    [Theory, InlineData(false), InlineData(true)]
    public void Of_four_chains_at_once(bool handles) => Measure.GrowsWith(levels =>
    {
        Gate[] gates = [new(), new(), new(), new()];
        ValueTask<int>[] calls = [.. gates.Select(gate => Through(levels, handles, gate))];
        foreach (var gate in gates) gate.Open();
        Assert.All(calls, call => Assert.True(call.IsFaulted));
    });

    [Fact]
    public void Of_nested_loops() => Measure.GrowsWith(levels =>
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
}
