namespace Parley.Tests.Sync;

/// <summary>A From of an inner that has been started or has ended, or that somebody else ends meanwhile.</summary>
public class DelegationStateTests : SyncTests
{
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
        Assert.All([Twice(inner), Twice(inner)], g => Assert.Equal((false, gives), (g.MoveNext(), g.Result)));
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
        var outer = Passing("outer", inner, 3);
        _log.Next(("outer", outer), ("inner", inner), ("inner", inner));
        _log.States(outer, inner);
        _log.Do(sends ? "Send" : "Next", "outer", outer);
        _log.Call("outer", () => outer.Send("x"));
        _log.Reads("outer: 1; inner: 2; inner: end 5; Suspended Closed; outer has 5; outer: 3; outer got x",
            "outer: end outer!");
    }

    [Theory, Row("FROM-42"), InlineData(false), InlineData(true)]
    public void Below_a_middle_one_it_is_passed_there(bool sends)
    {
        var inner = Noting("inner", ["i1"], returns: "iv");
        var middle = Passing("middle", inner, "m1");
        var outer = Passing("outer", middle, "o1");
        _log.Next(("outer", outer), ("inner", inner));
        for (int i = 0; i < 3; i++) _log.Call("outer", () => sends ? outer.Send("x") : outer.Next());
        string got = sends ? "got x" : "got";
        _log.Reads($"outer: i1; inner got; inner: end iv; middle has iv; outer: m1; middle {got}",
            $"outer has middle!; outer: o1; outer {got}; outer: end outer!");
    }

    [Theory, Row("FROM-43")]
    [InlineData("Next", "value 0; outer: 3; Suspended"), InlineData("Send", "value 0; outer: 3; Suspended")]
    [InlineData("Throw", "raised e; outer: e; Closed"), InlineData("Throw end", "value 0; outer: 3; Suspended")]
    [InlineData("Close", "raised exit; outer: done; Closed"), InlineData("Exit", "raised exit; outer: exit; Closed")]
    public void Inner_that_somebody_else_closed_is_passed_or_the_exception_is_raised_at_the_From(string way, string end)
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
        _log.Reads("Suspended Closed", end);
    }

    [Theory, Row("FROM-40", "FROM-41")]
    [InlineData(true, "inner got; outer: b; inner got 6; outer: c; inner got 7; value v; outer: end")]
    [InlineData(false, "outer: a; inner got 6; outer: b; inner got 7; outer: c")]
    public void First_step_of_a_From_is_an_advance_and_later_sends_arrive(bool started, string seen)
    {
        var inner = Noting("inner", ["a", "b", "c"], returns: "v");
        var outer = new Generator<string, string?>(async yield =>
        {
            _log.Add($"outer got {await yield("o")}");
            _log.Add($"value {await yield.From(inner)}");
        });
        if (started) inner.At("a");
        _log.Next(("outer", outer));
        foreach (string value in (string[])["5", "6", "7"]) _log.Call("outer", () => outer.Send(value));
        _log.Reads("outer: o; outer got 5", seen);
    }

    [Fact, Row("FROM-40")]
    public void Started_chain_goes_on_from_where_its_innermost_stands()
    {
        var middle = Delegating(Noting("inner", ["a", "b", "c"]));
        var outer = new Generator<string, string?>(async yield => { await yield("o"); await yield.From(middle); });
        Assert.Equal(("a", "o", "b", "c"), (middle.Next(), outer.Next(), outer.Send("5"), outer.Send("6")));
        _log.Reads("inner got", "inner got 6");
    }

    [Fact, Row("FROM-41")]
    public void Exception_that_brought_the_outer_to_the_From_is_not_passed_on()
    {
        var inner = Counting(() => _log.Add("inner left"));
        var outer = new Generator<int>(
            async yield => { try { await yield(0); } catch (ArithmeticException) { await yield.From(inner); } }).At(0);
        Assert.Equal((1, 2), (outer.Throw(new ArithmeticException()), outer.Next()));
        Assert.Empty(_log);
    }
}

/// <summary>A middle generator of a chain is advanced, thrown into or closed from outside: the outer follows.</summary>
public class DelegationMiddleTests : SyncTests
{
    private readonly Generator<string, string?, string> _first, _second, _middle, _outer;

