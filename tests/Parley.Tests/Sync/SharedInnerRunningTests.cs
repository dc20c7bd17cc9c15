using static Parley.Tests.Sync.Vocabulary;

namespace Parley.Tests.Sync;

/// <summary>While i runs for x, something is done to y, which is paused in (or comes to) a From of i.</summary>
public class SharedInnerRunningTests
{
    private readonly Trace _log = [];
    private readonly Generator<string, string?> _x;
    private readonly Generator<string, string?, string> _i;
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
        _x = Passing(_log, "x", _i, "x1");
    }

    private void Next(string names) => _log.Next<string>([.. names.Select(name => ($"{name}", name == 'x' ? _x : _y))]);

    [Theory, Row("FROM-46"), MemberData(nameof(Ways), MemberType = typeof(Vocabulary))]
    public void Uncaught_the_error_finishes_y_and_neither_i_nor_x(string way)
    {
        _y = Leaving(_log, "y", _i);
        _inside = () => _log.Do(way, "y inside", _y);
        Next("xyx");
        _log.States(_x, _y, _i);
        Next("xy");
        _log.Reads(
            "x: 0", "y: 1", "y finally", "y inside: already executing", "Running Closed Running",
            "x: 2", "Suspended Closed Suspended", "x has v", "x: x1", "y: end");
    }

    [Theory, Row("FROM-46"), MemberData(nameof(Ways), MemberType = typeof(Vocabulary))]
    public void Caught_at_the_From_of_y_it_lets_y_go_on(string way)
    {
        _y = Catching(_log, "y", _i, "y1", "y2");
        _inside = () => _log.Do(way, "y inside", _y);
        Next("xyx");
        _log.States(_x, _y, _i);
        Next("xy");
        _log.Reads(
            "x: 0", "y: 1", "y caught already executing", way == "Close" ? "y inside: ignored exit" : "y inside: y1",
            "Running Suspended Running", "x: 2", "Suspended Suspended Suspended", "x has v", "x: x1", "y: y2");
    }

    [Fact, Row("FROM-46")]
    public void Fresh_y_fails_at_its_From_of_the_running_inner()
    {
        _y = Catching(_log, "y", _i, "y1", "y2");
        _inside = () => _log.Do("Next", "y inside", _y);
        Next("xxxyxy");
        _log.Reads(
            "x: 0", "x: 1", "y caught already executing", "y inside: y1", "Running Suspended Running", "x: 2",
            "y: y2", "x has v", "x: x1", "y: end");
    }

    [Fact, Row("FROM-46")]
    public void Above_a_middle_one_the_error_is_raised_at_the_From_of_the_middle_one()
    {
        var middle = Leaving(_log, "middle", _i);
        _y = Catching(_log, "y", middle, "y1");
        _inside = () => _log.Do("Next", "y inside", _y);
        Next("xyx");
        _log.States(_x, _y, middle, _i);
        Next("y");
        _log.Reads(
            "x: 0", "y: 1", "middle finally", "y caught already executing", "y inside: y1",
            "Running Suspended Running", "x: 2", "Suspended Suspended Closed Suspended", "y: end");
    }

    [Fact, Row("FROM-46")]
    public void Where_the_middle_one_is_shared_the_error_is_raised_at_the_From_of_y()
    {
        var middle = new Generator<string, string?, string>(async yield =>
        {
            _log.Add($"middle has {await yield.From(_i)}");
            return "m";
        });
        var x = new Generator<string, string?>(async yield => _log.Add($"x has {await yield.From(middle)}"));
        _y = Catching(_log, "y", middle, "y1");
        _inside = () => { _log.Do("Next", "y inside", _y); _log.States(x, _y, middle); };
        _log.Next(("x", x), ("y", _y), ("x", x));
        _log.States(x, _y, middle, _i);
        _log.Next(("y", _y), ("x", x));
        _log.Reads(
            "x: 0", "y: 1", "y caught already executing", "y inside: y1", "Running Suspended Running",
            "Created Suspended Running", "x: 2", "Suspended Suspended Suspended Suspended", "y: end",
            "middle has v", "x has m", "x: end");
    }
}
