using BenchmarkDotNet.Attributes;

namespace Parley.Benchmarks;

/// <summary>How much does a fork cost, beside creating a generator and running it to its first yield? A simple body's
/// is to cost at most 1.5 times as much.</summary>
public class ForkBenchmarks
{
    private readonly Generator<long, int> _simple = Sum().Prime();
    private readonly Generator<long, int> _list = OverList([1L, 2L]).Prime();
    private readonly Generator<long, int> _object = SumWithObject().Prime();
    private readonly Generator<long, int> _objects = OverList<object>([1L, 2L]).Prime();
    private readonly Generator<long, int> _closure = SumWithClosure().Prime();
    private readonly Generator<long, int> _ten = Nested(10).Prime();

    [Benchmark(Baseline = true)]
    public long Create() => Sum().Next();

    [Benchmark]
    public object Fork() => _simple.Fork();

    [Benchmark]
    public object ForkInLoopOverList() => _list.Fork();

    [Benchmark]
    public object ForkWithObject() => _object.Fork();

    [Benchmark]
    public object ForkInLoopOverObjects() => _objects.Fork();

    [Benchmark]
    public object ForkWithClosure() => _closure.Fork();

    [Benchmark]
    public object ForkChainOfTen() => _ten.Fork();

    private static Generator<long, int> Sum() => new(async yield =>
    {
        long total = 0;
        while (true) total += await yield(total);
    });

    private static Generator<long, int> OverList<T>(List<T> list) => new(async yield =>
    {
        foreach (T item in list) await yield(item is long number ? number : 0);
    });

    private static Generator<long, int> SumWithObject() => new(async yield =>
    {
        long total = 0;
        object kept = new();
        while (true)
        {
            total += await yield(total);
            GC.KeepAlive(kept);
        }
    });

    private static Generator<long, int> SumWithClosure() => new(async yield =>
    {
        long total = 0;
        Action<int> add = value => total += value;
        while (true) add(await yield(total));
    });

    private static Generator<long, int> Nested(int depth) =>
        depth == 1 ? Sum() : new(async yield => await yield.From(Nested(depth - 1)));
}
