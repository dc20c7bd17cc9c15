using static Parley.GeneratorState;

namespace Parley.Tests.Sync;

public class DelegationEnumerableTests : SyncTests
{
    private Source<int> Logged => new(_log, 1, 2);

    // Steps it to the source's first element, and forgets the calls that this makes.
    private T Paused<T>(T outer) where T : Generator<int>
    {
        outer.At(1);
        _log.Clear();
        return outer;
    }

    [Fact, Row("FROM-13")]
    public void Any_enumerable_may_be_delegated_to()
    {
        Assert.Equal([1, 2, 3], new Generator<int>(async yield => await yield.From(new[] { 1, 2, 3 })));
        Assert.Equal([1, 2, 3], new Generator<int, int>(async yield => await yield.From(Enumerable.Range(1, 3))));
        Assert.Equal(['a', 'b', 'c'], new Generator<char>(async yield => await yield.From("abc")));
        Assert.Equal(["a", "b"], new Generator<object>(async yield => await yield.From(new List<string> { "a", "b" })));
    }

    [Fact, Row("FROM-13")]
    public void One_enumerable_may_be_delegated_to_again()
    {
        int[] two = [1, 2];
        var g = new Generator<int>(async yield => { await yield.From(two); await yield(0); await yield.From(two); });
        Assert.Equal([1, 2, 0, 1, 2], g);
    }

    [Fact, Row("T262-18")]
    public void It_is_opened_once_stepped_once_a_step_and_disposed_at_its_end()
    {
        var g = new Generator<int>(async yield => { _log.Add("outer"); await yield.From(Logged); _log.Add("outer"); });
        while (g.MoveNext()) _log.Add($"yielded {g.Current}");
        _log.Reads("outer; GetEnumerator; MoveNext; Current; yielded 1; MoveNext; Current; yielded 2",
            "MoveNext; Dispose; outer");
    }

    [Fact, Row("T262-18")]
    public void Failure_while_stepping_is_not_thrown_back_into_the_inner()
    {
        var inner = new Generator<int>(async yield =>
        {
            try { await yield(1); } catch (ArithmeticException) { _log.Add("not reached"); }
            throw _e;
        });
        var outer = Delegating(inner).At(1);
        Assert.Same(_e, Record.Exception(() => outer.Next()));
        Assert.Empty(_log);
    }

    [Fact]
    public void It_is_opened_by_the_first_step_not_by_the_call_of_From()
    {
        new Generator<int>(async yield => { var from = yield.From(Logged); _log.Add("outer"); await from; }).At(1);
        _log.Reads("outer; GetEnumerator; MoveNext; Current");
    }

    [Theory, Row("FROM-15", "FROM-16", "FROM-17", "T262-19")]
    [InlineData("Close", "GeneratorExitException"), InlineData("Send", "InvalidOperationException")]
    [InlineData("Throw", "thrown"), InlineData("Exit", "thrown")]
    public void Close_throw_and_send_dispose_it_then_an_exception_is_raised_at_the_From(string way, string raised)
    {
        Exception thrown = way == "Exit" ? new GeneratorExitException() : new ArithmeticException();
        var outer = Paused(new Generator<int, int>(async yield =>
        {
            try { await yield.From(Logged); }
            catch (Exception e) { _log.Add(e == thrown ? "thrown" : e.GetType().Name); throw; }
            finally { _log.Add("finally"); }
        }));
        if (way == "Close") outer.Close();
        else if (way == "Send") Refuses("no send", () => outer.Send(42));
        else Assert.Same(thrown, Record.Exception(() => outer.Throw(thrown)));
        _log.Reads("Dispose", raised, "finally");
        Assert.Equal(Closed, outer.State);
    }

    [Fact, Row("FROM-15")]
    public void Close_of_a_plain_body_disposes_it_too()
    {
        var middle = new Generator<int>(async yield => await yield.From(Logged));
        Paused(Delegating(middle)).Close();
        _log.Reads("Dispose");
        Assert.Equal(Closed, middle.State);
    }

    [Theory, Row("FROM-16", "FROM-17"), InlineData("Throw"), InlineData("Send")]
    public void Outer_may_catch_what_is_thrown_in_or_the_error_of_a_send_and_yield_on(string way)
    {
        var outer = Paused(new Generator<int, int>(async yield =>
        {
            try { await yield.From(Logged); }
            catch (ArithmeticException) when (way == "Throw") { _log.Add("caught"); }
            catch (InvalidOperationException) when (way == "Send") { _log.Add("caught"); }
            _log.Add($"got {await yield(10)}");
        }));
        Assert.Equal(10, way == "Throw" ? outer.Throw(new ArithmeticException()) : outer.Send(42));
        Assert.Equal((10, false), (outer.Current, outer.TrySend(43)));
        _log.Reads("Dispose", "caught", "got 43");
    }

    [Fact, Row("FROM-18")]
    public void Advance_steps_it_and_a_send_of_nothing_is_a_send()
    {
        var nulls = Paused(new Generator<int, string?>(async yield => await yield.From([1, 2, 3])));
        var defaults = Paused(new Generator<int, int>(async yield => await yield.From([1, 2, 3])));
        Assert.Equal((true, 2), (nulls.MoveNext(), nulls.Current));
        Assert.Throws<InvalidOperationException>(() => nulls.Send(null));
        Assert.Throws<InvalidOperationException>(() => defaults.TrySend(0));
        Assert.Equal((Closed, Closed), (nulls.State, defaults.State));
    }
}

