namespace Parley.Tests.Engine;

/// <summary>What a whole drive allocates doesn't depend on how many steps it takes, whether they wait or not.</summary>
public class DriveAllocationTests
{
    private const int Few = 10, Many = 5000;

    [Theory, InlineData(false), InlineData(true)]
    public void RunAsync_allocates_nothing_a_step(bool waits) =>
        AllocatesTheSame((gate, steps) => Count(Adding(gate, waits, steps).RunAsync(static value => new(value))));

    [Theory, InlineData(false), InlineData(true)]
    public void ConverseAsync_allocates_nothing_a_step(bool waits) => AllocatesTheSame((gate, steps) => Count(
        Adding(gate, waits, steps).ConverseAsync(Adding(gate, waits: false, int.MaxValue))));

    [Theory, InlineData(false), InlineData(true)]
    public void ResumeAsync_allocates_nothing(bool waits) => AllocatesTheSame((gate, steps) =>
    {
        var g = Adding(gate, waits, int.MaxValue);
        for (int i = 0; i < steps; i++)
        {
            var call = g.ResumeAsync(0);
            if (waits) gate.Open();
            call.GetAwaiter().GetResult();
        }

        return new(true);
    });

    private static async ValueTask<bool> Count<T>(ValueTask<T> call)
    {
        await call;
        return true;
    }

    private static AsyncGenerator<int, int, int> Adding(Gate gate, bool waits, int steps) => new(async yield =>
    {
        int total = 0;
        for (int i = 0; i < steps; i++)
        {
            if (waits) await gate;
            total += await yield(i);
        }

        return total;
    });

    private static void AllocatesTheSame(Func<Gate, int, ValueTask<bool>> drive)
    {
        long Bytes(int steps) => Measure.Bytes(() =>
        {
            var gate = new Gate();
            ValueTask<bool> call = drive(gate, steps);
            while (!call.IsCompleted) gate.Open();
            if (!call.Result) throw new InvalidOperationException("It didn't end as it should.");
        });
        Assert.Equal(Bytes(Few), Bytes(Many));
    }
}
