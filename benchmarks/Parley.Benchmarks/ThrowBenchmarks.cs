using BenchmarkDotNet.Attributes;

namespace Parley.Benchmarks;

/// <summary>How much does it cost to throw an exception into a generator whose body catches it or lets it escape? The
/// baseline throws and catches one.</summary>
public class ThrowBenchmarks
{
    private readonly Generator<int> _catcher = Catcher();
    private readonly int[] _finished = [0];

    [Benchmark(Baseline = true)]
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

    [Benchmark]
    public int Caught() => _catcher.Throw(new FormatException());

    [Benchmark]
    public int Leaves() => Throw(Bodies.One(1));

    [Benchmark]
    public int LeavesThroughFinally() => Throw(Bodies.Guarded(_finished));

    private static int Throw(Generator<int> g)
    {
        g.Next();
        try
        {
            return g.Throw(new FormatException());
        }
        catch (FormatException)
        {
            return 1;
        }
    }

    private static Generator<int> Catcher()
    {
        var g = new Generator<int>(async yield =>
        {
            while (true)
            {
                try
                {
                    await yield(1);
                }
                catch (FormatException)
                {
                }
            }
        });
        return g.Prime();
    }
}
