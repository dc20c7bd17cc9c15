using static Parley.Tests.Sync.Vocabulary;

namespace Parley.Tests.Sync;

/// <summary>A From of an inner that has been started or has ended, or that somebody else ends meanwhile.</summary>
public class DelegationStateTests
{
    private readonly Trace _log = [];

    private static Generator<int, string?, int> Inner() => new(async yield => { await yield(1); return 5; });

    private static Generator<int, string?, string> Twice(Generator<int, string?, int> inner) =>
        new(async yield => $"{await yield.From(inner)} {await yield.From(inner)}");

    [Theory, Row("FROM-39"), InlineData("returned", "5 5"), InlineData("returned while being closed", "6 6")]
    [InlineData("closed", "0 0"), InlineData("closed unstarted", "0 0")]
    [InlineData("failed", "0 0"), InlineData("failed unstarted", "0 0")]
    public void Inner_that_ended_gives_its_result_or_the_default_every_time_to_every_outer(string how, string gives)
    {
        var inner = new Generator<int, string?, int>(async yield =>
        {
            try { await yield(1); return 5; }
            catch (GeneratorExitException) when (how == "returned while being closed") { return 6; }
        });
        if (!how.EndsWith("unstarted", StringComparison.Ordinal)) inner.At(1);
        if (how == "returned") Assert.False(inner.MoveNext());
        else if (how.Contains("closed", StringComparison.Ordinal)) inner.Close();
        else Assert.Throws<ArithmeticException>(() => inner.Throw(new ArithmeticException()));
        foreach (var outer in (Generator<int, string?, string>[])[Twice(inner), Twice(inner)])
        {
            Assert.Equal((false, gives), (outer.MoveNext(), outer.Result));
        }
    }

    [Fact, Row("FROM-39")]
    public void Inner_that_ended_in_a_From_gives_its_result_again()
    {
        var outer = Twice(Inner()).At(1);
        Assert.Equal("5 5", Assert.Throws<StopIterationException<string>>(() => outer.Next()).Value);
    }

    [Fact, Row("FROM-39")]
    public void Ended_inner_without_a_return_value_is_over_at_once()
    {
        var inner = Yielding(1);
        inner.Close();
        Assert.Equal([2], new Generator<int>(async yield => { await yield.From(inner); await yield(2); }));
    }

    [Theory, Row("FROM-42"), InlineData(false), InlineData(true)]
    public void Inner_that_somebody_else_finished_is_passed_and_a_value_sent_is_lost(bool sends)
    {
        var inner = new Generator<int, string?, int>(async yield => { await yield(1); await yield(2); return 5; });
        var outer = Passing(_log, "outer", inner, 3);
        _log.Next(("outer", outer), ("inner", inner), ("inner", inner));
        _log.States(outer, inner);
        _log.Do(sends ? "Send" : "Next", "outer", outer);
        _log.Call("outer", () => outer.Send("x"));
        _log.Reads(
            "outer: 1", "inner: 2", "inner: end 5", "Suspended Closed", "outer has 5", "outer: 3", "outer got x",
            "outer: end outer!");
    }

    [Theory, Row("FROM-42"), InlineData(false), InlineData(true)]
    public void Below_a_middle_one_it_is_passed_there(bool sends)
    {
        var inner = Noting(_log, "inner", ["i1"], returns: "iv");
        var middle = Passing(_log, "middle", inner, "m1");
        var outer = Passing(_log, "outer", middle, "o1");
        _log.Next(("outer", outer), ("inner", inner));
        for (int i = 0; i < 3; i++) _log.Call("outer", () => sends ? outer.Send("x") : outer.Next());
        string got = sends ? "got x" : "got";
        _log.Reads(
            "outer: i1", "inner got", "inner: end iv", "middle has iv", "outer: m1", $"middle {got}",
            "outer has middle!", "outer: o1", $"outer {got}", "outer: end outer!");
    }

    [Theory, Row("FROM-43")]
    [InlineData("Next", "value 0", "outer: 3", "Suspended"), InlineData("Send", "value 0", "outer: 3", "Suspended")]
    [InlineData("Throw", "raised e", "outer: e", "Closed")]
    [InlineData("Throw end", "value 0", "outer: 3", "Suspended")]
    [InlineData("Close", "raised exit", "outer: done", "Closed")]
    [InlineData("Exit", "raised exit", "outer: exit", "Closed")]
    public void Inner_that_somebody_else_closed_is_passed_or_the_exception_is_raised_at_the_From(
        string way, string inside, string outside, string state)
    {
        var inner = Inner();
        var outer = new Generator<int, string?>(async yield =>
        {
            try { _log.Add($"value {await yield.From(inner)}"); }
            catch (Exception e) { _log.Add($"raised {Trace.Words(e)}"); throw; }
            await yield(3);
        });
        outer.Next();
        inner.Close();
        _log.States(outer, inner);
        _log.Do(way, "outer", outer);
        _log.States(outer);
        _log.Reads("Suspended Closed", inside, outside, state);
    }

    [Theory, Row("FROM-40", "FROM-41"), InlineData(true), InlineData(false)]
    public void First_step_of_a_From_is_an_advance_and_later_sends_arrive(bool started)
    {
        var inner = Noting(_log, "inner", ["a", "b", "c"], returns: "v");
        var outer = new Generator<string, string?>(async yield =>
        {
            _log.Add($"outer got {await yield("o")}");
            _log.Add($"value {await yield.From(inner)}");
        });
        if (started) _log.Next(("inner", inner));
        _log.Next(("outer", outer));
        foreach (string value in (string[])["5", "6", "7"]) _log.Call("outer", () => outer.Send(value));
        string[] seen = started
            ? [
                "inner: a", "outer: o", "outer got 5", "inner got", "outer: b", "inner got 6", "outer: c",
                "inner got 7", "value v", "outer: end",
            ]
            : ["outer: o", "outer got 5", "outer: a", "inner got 6", "outer: b", "inner got 7", "outer: c"];
        _log.Reads(seen);
    }

    [Fact, Row("FROM-40")]
    public void Started_chain_goes_on_from_where_its_innermost_stands()
    {
        var middle = Delegating(Noting(_log, "inner", ["a", "b", "c"]));
        var outer = new Generator<string, string?>(async yield => { await yield("o"); await yield.From(middle); });
        _log.Next(("middle", middle), ("outer", outer));
        _log.Call("outer", () => outer.Send("5"));
        _log.Call("outer", () => outer.Send("6"));
        _log.Reads("middle: a", "outer: o", "inner got", "outer: b", "inner got 6", "outer: c");
    }

    [Fact, Row("FROM-41")]
    public void Exception_that_brought_the_outer_to_the_From_is_not_passed_on()
    {
        var inner = new Generator<int>(async yield =>
        {
            try { await yield(1); }
            catch (ArithmeticException) { _log.Add("not reached"); }
        });
        var outer = new Generator<int>(async yield =>
        {
            try { await yield(0); }
            catch (ArithmeticException) { await yield.From(inner); }
        }).At(0);
        Assert.Equal(1, outer.Throw(new ArithmeticException()));
        Assert.Empty(_log);
        Assert.False(outer.MoveNext());
    }
}