    public DelegationMiddleTests()
    {
        _first = Noting("i1", ["1", "2"], returns: "i1!");
        _second = Noting("i2", ["3", "4", "5"], returns: "i2!");
        _middle = new(async yield =>
        {
            _log.Add($"mid has {await yield.From(_first)}");
            _log.Add($"mid got {await yield("m")}");
            _log.Add($"mid has {await yield.From(_second)}");
            return "mid!";
        });
        _outer = Passing("out", _middle, "o");
    }

    private Generator<string, string?> Named(char name) => name == 'o' ? _outer : _middle;
    private void Next(string names) => _log.Next<string>([.. names.Select(name => ($"{name}", Named(name)))]);
    private void States() => _log.States(_outer, _middle, _first, _second);

    [Fact, Row("FROM-44")]
    public void Advanced_in_turn_they_give_one_sequence_also_where_the_middle_goes_on_to_another_inner()
    {
        foreach (char who in "omomomomo") { Next($"{who}"); States(); }
        _log.Reads(
            "o: 1; Suspended Suspended Suspended Created; i1 got; m: 2; Suspended Suspended Suspended Created; i1 got",
            "mid has i1!; o: m; Suspended Suspended Closed Created; mid got ; m: 3",
            "Suspended Suspended Closed Suspended; i2 got; o: 4; Suspended Suspended Closed Suspended; i2 got; m: 5",
            "Suspended Suspended Closed Suspended; i2 got; mid has i2!; out has mid!; o: o",
            "Suspended Closed Closed Closed; m: end; Suspended Closed Closed Closed",
            "out got; o: end out!; Closed Closed Closed Closed");
    }

    [Fact, Row("FROM-44")]
    public void Sent_to_in_turn_each_value_arrives_where_the_chain_then_stands()
    {
        Next("o");
        int sent = 0;
        foreach (char who in "momomomo") _log.Call($"{who}", () => Named(who).Send($"{sent++}"));
        _log.Reads("o: 1; i1 got 0; m: 2; i1 got 1; mid has i1!; o: m; mid got 2; m: 3; i2 got 3; o: 4; i2 got 4; m: 5",
            "i2 got 5; mid has i2!; out has mid!; o: o; m: end; out got 7; o: end out!");
    }

    [Theory, Row("FROM-44"), InlineData("Throw", "o: e"), InlineData("Close", "o: done"), InlineData("Exit", "o: exit")]
    public void Ending_the_outer_ends_the_inner_that_the_middle_has_gone_on_to(string way, string outcome)
    {
        Next("ommm");
        _log.Clear();
        _log.Do(way, "o", _outer);
        States();
        _log.Reads(outcome, "Closed Closed Closed Closed");
    }

    [Theory, Row("FROM-44")]
    [InlineData("Next", "out has ; o: o; Suspended"), InlineData("Send", "out has ; o: o; Suspended")]
    [InlineData("Throw", "o: e; Closed"), InlineData("Close", "o: done; Closed"), InlineData("Exit", "o: exit; Closed")]
    public void Closing_the_middle_closes_its_inner_and_lets_the_outer_go_on(string way, string then)
    {
        Next("o");
        _middle.Close();
        States();
        _log.Do(way, "o", _outer);
        _log.States(_outer);
        _log.Reads("o: 1; Suspended Closed Closed Created", then);
    }

    [Fact, Row("FROM-44")]
    public void Exception_thrown_into_the_middle_stays_there()
    {
        Next("o");
        _log.Do("Throw", "m", _middle);
        States();
        Next("o");
        _log.Reads("o: 1; m: e; Suspended Closed Closed Created; out has ; o: o");
    }

    [Fact, Row("FROM-44")]
    public void Middle_that_ignores_its_close_goes_on_in_the_chain()
    {
        var middle = new Generator<string, string?, string>(async yield =>
        {
            try { await yield.From(_first); }
            catch (GeneratorExitException) { _log.Add("mid exit"); await yield("ignored"); }
            _log.Add("mid goes on");
            return await yield.From(_second);
        });
        var outer = new Generator<string, string?>(async yield => _log.Add($"out has {await yield.From(middle)}"));
        _log.Next(("o", outer));
        _log.Call("m", middle.Close);
        _log.States(outer, middle, _first, _second);
        _log.Next(("o", outer), ("m", middle), ("o", outer), ("o", outer));
        _log.Reads("o: 1; mid exit; m: ignored exit; Suspended Suspended Closed Created; mid goes on; o: 3",
            "i2 got; m: 4; i2 got; o: 5; i2 got; out has i2!; o: end");
    }
}
