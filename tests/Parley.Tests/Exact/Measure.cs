using System.Runtime.ExceptionServices;

namespace Parley.Tests.Exact;

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

public class MeasureTests
{
    [Fact]
    public void Bytes_sees_each_allocation()
    {
        object? kept = null;
        int calls = 0;
        Assert.Equal(Measure.Steps * 24, Measure.Bytes(() =>
        {
            for (int i = 0; i < Measure.Steps; i++) kept = new object();
            calls++;
        }));
        Assert.Equal(Measure.Calls, calls);
        Assert.NotNull(kept);
        Assert.Equal(0, Measure.Bytes(() => kept.GetHashCode()));
    }

    [Fact]
    public void Raised_sees_each_throw_and_rethrow_of_this_thread()
    {
        var exception = new FormatException();
        IReadOnlyList<Exception> raised = Measure.Raised(() =>
        {
            try { try { throw exception; } catch (FormatException) { throw; } }
            catch (FormatException) { }
            var other = new Thread(() => Assert.Throws<NotSupportedException>(Fail));
            other.Start();
            other.Join();
        });
        Assert.Equal([exception, exception], raised);
    }

    private static void Fail() => throw new NotSupportedException();
}
