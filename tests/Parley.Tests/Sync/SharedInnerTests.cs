using Parley.Tests.Harness;
using Xunit;

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
        _i = new(async yield =>
        {
            for (int n = 0; n < 6; n++) _log.Add($"i got {await yield($"{n}")}");
            return "v";
        });
        _x = Outer("x");
        _y = Outer("y");
    }

    private Generator<string, string?> Outer(string name) => new(async yield =>
    {
        _log.Add($"{name} has {await yield.From(_i)}");
        await yield(name);
    });

    private Generator<string, string?> Named(char name) => name switch { 'x' => _x, 'y' => _y, _ => _i };

    private void Next(string names)
    {
        foreach (char name in names) _log.Call($"{name}", () => Named(name).Next());
    }

    [Fact, Row("FROM-45")]
    public void Advanced_in_turn_the_outers_and_the_inner_share_one_sequence()
    {
        Next("xyixyixyxy");
        _log.States(_x, _y, _i);
        Assert.Equal(
            [
                "x: 0", "i got ", "y: 1", "i got ", "i: 2", "i got ", "x: 3", "i got ", "y: 4", "i got ", "i: 5",
                "i got ", "x has v", "x: x", "y has v", "y: y", "x: end", "y: end", "Closed Closed Closed",
            ],
            _log);
    }

    [Fact, Row("FROM-45")]
    public void Sent_to_in_turn_every_value_arrives()
    {
        Next("xy");
        int sent = 0;
        foreach (char name in "ixyixyxy") _log.Call($"{name}", () => Named(name).Send($"{sent++}"));
        Assert.Equal(
            [
                "x: 0", "i got ", "y: 1", "i got 0", "i: 2", "i got 1", "x: 3", "i got 2", "y: 4", "i got 3", "i: 5",
                "i got 4", "x has v", "x: x", "y has v", "y: y", "x: end", "y: end",
            ],
            _log);
    }

    [Fact, Row("FROM-45")]
    public void Inner_that_finishes_by_itself_gives_both_its_result()
    {
        Next("xyiiiiixy");
        Assert.Equal(
            [
                "x: 0", "i got ", "y: 1", "i got ", "i: 2", "i got ", "i: 3", "i got ", "i: 4", "i got ", "i: 5",
                "i got ", "i: end v", "x has v", "x: x", "y has v", "y: y",
            ],
            _log);
    }

    [Theory, Row("FROM-45"), InlineData(false), InlineData(true)]
    public void One_outer_that_is_ended_ends_the_inner_and_the_other_goes_on(bool closes)
    {
        Next("xy");
        if (closes) _log.Call("x", _x.Close);
        else _log.Call("x", () => _x.Throw(new ArithmeticException("e")));
        _log.States(_x, _y, _i);
        Next("y");
        Assert.Equal(
            ["x: 0", "i got ", "y: 1", closes ? "x: done" : "x: e", "Closed Suspended Closed", "y has ", "y: y"], _log);
    }

    [Fact, Row("FROM-45")]
    public void Outer_that_never_reached_the_inner_leaves_it_alone()
    {
        Next("x");
        _y.Close();
        Next("x");
        Assert.Equal(["x: 0", "i got ", "x: 1"], _log);
    }

    [Fact, Row("FROM-45")]
    public void Shared_middle_takes_every_outer_along()
    {
        var middle = new Generator<string, string?, string>(async yield => $"m of {await yield.From(_i)}");
        Generator<string, string?> outer(string name) => new(async yield =>
        {
            _log.Add($"{name} has {await yield.From(middle)}");
            await yield(name);
        });
        Generator<string, string?> a = outer("a"), b = outer("b");
        foreach (var g in (Generator<string, string?>[])[a, b, middle, _i, a, b]) _log.Call("", () => g.Next());
        _log.Clear();
        _log.Call("a", () => a.Send("s"));
        _log.Call("b", () => b.Next());
        Assert.Equal(["i got s", "a has m of v", "a: a", "b has m of v", "b: b"], _log);
    }
}
