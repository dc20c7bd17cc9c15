using System.Diagnostics;

namespace Samples;

/// <summary>The shortest of several runs, and what one allocates.</summary>
internal readonly record struct Best(double Seconds, long Bytes)
{
    private const int Runs = 15;

    public static Best Of(Action action)
    {
        action();
        double best = double.PositiveInfinity;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Runs; i++)
        {
            long start = Stopwatch.GetTimestamp();
            action();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return new(best, (GC.GetAllocatedBytesForCurrentThread() - before) / Runs);
    }
}
