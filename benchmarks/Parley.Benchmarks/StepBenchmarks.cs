using BenchmarkDotNet.Attributes;

namespace Parley.Benchmarks;

/// <summary>How much does a send cost with one body behind the call site?</summary>
public class StepBenchmarks
{
    private const int Steps = 10_000;

    [Benchmark(Baseline = true, OperationsPerInvoke = Steps)]
    public int NativeSend()
    {
        var inbox = new Inbox<int>();
        using var g = Bodies.NativeSum(inbox).GetEnumerator();
        g.MoveNext();
        int last = 0;
        for (int i = 0; i < Steps; i++)
        {
            inbox.Value = i;
            g.MoveNext();
            last = g.Current;
        }

        return last;
    }

    [Benchmark(OperationsPerInvoke = Steps)]
    public int Send()
    {
        var g = Bodies.Sum().Prime();
        int last = 0;
        for (int i = 0; i < Steps; i++) last = g.Send(i);
        return last;
    }

    [Benchmark(OperationsPerInvoke = Steps)]
    public int TrySend()
    {
        var g = Bodies.Sum().Prime();
        for (int i = 0; i < Steps; i++) g.TrySend(i);
        return g.Current;
    }
}

/// <summary>How much does a step of a <c>foreach</c> cost?</summary>
public class StepIterateBenchmarks
{
    private const int Steps = 10_000;

    [Benchmark(Baseline = true, OperationsPerInvoke = Steps)]
    public int NativeForeach()
    {
        int sum = 0;
        foreach (int i in Bodies.NativeCount(Steps)) sum += i;
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Steps)]
    public int Foreach()
    {
        int sum = 0;
        foreach (int i in Bodies.Count(Steps)) sum += i;
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Steps)]
    public int ForeachByInterface()
    {
        int sum = 0;
        foreach (int i in (IEnumerable<int>)Bodies.Count(Steps)) sum += i;
        return sum;
    }
}

/// <summary>How much does a send cost where the JIT can't know the body, with three bodies behind one call
/// site?</summary>
public class StepThreeBodiesBenchmarks
{
    private const int Steps = 9_999;

    [Benchmark(Baseline = true, OperationsPerInvoke = Steps)]
    public int NativeSend()
    {
        var inbox = new Inbox<int>();
        IEnumerator<int>[] bodies =
        [
            Bodies.NativeSum(inbox).GetEnumerator(),
            NativeDifference(inbox).GetEnumerator(),
            NativeParity(inbox).GetEnumerator(),
        ];
        foreach (var g in bodies) g.MoveNext();
        int sum = 0;
        for (int i = 0; i < Steps / 3; i++)
        {
            foreach (var g in bodies)
            {
                inbox.Value = i;
                g.MoveNext();
                sum += g.Current;
            }
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Steps)]
    public int Send()
    {
        Generator<int, int>[] bodies = [Bodies.Sum().Prime(), Difference().Prime(), Parity().Prime()];
        int sum = 0;
        for (int i = 0; i < Steps / 3; i++)
        {
            foreach (var g in bodies) sum += g.Send(i);
        }

        return sum;
    }

    private static Generator<int, int> Difference() => new(async yield =>
    {
        int total = 0;
        while (true) total -= await yield(total);
    });

    private static Generator<int, int> Parity() => new(async yield =>
    {
        int total = 0;
        while (true) total ^= await yield(total);
    });

    private static IEnumerable<int> NativeDifference(Inbox<int> inbox)
    {
        int total = 0;
        while (true)
        {
            yield return total;
            total -= inbox.Value;
        }
    }

    private static IEnumerable<int> NativeParity(Inbox<int> inbox)
    {
        int total = 0;
        while (true)
        {
            yield return total;
            total ^= inbox.Value;
        }
    }
}

/// <summary>How much does a send cost where both values are references, each stored with a GC write barrier?</summary>
public class StepReferencesBenchmarks
{
    private const int Steps = 10_000;
    private static readonly string[] s_words = ["one", "two", "three", "four"];

    [Benchmark(Baseline = true, OperationsPerInvoke = Steps)]
    public string NativeSend()
    {
        var inbox = new Inbox<string>();
        using var g = NativeEcho(inbox).GetEnumerator();
        g.MoveNext();
        string last = "";
        for (int i = 0; i < Steps; i++)
        {
            inbox.Value = s_words[i & 3];
            g.MoveNext();
            last = g.Current;
        }

        return last;
    }

    [Benchmark(OperationsPerInvoke = Steps)]
    public string Send()
    {
        var g = Echo().Prime();
        string last = "";
        for (int i = 0; i < Steps; i++) last = g.Send(s_words[i & 3]);
        return last;
    }

    private static Generator<string, string> Echo() => new(async yield =>
    {
        string word = "";
        while (true) word = await yield(word);
    });

    private static IEnumerable<string> NativeEcho(Inbox<string> inbox)
    {
        string word = "";
        while (true)
        {
            yield return word;
            word = inbox.Value!;
        }
    }
}