/// <summary>An enumerable whose Dispose fails: that takes the place of whatever was to be raised at the From.</summary>
public class DelegationDisposeTests : SyncTests
{
    public static TheoryData<string> Ends => ["Close", "Throw", "Exit", "Send"];

    // What disposes of a generator in its own Dispose: an iterator that loops over it, or LINQ.
    private static IEnumerable<int> Over(Generator<int> g, bool loops) => loops ? Looping(g) : g.Where(_ => true);

    private static IEnumerable<int> Looping(Generator<int> g)
    {
        foreach (int x in g) yield return x;
    }

    private static Generator<int> Ignoring() => new(async yield =>
    {
        try { await yield(1); } catch (GeneratorExitException) { }

        await yield(2);
        await yield(3);
    });

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
        var outer = new Generator<int, int>(async yield => await yield.From(Source(_e))).At(1);
        Assert.Same(_e, Record.Exception(() => End(outer, way)));
        Assert.Equal((Closed, false), (outer.State, outer.MoveNext()));
    }

    [Theory, Row("FROM-19", "T262-19"), MemberData(nameof(Ends))]
    public void It_can_be_caught_at_the_From(string way)
    {
        var outer = new Generator<int, int, Exception?>(async yield =>
        {
            try { await yield.From(Source(_e)); return null; } catch (ArithmeticException e) { return e; }
        }).At(1);
        End(outer, way);
        Assert.Same(_e, outer.Result);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void If_it_is_an_ignored_exit_it_keeps_the_exception_thrown_in(bool loops)
    {
        var thrown = new InvalidCastException();
        Generator<int> outer = Delegating(Delegating(new Generator<int>(
            async yield => await yield.From(Over(Ignoring(), loops)))));
        var error = Refuses("generator ignored GeneratorExit", () => outer.At(1).Throw(thrown));
        Assert.Same(thrown, error.InnerException);
        Assert.Equal(Closed, outer.State);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void If_it_is_an_ignored_exit_it_keeps_the_error_of_a_send(bool loops)
    {
        var outer = new Generator<int, int>(async yield => await yield.From(Over(Ignoring(), loops))).At(1);
        var error = Refuses("generator ignored GeneratorExit", () => outer.Send(42));
        Assert.Contains("has no send", error.InnerException!.Message);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void If_it_is_an_ignored_exit_in_a_close_there_is_nothing_to_keep(bool loops)
    {
        var outer = new Generator<int>(async yield => await yield.From(Over(Ignoring(), loops))).At(1);
        Assert.Null(Refuses("generator ignored GeneratorExit", outer.Close).InnerException);
    }

    [Fact]
    public void If_it_is_an_ignored_exit_it_keeps_what_MoveNext_threw()
    {
        var source = Ignoring().Select(int (_) => throw _e);
        var outer = new Generator<int>(async yield => await yield.From(source));
        Assert.Same(_e, Refuses("generator ignored GeneratorExit", () => outer.Next()).InnerException);
    }

    [Fact]
    public void If_it_is_an_ignored_exit_with_a_cause_of_its_own_it_stays_as_it_is()
    {
        var exit = new GeneratorExitException();
        var own = Refuses("generator ignored GeneratorExit", () => Delegating(Ignoring()).At(1).Throw(exit));
        var outer = new Generator<int>(async yield => await yield.From(Source(own))).At(1);
        Assert.Same(own, Record.Exception(() => outer.Throw(_e)));
        Assert.Same(exit, own.InnerException);
    }

    [Fact, Row("FROM-19")]
    public void At_the_end_of_the_enumerable_it_is_raised_too() =>
        Assert.Equal([1, 2, 3], new Generator<int>(async yield =>
        {
            try { await yield.From(Source(_e)); } catch (ArithmeticException) { await yield(3); }
        }));

    [Fact, Row("FROM-19", "FROM-20")]
    public void It_wins_over_what_MoveNext_threw()
    {
        var source = Source(_e, ofMoveNext: new InvalidCastException());
        Assert.Same(_e, Record.Exception(() => new Generator<int>(async yield => await yield.From(source)).Next()));
    }

    [Fact, Row("FROM-19")]
    public void Outer_that_yields_after_it_while_being_closed_has_ignored_the_exit()
    {
        var outer = new Generator<int>(async yield =>
        {
            try { await yield.From(Source(_e)); } catch (ArithmeticException) { await yield(2); await yield(3); }
        }).At(1);
        Refuses("generator ignored GeneratorExit", outer.Close);
        Assert.Equal((1, 3), (outer.Current, outer.Next()));
    }

    [Fact, Row("FROM-19")]
    public void Exit_that_Dispose_throws_is_raised_as_it_is_and_ends_a_close_quietly()
    {
        var exit = new GeneratorExitException();
        Exception? seen = null;
        var outer = new Generator<int>(
            async yield => { try { await yield.From(Source(exit)); } catch (Exception e) { seen = e; throw; } }).At(1);
        outer.Close();
        Assert.Same(exit, seen);
        Assert.Equal(Closed, outer.State);
    }

    [Fact]
    public void Outer_runs_while_the_enumerable_is_disposed()
    {
        Generator<int> outer = null!;
        var source = new Source<int>(_log, 1) { During = call => _log.Add($"{outer.State}") };
        outer = new(async yield => await yield.From(source));
        outer.At(1).Close();
        _log.Reads("GetEnumerator; Running; MoveNext; Running; Current; Running; Dispose; Running");
    }

    private static void End(Generator<int, int> g, string way)
    {
        if (way == "Close") g.Close();
        else if (way == "Send") g.TrySend(42);
        else g.TryThrow(way == "Exit" ? new GeneratorExitException() : new InvalidCastException());
    }
}
