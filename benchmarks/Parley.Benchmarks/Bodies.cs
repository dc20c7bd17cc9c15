using System.Runtime.CompilerServices;

namespace Parley.Benchmarks;

/// <summary>Bodies that more than one benchmark uses.</summary>
internal static class Bodies
{
    internal static Generator<int, int> Sum() => new(async yield =>
    {
        int total = 0;
        while (true) total += await yield(total);
    });

    internal static IEnumerable<int> NativeSum(Inbox<int> inbox)
    {
        int total = 0;
        while (true)
        {
            yield return total;
            total += inbox.Value;
        }
    }

    internal static Generator<int> Count(int n) => new(async yield =>
    {
        for (int i = 0; i < n; i++) await yield(i);
    });

    internal static IEnumerable<int> NativeCount(int n)
    {
        for (int i = 0; i < n; i++) yield return i;
    }

    internal static Generator<int> One(int value) => new(async yield => { await yield(value); });

    internal static IEnumerable<int> NativeOne(int value)
    {
        yield return value;
    }

    /// <summary>A body whose <c>finally</c> has something to do.</summary>
    internal static Generator<int> Guarded(int[] finished) => new(async yield =>
    {
        try
        {
            await yield(1);
        }
        finally
        {
            finished[0]++;
        }
    });

    internal static IEnumerable<int> NativeGuarded(int[] finished)
    {
        try
        {
            yield return 1;
        }
        finally
        {
            finished[0]++;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static int Fail(Exception exception) => throw exception;
}

/// <summary>Holds the value that a native iterator reads instead of being sent it.</summary>
internal sealed class Inbox<T>
{
    internal T? Value { get; set; }
}
