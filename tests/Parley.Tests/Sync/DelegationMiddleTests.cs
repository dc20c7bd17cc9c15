using Parley.Tests.Harness;
using Xunit;

namespace Parley.Tests.Sync;

/// <summary>A middle generator of a chain is advanced, thrown into or closed from outside: the outer follows.</summary>
public class DelegationMiddleTests
{
    private readonly Trace _log = [];
    private readonly Generator<string, string?, string> _first;
    private readonly Generator<string, string?, string> _second;
    private readonly Generator<string, string?, string> _middle;
    private readonly Generator<string, string?> _outer;

    public DelegationMiddleTests()
    {
        _first = Inner("i1", "1", "2");
        _second = Inner("i2", "3", "4", "5");
        _middle = new(async yield =>
        {
            _log.Add($"mid has {await yield.From(_first)}");
            _log.Add($"mid got {await yield("m")}");
            _log.Add($"mid has {await yield.From(_second)}");
            return "mid!";
        });
        _outer = new(async yield =>
        {
            _log.Add($"out has {await yield.From(_middle)}");
            _log.Add($"out got {await yield("o")}");
        });
    }

    private Generator<string, string?, string> Inner(string name, params string[] values) => new(async yield =>
    {
        foreach (string value in values) _log.Add($"{name} got {await yield(value)}");
        return name + "!";
    });

    private void Next(string who) => _log.Call(who, () => (who == "o" ? _outer : _middle).Next());

    private void Send(string who, string value) => _log.Call(who, () => (who == "o" ? _outer : _middle).Send(value));

    private void States() => _log.States(_outer, _middle, _first, _second);

    [Fact, Row("FROM-44")]
    public void Advanced_in_turn_they_give_one_sequence_also_where_the_middle_goes_on_to_another_inner()
    {
        foreach (string who in (string[])["o", "m", "o", "m", "o", "m", "o", "m", "o"])
        {
            Next(who);
            States();
        }

        Assert.Equal(
            [
                "o: 1", "Suspended Suspended Suspended Created",
                "i1 got ", "m: 2", "Suspended Suspended Suspended Created",
                "i1 got ", "mid has i1!", "o: m", "Suspended Suspended Closed Created",
                "mid got ", "m: 3", "Suspended Suspended Closed Suspended",
                "i2 got ", "o: 4", "Suspended Suspended Closed Suspended",
                "i2 got ", "m: 5", "Suspended Suspended Closed Suspended",
                "i2 got ", "mid has i2!", "out has mid!", "o: o", "Suspended Closed Closed Closed",
                "m: end", "Suspended Closed Closed Closed",
                "out got ", "o: end", "Closed Closed Closed Closed",
            ],
            _log);
    }

    [Fact, Row("FROM-44")]
    public void Sent_to_in_turn_each_value_arrives_where_the_chain_then_stands()
    {
        Next("o");
        int sent = 0;
        foreach (string who in (string[])["m", "o", "m", "o", "m", "o", "m", "o"]) Send(who, $"{sent++}");
        Assert.Equal(
            [
                "o: 1", "i1 got 0", "m: 2", "i1 got 1", "mid has i1!", "o: m", "mid got 2", "m: 3", "i2 got 3", "o: 4",
                "i2 got 4", "m: 5", "i2 got 5", "mid has i2!", "out has mid!", "o: o", "m: end", "out got 7", "o: end",
            ],
            _log);
    }

    [Theory, Row("FROM-44"), InlineData("Throw"), InlineData("Close"), InlineData("Exit")]
    public void Ending_the_outer_ends_the_inner_that_the_middle_has_gone_on_to(string way)
    {
        Next("o");
        Next("m");
        Next("m");
        Next("m");
        States();
        _log.Clear();
        EndOuter(way);
        States();
        string outcome = way switch { "Throw" => "o: e", "Exit" => "o: exit", _ => "o: done" };
        Assert.Equal([outcome, "Closed Closed Closed Closed"], _log);
    }

    [Theory, Row("FROM-44")]
    [InlineData("Next", "out has  | o: o | Suspended")]
    [InlineData("Send", "out has  | o: o | Suspended")]
    [InlineData("Throw", "o: e | Closed")]
    [InlineData("Close", "o: done | Closed")]
    [InlineData("Exit", "o: exit | Closed")]
    public void Closing_the_middle_closes_its_inner_and_lets_the_outer_go_on(string way, string then)
    {
        Next("o");
        _middle.Close();
        States();
        if (way == "Next") Next("o");
        else if (way == "Send") Send("o", "lost");
        else EndOuter(way);
        _log.States(_outer);
        Assert.Equal(["o: 1", "Suspended Closed Closed Created", .. then.Split(" | ")], _log);
    }

    [Fact, Row("FROM-44")]
    public void Exception_thrown_into_the_middle_stays_there()
    {
        Next("o");
        _log.Call("m", () => _middle.Throw(new ArithmeticException("e")));
        States();
        Next("o");
        Assert.Equal(["o: 1", "m: e", "Suspended Closed Closed Created", "out has ", "o: o"], _log);
    }

    [Fact, Row("FROM-44")]
    public void Middle_that_ignores_its_close_goes_on_in_the_chain()
    {
        var middle = new Generator<string, string?, string>(async yield =>
        {
            try
            {
                await yield.From(_first);
            }
            catch (GeneratorExitException)
            {
                _log.Add("mid exit");
                await yield("ignored");
            }

            _log.Add("mid goes on");
            return await yield.From(_second);
        });
        var outer = new Generator<string, string?>(async yield => _log.Add($"out has {await yield.From(middle)}"));
        _log.Call("o", () => outer.Next());
        _log.Call("m", middle.Close);
        _log.States(outer, middle, _first, _second);
        _log.Call("o", () => outer.Next());
        _log.Call("m", () => middle.Next());
        _log.Call("o", () => outer.Next());
        _log.Call("o", () => outer.Next());
        Assert.Equal(
            [
                "o: 1", "mid exit", "m: ignored exit", "Suspended Suspended Closed Created", "mid goes on", "o: 3",
                "i2 got ", "m: 4", "i2 got ", "o: 5", "i2 got ", "out has i2!", "o: end",
            ],
            _log);
    }

    private void EndOuter(string way)
    {
        if (way == "Throw") _log.Call("o", () => _outer.Throw(new ArithmeticException("e")));
        else if (way == "Exit") _log.Call("o", () => _outer.Throw(new GeneratorExitException()));
        else _log.Call("o", _outer.Close);
    }
}
