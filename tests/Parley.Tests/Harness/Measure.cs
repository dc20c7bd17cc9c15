using System.Runtime.ExceptionServices;

namespace Parley.Tests.Harness;

/// <summary>Counts what a call costs, on the current thread only, as other tests run beside it.</summary>
internal static class Measure
{
    public const int Steps = 10_000;

    /// <summary>How often <see cref="Bytes"/> makes the call.</summary>
    public const int Calls = 4;

    /// <summary>The bytes that a call allocates once warmed up: the least of some, as the runtime has caches.</summary>
    public static long Bytes(Action call)
    {
        call();
        long least = long.MaxValue;
        for (int i = 1; i < Calls; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            call();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }

    /// <summary>What a call allocates grows with the number it is given, and not with its square: 16 times as much may
    /// allocate 32 times as much, but not 256 times. It runs on a large stack.</summary>
    public static void GrowsWith(Action<int> call) => Threads.Run(
        () =>
        {
            const int Few = 500;
            long few = Bytes(() => call(Few)), many = Bytes(() => call(16 * Few));
            Assert.InRange(many, few, 32 * few);
        },
        stackSize: 256 * 1024 * 1024);

    /// <summary>The exceptions that a call raises, in order: caught ones too, and rethrown ones again.</summary>
    public static IReadOnlyList<Exception> Raised(Action call)
    {
        int thread = Environment.CurrentManagedThreadId;
        List<Exception> raised = [];
        void Note(object? sender, FirstChanceExceptionEventArgs e)
        {
            if (Environment.CurrentManagedThreadId == thread) raised.Add(e.Exception);
        }
        AppDomain.CurrentDomain.FirstChanceException += Note;
        try { call(); }
        finally { AppDomain.CurrentDomain.FirstChanceException -= Note; }
        return raised;
    }
}
