using BenchmarkDotNet.Attributes;

namespace Parley.Benchmarks;

/// <summary>What does it cost to make one, run it to its first yield, and to its end?</summary>
public class LifetimeFinishBenchmarks
{
    private readonly int _value = 1;

    [Benchmark(Baseline = true)]
    public int Native()
    {
        using var g = NativeOne(_value).GetEnumerator();
        g.MoveNext();
        int value = g.Current;
        g.MoveNext();
        return value;
    }

    [Benchmark]
    public int NoCapture()
    {
        var g = new Generator<int>(async yield => { await yield(1); });
        int value = g.Next();
        g.MoveNext();
        return value;
    }

    [Benchmark]
    public int Capture()
    {
        var g = Bodies.One(_value);
        int value = g.Next();
        g.MoveNext();
        return value;
    }

    [Benchmark]
    public int Result()
    {
        var g = new Generator<int, int, int>(async yield => await yield(1));
        g.MoveNext();
        g.TrySend(2);
        return g.Result;
    }

    private static IEnumerable<int> NativeOne(int value)
    {
        yield return value;
    }
}

/// <summary>What does it cost to make one and close it at its first yield: with nothing that could notice, and with a
/// <c>finally</c>?</summary>
public class LifetimeCloseBenchmarks
{
    private readonly int _value = 1;
    private int _finished;

    [Benchmark(Baseline = true)]
    public int NativeFinally()
    {
        using var g = NativeGuarded().GetEnumerator();
        g.MoveNext();
        return g.Current;
    }

    [Benchmark]
    public int NoTry()
    {
        using var g = Bodies.One(_value);
        return g.Next();
    }

    [Benchmark]
    public int Finally()
    {
        using var g = Bodies.Guarded(() => _finished++);
        return g.Next();
    }

    [Benchmark]
    public int ThrowAndCatch()
    {
        try
        {
            throw new FormatException();
        }
        catch (FormatException)
        {
            return 1;
        }
    }

    private IEnumerable<int> NativeGuarded()
    {
        try
        {
            yield return 1;
        }
        finally
        {
            _finished++;
        }
    }
}
