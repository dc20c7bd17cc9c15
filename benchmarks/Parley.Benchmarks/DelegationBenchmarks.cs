using BenchmarkDotNet.Attributes;

namespace Parley.Benchmarks;

/// <summary>How much does a step through a chain of delegating generators cost, depending on the depth?</summary>
public class DelegationBenchmarks
{
    private const int Steps = 1_000;

    private Generator<int> _chain = null!;
    private IEnumerator<int> _native = null!;

    [Params(1, 10, 100, 1_000)]
    public int Depth { get; set; }

    [GlobalSetup(Target = nameof(From))]
    public void SetupFrom() => _chain = Nested(Depth).Prime();

    [GlobalSetup(Target = nameof(Native))]
    public void SetupNative()
    {
        _native = NativeNested(Depth).GetEnumerator();
        _native.MoveNext();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Steps)]
    public int Native()
    {
        for (int i = 0; i < Steps; i++) _native.MoveNext();
        return _native.Current;
    }

    [Benchmark(OperationsPerInvoke = Steps)]
    public int From()
    {
        for (int i = 0; i < Steps; i++) _chain.MoveNext();
        return _chain.Current;
    }

    internal static Generator<int> Nested(int depth) => new(async yield =>
    {
        if (depth > 0) await yield.From(Nested(depth - 1));
        for (int i = 0; ; i++) await yield(i);
    });

    private static IEnumerable<int> NativeNested(int depth)
    {
        if (depth > 0)
        {
            foreach (int i in NativeNested(depth - 1)) yield return i;
        }

        for (int i = 0; ; i++) yield return i;
    }
}

/// <summary>How much does it cost a million deep, where native iterators overflow the stack? The baseline is one
/// deep.</summary>
public class DelegationMillionBenchmarks
{
    private const int Steps = 1_000;

    private Generator<int> _chain = null!;

    [GlobalSetup(Target = nameof(OneDeep))]
    public void SetupOne() => _chain = DelegationBenchmarks.Nested(1).Prime();

    [GlobalSetup(Target = nameof(AMillionDeep))]
    public void SetupAMillion() => _chain = DelegationBenchmarks.Nested(1_000_000).Prime();

    [Benchmark(Baseline = true, OperationsPerInvoke = Steps)]
    public int OneDeep() => Advance();

    [Benchmark(OperationsPerInvoke = Steps)]
    public int AMillionDeep() => Advance();

    private int Advance()
    {
        for (int i = 0; i < Steps; i++) _chain.MoveNext();
        return _chain.Current;
    }
}

/// <summary>How much does a node cost if each has its own generator, in an in-order walk of a tree of 2^17
/// nodes?</summary>
public class DelegationTreeBenchmarks
{
    private const int Nodes = 1 << 17;

    private readonly Node _tree = Build(0, Nodes)!;

    [Benchmark(Baseline = true, OperationsPerInvoke = Nodes)]
    public long Native()
    {
        long sum = 0;
        foreach (int value in NativeWalk(_tree)) sum += value;
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Nodes)]
    public long From()
    {
        long sum = 0;
        foreach (int value in Walk(_tree)) sum += value;
        return sum;
    }

    private static Generator<int> Walk(Node node) => new(async yield =>
    {
        if (node.Left is not null) await yield.From(Walk(node.Left));
        await yield(node.Value);
        if (node.Right is not null) await yield.From(Walk(node.Right));
    });

    private static IEnumerable<int> NativeWalk(Node node)
    {
        if (node.Left is not null)
        {
            foreach (int value in NativeWalk(node.Left)) yield return value;
        }

        yield return node.Value;
        if (node.Right is not null)
        {
            foreach (int value in NativeWalk(node.Right)) yield return value;
        }
    }

    private static Node? Build(int from, int to)
    {
        if (from == to) return null;
        int middle = (from + to) / 2;
        return new Node(Build(from, middle), middle, Build(middle + 1, to));
    }

    private sealed record Node(Node? Left, int Value, Node? Right);
}
