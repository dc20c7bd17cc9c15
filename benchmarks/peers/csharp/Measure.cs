using System.Diagnostics;

namespace Parley.Peers;

internal readonly record struct Figure(string Item, double Value);

/// <summary>Times work: a function that does <c>n</c> operations and returns their combined result, so that none can be
/// skipped.</summary>
internal static class Measure
{
    private const int Repetitions = 15;
    private static readonly TimeSpan s_repetition = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_warmUp = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_call = TimeSpan.FromMilliseconds(2);

    internal static long Sink { get; private set; }

    /// <summary>Nanoseconds per operation, the least of the repetitions, each of which takes at least 20 ms.</summary>
    internal static double Time(Func<int, long> work)
    {
        int count = WarmUp(work);
        TimeSpan time = Once(work, count);
        while (time < s_repetition)
        {
            double factor = s_repetition / time;
            count = checked((int)Math.Ceiling(count * Math.Clamp(factor * 1.1, 1.2, 20)));
            time = Once(work, count);
        }

        for (int i = 1; i < Repetitions; i++) time = TimeSpan.FromTicks(Math.Min(time.Ticks, Once(work, count).Ticks));
        return time.TotalNanoseconds / count;
    }

    // The JIT optimizes a method after some 60 calls, and some 200 ms later, so many short calls come first.
    private static int WarmUp(Func<int, long> work)
    {
        int count = 1;
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < s_warmUp;)
        {
            if (Once(work, count) < s_call) count = Math.Max(count + 1, count * 5 / 4);
        }

        return count;
    }

    internal static TimeSpan Once(Func<int, long> work, int count)
    {
        long start = Stopwatch.GetTimestamp();
        Sink += work(count);
        return Stopwatch.GetElapsedTime(start);
    }

    /// <summary>
    /// Bytes that one more operation allocates once the code is optimized, without the allocations at the start and the
    /// end of the work. The least of several, because optimized code allocates less and may come late.
    /// </summary>
    internal static double Allocated(Func<int, long> work, int times = 1000)
    {
        double least = double.MaxValue;
        for (int i = 0; i < Repetitions; i++)
        {
            WarmUp(work);
            least = Math.Min(least, (AllocatedBy(work, 2 * times) - AllocatedBy(work, times)) / (double)times);
        }

        return least;
    }

    private static long AllocatedBy(Func<int, long> work, int count)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Sink += work(count);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>Exceptions thrown per operation, caught or not.</summary>
    internal static double Thrown(Func<int, long> work)
    {
        const int Count = 1000;
        int thrown = 0;
        AppDomain.CurrentDomain.FirstChanceException += (_, _) => thrown++;
        Sink += work(Count);
        return thrown / (double)Count;
    }

    /// <summary>Bytes on the heap per object, with a million of them alive.</summary>
    internal static double Alive(Func<object> make)
    {
        const int Count = 1_000_000;
        object[] all = new object[Count];
        Sink += make().GetHashCode();
        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i < Count; i++) all[i] = make();
        long after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(all);
        return (after - before) / (double)Count;
    }

    /// <summary>The sum of the values yielded by three bodies that are sent 1 in turn, <paramref name="n"/> times in
    /// all: one adds what it is sent, one subtracts it, one flips its bits.</summary>
    internal static int SumOfThree(int n)
    {
        long first = (n + 2) / 3, second = (n + 1) / 3, third = n / 3;
        return (int)((first * (first + 1) / 2) - (second * (second + 1) / 2) + ((third + 1) / 2));
    }

    /// <summary>Ends every work: checks that it did what it was supposed to do.</summary>
    internal static long Expect(long expected, long actual) =>
        expected == actual ? actual : throw new InvalidOperationException($"Expected {expected}, got {actual}.");
}
