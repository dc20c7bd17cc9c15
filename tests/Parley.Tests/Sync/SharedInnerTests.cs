namespace Parley.Tests.Sync;

/// <summary>Two outers, x and y, delegate to one inner, i. The kept result is the one deviation from CPython.</summary>
public class SharedInnerTests : SyncTests
{
    private readonly Generator<string, string?, string> _i, _x, _y;

    public SharedInnerTests()
    {
        _i = Noting("i", ["0", "1", "2", "3", "4", "5"], returns: "v");
        _x = Passing("x", _i, "x1");
        _y = Passing("y", _i, "y1");
    }

    private Generator<string, string?> Named(char name) => name switch { 'x' => _x, 'y' => _y, _ => _i };
    private void Next(string names) => _log.Next<string>([.. names.Select(name => ($"{name}", Named(name)))]);

    [Fact, Row("FROM-45")]
    public void Advanced_in_turn_the_outers_and_the_inner_share_one_sequence()
    {
        Next("xyixyixyxy");
        _log.States(_x, _y, _i);
        _log.Reads("x: 0; i got; y: 1; i got; i: 2; i got; x: 3; i got; y: 4; i got; i: 5; i got; x has v; x: x1",
            "y has v; y: y1; x got; x: end x!; y got; y: end y!; Closed Closed Closed");
    }

    [Fact, Row("FROM-45")]
    public void Sent_to_in_turn_every_value_arrives()
    {
        Next("xy");
        int sent = 0;
        foreach (char name in "ixyixyxy") _log.Call($"{name}", () => Named(name).Send($"{sent++}"));
        _log.Reads("x: 0; i got; y: 1; i got 0; i: 2; i got 1; x: 3; i got 2; y: 4; i got 3; i: 5; i got 4",
            "x has v; x: x1; y has v; y: y1; x got 6; x: end x!; y got 7; y: end y!");
    }

    [Fact, Row("FROM-45")]
    public void Inner_that_finishes_by_itself_gives_both_its_result()
    {
        Next("xyiiiiixy");
        _log.Reads("x: 0; i got; y: 1; i got; i: 2; i got; i: 3; i got; i: 4; i got; i: 5; i got; i: end v",
            "x has v; x: x1; y has v; y: y1");
    }

    [Theory, Row("FROM-45"), InlineData("Close", "x: done"), InlineData("Throw", "x: e")]
    public void One_outer_that_is_ended_ends_the_inner_and_the_other_goes_on(string way, string outcome)
    {
        Next("xy");
        _log.Do(way, "x", _x);
        _log.States(_x, _y, _i);
        Next("y");
        _log.Reads("x: 0; i got; y: 1", outcome, "Closed Suspended Closed; y has ; y: y1");
    }

    [Fact, Row("FROM-45")]
    public void Outer_that_never_reached_the_inner_leaves_it_alone()
    {
        Next("x");
        _y.Close();
        Next("x");
        _log.Reads("x: 0; i got; x: 1");
    }

    [Fact, Row("FROM-45")]
    public void Shared_middle_takes_every_outer_along()
    {
        var middle = new Generator<string, string?, string>(async yield => $"m of {await yield.From(_i)}");
        Generator<string, string?> a = Passing("a", middle, "a1"), b = Passing("b", middle, "b1");
        foreach (var g in (Generator<string>[])[a, b, middle, _i, a, b]) g.Next();
        _log.Clear();
        Assert.Equal(("a1", "b1"), (a.Send("s"), b.Next()));
        _log.Reads("i got s; a has m of v; b has m of v");
    }
}

/// <summary>While i runs for x, something is done to y, which is paused in (or comes to) a From of i.</summary>
public class SharedInnerRunningTests : SyncTests
{
    private readonly Generator<string, string?, string> _i, _x;
    private Generator<string, string?> _y = null!;
    private Action _inside = null!;

    public SharedInnerRunningTests()
    {
        _i = new(async yield =>
        {
            await yield("0");
            await yield("1");
            _inside();
            _log.States(_x!, _y, _i!);
            await yield("2");
            return "v";
        });
        _x = Passing("x", _i, "x1");
    }

    private void Next(string names) => _log.Next<string>([.. names.Select(name => ($"{name}", name == 'x' ? _x : _y))]);

    [Theory, Row("FROM-46"), MemberData(nameof(Ways))]
    public void Uncaught_the_error_finishes_y_and_neither_i_nor_x(string way)
    {
        _y = Leaving("y", _i);
        _inside = () => _log.Do(way, "y inside", _y);
        Next("xyx");
        _log.States(_x, _y, _i);
        Next("xy");
        _log.Reads("x: 0; y: 1; y finally; y inside: already executing; Running Closed Running",
            "x: 2; Suspended Closed Suspended; x has v; x: x1; y: end");
    }

    [Theory, Row("FROM-46"), MemberData(nameof(Ways))]
    public void Caught_at_the_From_of_y_it_lets_y_go_on(string way)
    {
        _y = Catching("y", _i, "y1", "y2");
        _inside = () => _log.Do(way, "y inside", _y);
        Next("xyx");
        _log.States(_x, _y, _i);
        Next("xy");
        _log.Reads(
            "x: 0; y: 1; y caught already executing", way == "Close" ? "y inside: ignored exit" : "y inside: y1",
            "Running Suspended Running; x: 2; Suspended Suspended Suspended; x has v; x: x1; y: y2");
    }

