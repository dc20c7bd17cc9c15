using static Parley.Tests.Sync.Vocabulary;

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
        _first = Noting(_log, "i1", ["1", "2"], returns: "i1!");
        _second = Noting(_log, "i2", ["3", "4", "5"], returns: "i2!");
        _middle = new(async yield =>
        {
            _log.Add($"mid has {await yield.From(_first)}");
            _log.Add($"mid got {await yield("m")}");
            _log.Add($"mid has {await yield.From(_second)}");
            return "mid!";
        });
        _outer = Passing(_log, "out", _middle, "o");
    }

    private Generator<string, string?> Named(char name) => name == 'o' ? _outer : _middle;

    private void Next(string names) => _log.Next<string>([.. names.Select(name => ($"{name}", Named(name)))]);

    private void States() => _log.States(_outer, _middle, _first, _second);

    [Fact, Row("FROM-44")]
    public void Advanced_in_turn_they_give_one_sequence_also_where_the_middle_goes_on_to_another_inner()
    {
        foreach (char who in "omomomomo") { Next($"{who}"); States(); }
        _log.Reads(
            "o: 1", "Suspended Suspended Suspended Created",
            "i1 got", "m: 2", "Suspended Suspended Suspended Created",
            "i1 got", "mid has i1!", "o: m", "Suspended Suspended Closed Created",
            "mid got ", "m: 3", "Suspended Suspended Closed Suspended",
            "i2 got", "o: 4", "Suspended Suspended Closed Suspended",
            "i2 got", "m: 5", "Suspended Suspended Closed Suspended",
            "i2 got", "mid has i2!", "out has mid!", "o: o", "Suspended Closed Closed Closed",
            "m: end", "Suspended Closed Closed Closed",
            "out got", "o: end out!", "Closed Closed Closed Closed");
    }

    [Fact, Row("FROM-44")]
    public void Sent_to_in_turn_each_value_arrives_where_the_chain_then_stands()
    {
        Next("o");
        int sent = 0;
        foreach (char who in "momomomo") _log.Call($"{who}", () => Named(who).Send($"{sent++}"));
        _log.Reads(
            "o: 1", "i1 got 0", "m: 2", "i1 got 1", "mid has i1!", "o: m", "mid got 2", "m: 3", "i2 got 3", "o: 4",
            "i2 got 4", "m: 5", "i2 got 5", "mid has i2!", "out has mid!", "o: o", "m: end", "out got 7",
            "o: end out!");
    }

    [Theory, Row("FROM-44"), InlineData("Throw"), InlineData("Close"), InlineData("Exit")]
    public void Ending_the_outer_ends_the_inner_that_the_middle_has_gone_on_to(string way)
    {
        Next("ommm");
        _log.Clear();
        _log.Do(way, "o", _outer);
        States();
        string outcome = way switch { "Throw" => "o: e", "Exit" => "o: exit", _ => "o: done" };
        _log.Reads(outcome, "Closed Closed Closed Closed");
    }

    [Theory, Row("FROM-44")]
    [InlineData("Next", "out has  | o: o | Suspended"), InlineData("Send", "out has  | o: o | Suspended")]
    [InlineData("Throw", "o: e | Closed"), InlineData("Close", "o: done | Closed")]
    [InlineData("Exit", "o: exit | Closed")]
    public void Closing_the_middle_closes_its_inner_and_lets_the_outer_go_on(string way, string then)
    {
        Next("o");
        _middle.Close();
        States();
        _log.Do(way, "o", _outer);
        _log.States(_outer);
        _log.Reads(["o: 1", "Suspended Closed Closed Created", .. then.Split(" | ")]);
    }

    [Fact, Row("FROM-44")]
    public void Exception_thrown_into_the_middle_stays_there()
    {
        Next("o");
        _log.Do("Throw", "m", _middle);
        States();
        Next("o");
        _log.Reads("o: 1", "m: e", "Suspended Closed Closed Created", "out has ", "o: o");
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
        _log.Reads(
            "o: 1", "mid exit", "m: ignored exit", "Suspended Suspended Closed Created", "mid goes on", "o: 3",
            "i2 got", "m: 4", "i2 got", "o: 5", "i2 got", "out has i2!", "o: end");
    }
}
