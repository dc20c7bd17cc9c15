using BenchmarkDotNet.Attributes;

namespace Parley.Benchmarks;

/// <summary>How much memory does a suspended generator take? <c>Allocated</c> is the bytes per generator, with a
/// million alive.</summary>
public class MillionMemoryBenchmarks
{
    private const int Alive = 1_000_000;

    private readonly object[] _all = new object[Alive];
    private readonly Inbox<int> _inbox = new();

    [Benchmark(Baseline = true, OperationsPerInvoke = Alive)]
    public object Native()
    {
        for (int i = 0; i < Alive; i++)
        {
            var g = Bodies.NativeSum(_inbox).GetEnumerator();
            g.MoveNext();
            _all[i] = g;
        }

        return _all;
    }

    [Benchmark(OperationsPerInvoke = Alive)]
    public object Generators()
    {
        for (int i = 0; i < Alive; i++) _all[i] = Bodies.Sum().Prime();
        return _all;
    }
}

/// <summary>How much does a step cost if a million live generators take turns, more than a cache holds?</summary>
public class MillionRoundRobinBenchmarks
{
    private const int Alive = 1_000_000;

    private readonly IEnumerator<int>[] _native = new IEnumerator<int>[Alive];
    private readonly Generator<int, int>[] _generators = new Generator<int, int>[Alive];
    private readonly Inbox<int> _inbox = new();

    [GlobalSetup(Target = nameof(Native))]
    public void SetupNative()
    {
        for (int i = 0; i < Alive; i++)
        {
            _native[i] = Bodies.NativeSum(_inbox).GetEnumerator();
            _native[i].MoveNext();
        }
    }

    [GlobalSetup(Target = nameof(Send))]
    public void SetupSend()
    {
        for (int i = 0; i < Alive; i++) _generators[i] = Bodies.Sum().Prime();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Alive)]
    public int Native()
    {
        int sum = 0;
        foreach (var g in _native)
        {
            _inbox.Value = 1;
            g.MoveNext();
            sum += g.Current;
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Alive)]
    public int Send()
    {
        int sum = 0;
        foreach (var g in _generators) sum += g.Send(1);
        return sum;
    }
}
