using BenchmarkDotNet.Attributes;

namespace Parley.Benchmarks;

/// <summary>How much does it cost to create a generator that captures a value, and to run it to its first yield and to
/// its end?</summary>
public class LifetimeFinishBenchmarks
{
    private readonly int _value = 1;

    [Benchmark(Baseline = true)]
    public int Native()
    {
        using var g = Bodies.NativeOne(_value).GetEnumerator();
        g.MoveNext();
        int value = g.Current;
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
}

/// <summary>How much does that cost if it captures nothing, without and with a result?</summary>
public class LifetimeNoCaptureBenchmarks
{
    [Benchmark(Baseline = true)]
    public int Native()
    {
        using var g = NativeAlways().GetEnumerator();
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
    public int Result()
    {
        var g = new Generator<int, int, int>(async yield => await yield(1));
        g.MoveNext();
        g.TrySend(2);
        return g.Result;
    }

    private static IEnumerable<int> NativeAlways()
    {
        yield return 1;
    }
}

/// <summary>How much does it cost to create a generator and close it at its first yield, where nothing could
/// notice?</summary>
public class LifetimeCloseBenchmarks
{
    private readonly int _value = 1;

    [Benchmark(Baseline = true)]
    public int Native()
    {
        using var g = Bodies.NativeOne(_value).GetEnumerator();
        g.MoveNext();
        return g.Current;
    }

    [Benchmark]
    public int NoTry()
    {
        using var g = Bodies.One(_value);
        return g.Next();
    }
}

/// <summary>How much does that cost with a <c>finally</c>, which takes one .NET exception to reach?</summary>
public class LifetimeCloseFinallyBenchmarks
{
    private readonly int[] _finished = [0];

    [Benchmark(Baseline = true)]
    public int Native()
    {
        using var g = Bodies.NativeGuarded(_finished).GetEnumerator();
        g.MoveNext();
        return g.Current;
    }

    [Benchmark]
    public int Finally()
    {
        using var g = Bodies.Guarded(_finished);
        return g.Next();
    }

    [Benchmark]
    public int ThrowAndCatch()
    {
        try
        {
            return Bodies.Fail(new FormatException());
        }
        catch (FormatException)
        {
            return 1;
        }
    }
}
