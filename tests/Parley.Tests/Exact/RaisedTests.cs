using static Parley.GeneratorState;

namespace Parley.Tests.Exact;

// An exception costs a thousand steps, so each one that is raised is counted, those too that nobody sees.
public class RaisedTests
{
    private readonly FormatException _exception = new();

    [Fact]
    public void The_end_raises_nothing_where_it_is_told_without_an_exception() => NothingIsRaised(() =>
    {
        Generator<int, int, int> g = new(async yield => await yield(1)), sent = new(async yield => await yield(1));
        Assert.Equal((true, false, false, false), (g.MoveNext(), g.MoveNext(), g.MoveNext(), g.TrySend(1)));
        Assert.Equal((true, false), (sent.MoveNext(), sent.TrySend(5)));
        Assert.True(sent.TryGetResult(out int result));
        int seen = 0;
        foreach (int _ in One()) seen++;
        Assert.Equal((5, 1), (result, seen));
    });

    [Fact]
    public void The_end_raises_once_where_it_is_an_exception()
    {
        Generator<int, int, int> g = new(async yield => await yield(1));
        g.Next();
        Exception end = Assert.Single(Measure.Raised(() => Record.Exception(() => g.Send(7))));
        Assert.Equal(7, Assert.IsType<StopIterationException<int>>(end).Value);
    }

    [Fact]
    public void Results_that_pass_three_levels_raise_nothing() => NothingIsRaised(() =>
    {
        static Generator<int, int, int> Level(int level) => new(async yield =>
        {
            int result = level == 0 ? await yield(0) : await yield.From(Level(level - 1));
            return await yield(level) + result;
        });
        Generator<int, int, int> g = Level(3);
        Assert.True(g.MoveNext());
        for (int i = 0; i < 4; i++) Assert.True(g.TrySend(10));
        Assert.Equal((false, 50), (g.TrySend(10), g.Result));
    });

    [Fact]
    public void An_enumerable_that_ends_or_is_left_raises_nothing_of_its_own() => NothingIsRaised(() =>
    {
        Generator<int, int> g = new(async yield => await yield.From([1, 2]));
        Assert.Equal(2, g.Count());
        Generator<int, int> left = new(async yield => await yield.From((Generator<int>)g));
        Assert.False(left.MoveNext());
    });

    [Fact]
    public void Closing_bodies_without_a_try_raises_nothing_also_along_a_chain() => NothingIsRaised(() =>
    {
        Generator<int> inner = new(async yield => { await yield(1); await yield(2); }), outer = Bare(Bare(inner));
        outer.MoveNext();
        outer.Close();
        foreach (int _ in One()) break;
        Assert.Equal((Closed, Closed), (inner.State, outer.State));
    });

    [Fact]
    public void Closing_unstarted_or_ended_generators_raises_nothing() => NothingIsRaised(() =>
    {
        Generator<int> g = Guarded(One()), ended = Guarded(new(async _ => { }));
        g.Close();
        Assert.False(ended.MoveNext());
        ended.Close();
    });

#if WOVEN
    [Fact]
    public void Closing_a_woven_body_raises_an_exit_only_where_something_could_catch_it()
    {
        NothingIsRaised(Guarded(Bare(Guarded(One()))).Prime().Close);
        Generator<int> g = new(async yield =>
        {
            try { await yield(1); }
            catch (Exception e) when (e is not GeneratorExitException) { }
        });
        Assert.IsType<GeneratorExitException>(Assert.Single(Measure.Raised(g.Prime().Close)));
    }
#else
    [Fact]
    public void Closing_a_body_with_a_try_raises_one_exit() =>
        Assert.IsType<GeneratorExitException>(Assert.Single(Measure.Raised(Guarded(One()).Prime().Close)));

    [Fact]
    public void Closing_a_chain_raises_an_exit_in_each_body_with_a_try_and_in_no_other()
    {
        IReadOnlyList<Exception> raised = Measure.Raised(Guarded(Bare(Guarded(One()))).Prime().Close);
        Assert.Equal(2, raised.Count);
        Assert.All(raised, exception => Assert.IsType<GeneratorExitException>(exception));
        Assert.NotSame(raised[0], raised[1]);
    }
#endif

    [Fact]
    public void What_a_body_throws_is_raised_there_and_at_the_caller()
    {
        Generator<int> g = new(async yield => { await yield(1); throw _exception; });
        g.MoveNext();
        Assert.Equal([_exception, _exception], Raised(() => g.MoveNext()));
    }

    [Fact]
    public void What_passes_a_chain_is_raised_again_in_each_body()
    {
        Generator<int> g = Bare(Guarded(Bare(new(async _ => throw _exception))));
        Assert.Equal([_exception, _exception, _exception, _exception, _exception], Raised(() => g.MoveNext()));
    }

    [Fact]
    public void What_passes_a_long_chain_is_raised_in_each_body_with_a_try_and_while_its_trace_grows_in_the_others()
    {
        static Generator<int> Chain(int levels, Generator<int> inner) =>
            levels == 0 ? inner : Bare(Chain(levels - 1, inner));
        Generator<int> g = Guarded(Guarded(Chain(1000, new(async _ => throw _exception))));
        Assert.InRange(Raised(() => g.MoveNext()).Count, 64, 80);
    }

    [Fact]
    public void What_is_thrown_in_is_raised_there_and_at_the_caller()
    {
        Generator<int> g = One().Prime(), unstarted = One();
        Assert.Equal([_exception, _exception], Raised(() => g.TryThrow(_exception)));
        Assert.Equal([_exception], Raised(() => unstarted.Throw(_exception)));
    }

    [Fact]
    public void An_exit_thrown_into_bodies_without_a_try_is_raised_at_the_caller_only()
    {
        Generator<int> g = Bare(One()).Prime();
        var exit = new GeneratorExitException();
        Assert.Equal([exit], Measure.Raised(() => Record.Exception(() => g.Throw(exit))));
    }

    [Fact]
    public void What_is_thrown_in_and_caught_is_raised_once()
    {
        Generator<int> outer = Bare(new(async yield =>
        {
            try { await yield(1); }
            catch (FormatException) { await yield(2); }
        }));
        outer.MoveNext();
        Assert.Equal([_exception], Measure.Raised(() => Assert.Equal(2, outer.Throw(_exception))));
    }

    private static Generator<int> One() => new(async yield => await yield(1));
    private static Generator<int> Bare(Generator<int> inner) => new(async yield => await yield.From(inner));

    // The generator that delegates to `inner` from within a try.
    private static Generator<int> Guarded(Generator<int> inner) => new(async yield =>
    {
        try { await yield.From(inner); }
        finally { GC.KeepAlive(inner); }
    });

    private static void NothingIsRaised(Action call) => Assert.Empty(Measure.Raised(call));

    // What `call` raises, which is to throw the first of it.
    private static IReadOnlyList<Exception> Raised(Action call)
    {
        Exception? thrown = null;
        IReadOnlyList<Exception> raised = Measure.Raised(() => thrown = Record.Exception(call));
        Assert.Same(raised[0], thrown);
        return raised;
    }
}
