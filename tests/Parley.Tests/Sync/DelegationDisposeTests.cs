using static Parley.GeneratorState;
using static Parley.Tests.Sync.Vocabulary;

namespace Parley.Tests.Sync;

/// <summary>An enumerable whose Dispose fails: that takes the place of whatever was to be raised at the From.</summary>
public class DelegationDisposeTests
{
    private static readonly ArithmeticException s_failure = new();

    public static TheoryData<string> Ends => ["Close", "Throw", "Exit", "Send"];

    private static Source<int> Source(Exception ofDispose, Exception? ofMoveNext = null) => new([], 1, 2)
    {
        During = call =>
        {
            if (call == "Dispose") throw ofDispose;
            if (call == "MoveNext" && ofMoveNext is not null) throw ofMoveNext;
        },
    };

    [Theory, Row("FROM-19", "T262-19"), MemberData(nameof(Ends))]
    public void It_reaches_the_caller(string way)
    {
        var outer = new Generator<int, int>(async yield => await yield.From(Source(s_failure))).At(1);
        Assert.Same(s_failure, Record.Exception(() => End(outer, way)));
        Assert.Equal((Closed, false), (outer.State, outer.MoveNext()));
    }

    [Theory, Row("FROM-19", "T262-19"), MemberData(nameof(Ends))]
    public void It_can_be_caught_at_the_From(string way)
    {
        Exception? seen = null;
        var outer = new Generator<int, int, string>(async yield =>
        {
            try { await yield.From(Source(s_failure)); return "not reached"; }
            catch (ArithmeticException e) { seen = e; return "caught"; }
        }).At(1);
        End(outer, way);
        Assert.Same(s_failure, seen);
        Assert.Equal("caught", outer.Result);
    }

    [Fact, Row("FROM-19")]
    public void At_the_end_of_the_enumerable_it_is_raised_too() =>
        Assert.Equal([1, 2, 3], new Generator<int>(async yield =>
        {
            try { await yield.From(Source(s_failure)); }
            catch (ArithmeticException) { await yield(3); }
        }));

    [Fact, Row("FROM-19", "FROM-20")]
    public void It_wins_over_what_MoveNext_threw()
    {
        var source = Source(s_failure, ofMoveNext: new InvalidCastException());
        var outer = new Generator<int>(async yield => await yield.From(source));
        Assert.Same(s_failure, Record.Exception(() => outer.Next()));
    }

    [Fact, Row("FROM-19")]
    public void Outer_that_yields_after_it_while_being_closed_has_ignored_the_exit()
    {
        var outer = new Generator<int>(async yield =>
        {
            try { await yield.From(Source(s_failure)); }
            catch (ArithmeticException) { await yield(2); await yield(3); }
        }).At(1);
        Refuses("generator ignored GeneratorExit", outer.Close);
        Assert.Equal((1, 3), (outer.Current, outer.Next()));
    }

    [Fact, Row("FROM-19")]
    public void Exit_that_Dispose_throws_is_raised_as_it_is_and_ends_a_close_quietly()
    {
        var exit = new GeneratorExitException();
        Exception? seen = null;
        var outer = new Generator<int>(async yield =>
        {
            try { await yield.From(Source(exit)); }
            catch (Exception e) { seen = e; throw; }
        }).At(1);
        outer.Close();
        Assert.Same(exit, seen);
        Assert.Equal(Closed, outer.State);
    }

    [Fact]
    public void Outer_runs_while_the_enumerable_is_disposed()
    {
        List<string> log = [];
        Generator<int> outer = null!;
        var source = new Source<int>(log, 1) { During = call => log.Add($"{outer.State}") };
        outer = new(async yield => await yield.From(source));
        outer.Next();
        outer.Close();
        log.Reads("GetEnumerator", "Running", "MoveNext", "Running", "Current", "Running", "Dispose", "Running");
    }

    private static void End(Generator<int, int> g, string way)
    {
        if (way == "Close") g.Close();
        else if (way == "Send") g.TrySend(42);
        else g.TryThrow(way == "Exit" ? new GeneratorExitException() : new InvalidCastException());
    }
}
