using static Parley.Tests.Sync.Vocabulary;

namespace Parley.Tests.Sync;

/// <summary>Two outers, x and y, delegate to one inner, i. The kept result is the one deviation from CPython.</summary>
public class SharedInnerTests
{
    private readonly Trace _log = [];
    private readonly Generator<string, string?, string> _i;
    private readonly Generator<string, string?> _x;
    private readonly Generator<string, string?> _y;

    public SharedInnerTests()
    {
        _i = Noting(_log, "i", ["0", "1", "2", "3", "4", "5"], returns: "v");
        _x = Passing(_log, "x", _i, "x1");
        _y = Passing(_log, "y", _i, "y1");
    }

    private Generator<string, string?> Named(char name) => name switch { 'x' => _x, 'y' => _y, _ => _i };

    private void Next(string names) => _log.Next<string>([.. names.Select(name => ($"{name}", Named(name)))]);

    [Fact, Row("FROM-45")]
    public void Advanced_in_turn_the_outers_and_the_inner_share_one_sequence()
    {
        Next("xyixyixyxy");
        _log.States(_x, _y, _i);
        _log.Reads(
            "x: 0", "i got", "y: 1", "i got", "i: 2", "i got", "x: 3", "i got", "y: 4", "i got", "i: 5", "i got",
            "x has v", "x: x1", "y has v", "y: y1", "x got", "x: end x!", "y got", "y: end y!", "Closed Closed Closed");
    }

    [Fact, Row("FROM-45")]
    public void Sent_to_in_turn_every_value_arrives()
    {
        Next("xy");
        int sent = 0;
        foreach (char name in "ixyixyxy") _log.Call($"{name}", () => Named(name).Send($"{sent++}"));
        _log.Reads(
            "x: 0", "i got", "y: 1", "i got 0", "i: 2", "i got 1", "x: 3", "i got 2", "y: 4", "i got 3", "i: 5",
            "i got 4", "x has v", "x: x1", "y has v", "y: y1", "x got 6", "x: end x!", "y got 7", "y: end y!");
    }

    [Fact, Row("FROM-45")]
    public void Inner_that_finishes_by_itself_gives_both_its_result()
    {
        Next("xyiiiiixy");
        _log.Reads(
            "x: 0", "i got", "y: 1", "i got", "i: 2", "i got", "i: 3", "i got", "i: 4", "i got", "i: 5", "i got",
            "i: end v", "x has v", "x: x1", "y has v", "y: y1");
    }

    [Theory, Row("FROM-45"), InlineData(false), InlineData(true)]
    public void One_outer_that_is_ended_ends_the_inner_and_the_other_goes_on(bool closes)
    {
        Next("xy");
        _log.Do(closes ? "Close" : "Throw", "x", _x);
        _log.States(_x, _y, _i);
        Next("y");
        _log.Reads("x: 0", "i got", "y: 1", closes ? "x: done" : "x: e", "Closed Suspended Closed", "y has ", "y: y1");
    }

    [Fact, Row("FROM-45")]
    public void Outer_that_never_reached_the_inner_leaves_it_alone()
    {
        Next("x");
        _y.Close();
        Next("x");
        _log.Reads("x: 0", "i got", "x: 1");
    }

    [Fact, Row("FROM-45")]
    public void Shared_middle_takes_every_outer_along()
    {
        var middle = new Generator<string, string?, string>(async yield => $"m of {await yield.From(_i)}");
        Generator<string, string?> a = Passing(_log, "a", middle, "a1"), b = Passing(_log, "b", middle, "b1");
        foreach (var g in (Generator<string, string?>[])[a, b, middle, _i, a, b]) g.Next();
        _log.Clear();
        _log.Call("a", () => a.Send("s"));
        _log.Next(("b", b));
        _log.Reads("i got s", "a has m of v", "a: a1", "b has m of v", "b: b1");
    }
}