    [Fact, Row("FROM-46")]
    public void Fresh_y_fails_at_its_From_of_the_running_inner()
    {
        _y = Catching("y", _i, "y1", "y2");
        _inside = () => _log.Do("Next", "y inside", _y);
        Next("xxxyxy");
        _log.Reads("x: 0; x: 1; y caught already executing; y inside: y1; Running Suspended Running; x: 2; y: y2",
            "x has v; x: x1; y: end");
    }

    [Fact, Row("FROM-46")]
    public void Above_a_middle_one_the_error_is_raised_at_the_From_of_the_middle_one()
    {
        var middle = Leaving("middle", _i);
        _y = Catching("y", middle, "y1");
        _inside = () => _log.Do("Next", "y inside", _y);
        Next("xyx");
        _log.States(_x, _y, middle, _i);
        Next("y");
        _log.Reads("x: 0; y: 1; middle finally; y caught already executing; y inside: y1",
            "Running Suspended Running; x: 2; Suspended Suspended Closed Suspended; y: end");
    }

    [Fact, Row("FROM-46")]
    public void Where_the_middle_one_is_shared_the_error_is_raised_at_the_From_of_y()
    {
        var middle = new Generator<string, string?, string>(async yield => $"m of {await yield.From(_i)}");
        var x = new Generator<string, string?>(async yield => _log.Add($"x has {await yield.From(middle)}"));
        _y = Catching("y", middle, "y1");
        _inside = () => { _log.Do("Next", "y inside", _y); _log.States(x, _y, middle); };
        _log.Next(("x", x), ("y", _y), ("x", x));
        _log.States(x, _y, middle, _i);
        _log.Next(("y", _y), ("x", x));
        _log.Reads(
            "x: 0; y: 1; y caught already executing; y inside: y1; Running Suspended Running",
            "Created Suspended Running; x: 2; Suspended Suspended Suspended Suspended; y: end; x has m of v; x: end");
    }
}

/// <summary>The inner is driven directly, and does something to its own paused outer.</summary>
public class DelegationFromInsideTests : SyncTests
{
    private readonly Generator<string, string?> _inner;
    private Generator<string, string?>? _middle;
    private Generator<string, string?> _outer = null!;
    private string _way = "Close";

    public DelegationFromInsideTests() => _inner = new(async yield =>
    {
        await yield("1");
        States();
        _log.Do(_way, "outer", _outer);
        States();
        await yield("2");
        await yield("3");
    });

    private void States() => _log.States<string>(_middle is null ? [_outer, _inner] : [_outer, _middle, _inner]);

    [Theory, Row("FROM-47"), MemberData(nameof(Ways))]
    public void Error_is_raised_at_the_From_of_the_outer_and_finishes_it(string way)
    {
        _way = way;
        _outer = Leaving("outer", _inner);
        _log.Next(("outer", _outer), ("inner", _inner));
        States();
        _log.Next(("inner", _inner), ("outer", _outer));
        _log.Reads("outer: 1; Suspended Running; outer finally; outer: already executing; Closed Running",
            "inner: 2; Closed Suspended; inner: 3; outer: end");
    }

    [Fact, Row("FROM-47")]
    public void Outer_may_catch_it_and_return()
    {
        _outer = Catching("outer", _inner);
        _log.Next(("outer", _outer), ("inner", _inner), ("inner", _inner));
        _log.Reads("outer: 1; Suspended Running; outer caught already executing; outer: done; Closed Running",
            "inner: 2; inner: 3");
    }

    [Fact, Row("FROM-47")]
    public void Outer_may_catch_it_and_yield_which_ignores_the_close()
    {
        _outer = Catching("outer", _inner, "x", "goes on");
        _log.Next(("outer", _outer), ("inner", _inner));
        States();
        _log.Next(("inner", _inner), ("outer", _outer), ("outer", _outer));
        _log.Reads("outer: 1; Suspended Running; outer caught already executing; outer: ignored exit",
            "Suspended Running; inner: 2; Suspended Suspended; inner: 3; outer: goes on; outer: end");
    }

    [Theory, Row("FROM-47")]
    [InlineData(true, "Suspended Running Running", "Closed Running Running; driven: 2; Closed Suspended Suspended")]
    [InlineData(false, "Suspended Suspended Running; middle already executing",
        "Closed Closed Running; driven: 2; Closed Closed Suspended")]
    public void With_a_middle_one_it_is_raised_above_whatever_is_driven(bool middleDriven, string before, string after)
    {
        _middle = new(async yield =>
        {
            try { await yield.From(_inner); }
            catch (InvalidOperationException e) { _log.Add($"middle {Trace.Words(e)}"); throw; }
        });
        _outer = Leaving("outer", _middle);
        _log.Next(("outer", _outer), ("driven", middleDriven ? _middle : _inner));
        States();
        _log.Reads("outer: 1", before, "outer finally; outer: already executing", after);
    }
}
