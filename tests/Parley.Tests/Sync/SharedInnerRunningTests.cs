using Parley.Tests.Harness;
using Xunit;

namespace Parley.Tests.Sync;

/// <summary>While i runs for x, something is done to y, which is paused in (or comes to) a From of i.</summary>
public class SharedInnerRunningTests
{
    private readonly Trace _log = [];
    private readonly Generator<string, string?> _x;
    private readonly Generator<string, string?, string> _i;
    private Generator<string, string?> _y = null!;
    private Action _inside = () => { };

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
        _x = new(async yield =>
        {
            _log.Add($"x has {await yield.From(_i)}");
            await yield("x");
        });
    }

    private void Next(string names)
    {
        foreach (char name in names) _log.Call($"{name}", () => (name == 'x' ? _x : _y).Next());
    }

    private void Drive(string way)
    {
        if (way == "Next") _log.Call("y inside", () => _y.Next());
        if (way == "Send") _log.Call("y inside", () => _y.Send("lost"));
        if (way == "Throw") _log.Call("y inside", () => _y.Throw(new ArithmeticException("e")));
        if (way == "Exit") _log.Call("y inside", () => _y.Throw(new GeneratorExitException()));
        if (way == "Close") _log.Call("y inside", _y.Close);
    }

    public static TheoryData<string> Ways => ["Next", "Send", "Throw", "Exit", "Close"];

    [Theory, Row("FROM-46"), MemberData(nameof(Ways))]
    public void Uncaught_the_error_finishes_y_and_neither_i_nor_x(string way)
    {
        _y = new(async yield =>
        {
            try
            {
                await yield.From(_i);
            }
            finally
            {
                _log.Add("y finally");
            }
        });
        _inside = () => Drive(way);
        Next("xyx");
        _log.States(_x, _y, _i);
        Next("xy");
        Assert.Equal(
            [
                "x: 0", "y: 1", "y finally", "y inside: already executing", "Running Closed Running",
                "x: 2", "Suspended Closed Suspended", "x has v", "x: x", "y: end",
            ],
            _log);
    }

    [Theory, Row("FROM-46"), MemberData(nameof(Ways))]
    public void Caught_at_the_From_of_y_it_lets_y_go_on(string way)
    {
        _y = new(async yield =>
        {
            try
            {
                await yield.From(_i);
            }
            catch (InvalidOperationException e)
            {
                _log.Add($"y: {Trace.Words(e)}");
                await yield("caught");
            }

            await yield("y2");
        });
        _inside = () => Drive(way);
        Next("xyx");
        _log.States(_x, _y, _i);
        Next("xy");
        Assert.Equal(
            [
                "x: 0", "y: 1", "y: already executing", way == "Close" ? "y inside: ignored exit" : "y inside: caught",
                "Running Suspended Running", "x: 2", "Suspended Suspended Suspended", "x has v", "x: x", "y: y2",
            ],
            _log);
    }

    [Fact, Row("FROM-46")]
    public void Fresh_y_fails_at_its_From_of_the_running_inner()
    {
        _y = new(async yield =>
        {
            try
            {
                await yield.From(_i);
            }
            catch (InvalidOperationException e)
            {
                _log.Add($"y: {Trace.Words(e)}");
                await yield("caught");
            }

            await yield("y2");
        });
        _inside = () => Drive("Next");
        Next("xxxyxy");
        Assert.Equal(
            [
                "x: 0", "x: 1", "y: already executing", "y inside: caught", "Running Suspended Running", "x: 2",
                "y: y2", "x has v", "x: x", "y: end",
            ],
            _log);
    }

    [Fact, Row("FROM-46")]
    public void Above_a_middle_one_the_error_is_raised_at_the_From_of_the_middle_one()
    {
        var middle = new Generator<string, string?, string>(async yield =>
        {
            try
            {
                return await yield.From(_i);
            }
            finally
            {
                _log.Add("middle finally");
            }
        });
        _y = new(async yield =>
        {
            try
            {
                await yield.From(middle);
            }
            catch (InvalidOperationException e)
            {
                _log.Add($"y: {Trace.Words(e)}");
                await yield("caught");
            }
        });
        _inside = () => Drive("Next");
        Next("xyx");
        _log.States(_x, _y, middle, _i);
        Next("y");
        Assert.Equal(
            [
                "x: 0", "y: 1", "middle finally", "y: already executing", "y inside: caught",
                "Running Suspended Running", "x: 2", "Suspended Suspended Closed Suspended", "y: end",
            ],
            _log);
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
        _y = new(async yield =>
        {
            try
            {
                await yield.From(middle);
            }
            catch (InvalidOperationException e)
            {
                _log.Add($"y: {Trace.Words(e)}");
                await yield("caught");
            }
        });
        _inside = () =>
        {
            Drive("Next");
            _log.States(x, _y, middle);
        };
        _log.Call("x", () => x.Next());
        Next("y");
        _log.Call("x", () => x.Next());
        _log.States(x, _y, middle, _i);
        Next("y");
        _log.Call("x", () => x.Next());
        Assert.Equal(
            [
                "x: 0", "y: 1", "y: already executing", "y inside: caught", "Running Suspended Running",
                "Created Suspended Running", "x: 2", "Suspended Suspended Suspended Suspended", "y: end",
                "middle has v", "x has m", "x: end",
            ],
            _log);
    }
}
