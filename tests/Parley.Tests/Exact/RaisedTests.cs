using static Parley.GeneratorState;

namespace Parley.Tests.Exact;

// An exception costs a thousand steps, so each one that is raised is counted, those too that nobody sees.
public class RaisedTests
{
    [Fact]
    public void The_end_raises_nothing_where_it_is_told_without_an_exception() => NothingIsRaised(() =>
    {
        Generator<int, int, int> g = new(async yield => await yield(1)), sent = new(async yield => await yield(1));
        Assert.Equal((true, false, false, false), (g.MoveNext(), g.MoveNext(), g.MoveNext(), g.TrySend(1)));
        Assert.Equal((true, false), (sent.MoveNext(), sent.TrySend(5)));
        Assert.True(sent.TryGetResult(out int result));
        int seen = 0;
        foreach (int _ in new Generator<int>(async yield => await yield(1))) seen++;
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
        Generator<int> inner = new(async yield => { await yield(1); await yield(2); });
        Generator<int> middle = new(async yield => await yield.From(inner));
        Generator<int> outer = new(async yield => await yield.From(middle));
        outer.MoveNext();
        outer.Close();
        foreach (int _ in new Generator<int>(async yield => await yield(1))) break;
        Assert.Equal((Closed, Closed), (inner.State, outer.State));
    });

    [Fact]
    public void Closing_unstarted_or_ended_generators_raises_nothing() => NothingIsRaised(() =>
    {
        Generator<int> g = Guarded(new(async yield => await yield(1))), ended = Guarded(new(async _ => { }));
        g.Close();
        Assert.False(ended.MoveNext());
        ended.Close();
    });

    [Fact]
    public void Closing_a_body_with_a_try_raises_one_exit()
    {
        Generator<int> g = Guarded(new(async yield => await yield(1)));
        g.MoveNext();
        Assert.IsType<GeneratorExitException>(Assert.Single(Measure.Raised(g.Close)));
    }

    [Fact]
    public void Closing_a_chain_raises_an_exit_in_each_body_with_a_try_and_in_no_other()
    {
        Generator<int> innermost = Guarded(new(async yield => await yield(1)));
        Generator<int> bare = new(async yield => await yield.From(innermost));
        Generator<int> outermost = Guarded(bare);
        outermost.MoveNext();
        IReadOnlyList<Exception> raised = Measure.Raised(outermost.Close);
        Assert.Equal(2, raised.Count);
        Assert.All(raised, exception => Assert.IsType<GeneratorExitException>(exception));
        Assert.NotSame(raised[0], raised[1]);
    }

    [Fact]
    public void What_a_body_throws_is_raised_there_and_at_the_caller()
    {
        var exception = new FormatException();
        Generator<int> g = new(async yield => { await yield(1); throw exception; });
        g.MoveNext();
        Assert.Equal([exception, exception], Raised(() => g.MoveNext()));
    }

    [Fact]
    public void What_passes_a_chain_is_raised_again_in_each_body_with_a_try_and_in_no_other()
    {
        var exception = new FormatException();
        Generator<int> bare = new(async yield => await yield.From(new Generator<int>(async _ => throw exception)));
        Assert.Equal([exception, exception], Raised(() => bare.MoveNext()));
        Generator<int> guarded = Guarded(Guarded(new(async _ => throw exception)));
        Assert.Equal([exception, exception, exception, exception], Raised(() => guarded.MoveNext()));
    }

    [Fact]
    public void What_is_thrown_into_a_body_without_a_try_is_raised_at_the_caller_only()
    {
        var exception = new FormatException();
        Generator<int> g = new(async yield => await yield(1)), unstarted = new(async yield => await yield(1));
        g.MoveNext();
        Assert.Equal([exception], Raised(() => g.TryThrow(exception)));
        Assert.Equal([exception], Raised(() => unstarted.Throw(exception)));
    }

    [Fact]
    public void What_is_thrown_in_and_caught_is_raised_once()
    {
        var exception = new FormatException();
        Generator<int> g = new(async yield =>
        {
            try { await yield(1); }
            catch (FormatException) { await yield(2); }
        });
        Generator<int> outer = new(async yield => await yield.From(g));
        outer.MoveNext();
        Assert.Equal([exception], Measure.Raised(() => Assert.Equal(2, outer.Throw(exception))));
    }

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
