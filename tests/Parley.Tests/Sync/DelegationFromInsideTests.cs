using Parley.Tests.Harness;
using Xunit;

namespace Parley.Tests.Sync;

/// <summary>The inner is driven directly, and does something to its own paused outer.</summary>
public class DelegationFromInsideTests
{
    private readonly Trace _log = [];
    private readonly Generator<string, string?> _inner;
    private Generator<string, string?> _middle = null!;
    private Generator<string, string?> _outer = null!;

    public DelegationFromInsideTests() => _inner = new(async yield =>
    {
        await yield("1");
        States();
        Drive();
        States();
        await yield("2");
        await yield("3");
    });

    private string Way { get; set; } = "Close";

    private void States()
    {
        if (_middle is null) _log.States(_outer, _inner);
        else _log.States(_outer, _middle, _inner);
    }

    private void Drive()
    {
        if (Way == "Next") _log.Call("outer", () => _outer.Next());
        if (Way == "Send") _log.Call("outer", () => _outer.Send("lost"));
        if (Way == "Throw") _log.Call("outer", () => _outer.Throw(new ArithmeticException("e")));
        if (Way == "Exit") _log.Call("outer", () => _outer.Throw(new GeneratorExitException()));
        if (Way == "Close") _log.Call("outer", _outer.Close);
    }

    [Theory, Row("FROM-47")]
    [InlineData("Next"), InlineData("Send"), InlineData("Throw"), InlineData("Exit"), InlineData("Close")]
    public void Error_is_raised_at_the_From_of_the_outer_and_finishes_it(string way)
    {
        Way = way;
        _outer = new(async yield =>
        {
            try
            {
                await yield.From(_inner);
            }
            finally
            {
                _log.Add("outer finally");
            }
        });
        _log.Call("outer", () => _outer.Next());
        _log.Call("inner", () => _inner.Next());
        States();
        _log.Call("inner", () => _inner.Next());
        _log.Call("outer", () => _outer.Next());
        Assert.Equal(
            [
                "outer: 1", "Suspended Running", "outer finally", "outer: already executing", "Closed Running",
                "inner: 2", "Closed Suspended", "inner: 3", "outer: end",
            ],
            _log);
    }

    [Fact, Row("FROM-47")]
    public void Outer_may_catch_it_and_return()
    {
        _outer = new(async yield =>
        {
            try
            {
                await yield.From(_inner);
            }
            catch (InvalidOperationException e)
            {
                _log.Add($"caught {Trace.Words(e)}");
            }
        });
        _log.Call("outer", () => _outer.Next());
        _log.Call("inner", () => _inner.Next());
        _log.Call("inner", () => _inner.Next());
        Assert.Equal(
            [
                "outer: 1", "Suspended Running", "caught already executing", "outer: done", "Closed Running",
                "inner: 2", "inner: 3",
            ],
            _log);
    }

    [Fact, Row("FROM-47")]
    public void Outer_may_catch_it_and_yield_which_ignores_the_close()
    {
        _outer = new(async yield =>
        {
            try
            {
                await yield.From(_inner);
            }
            catch (InvalidOperationException e)
            {
                _log.Add($"caught {Trace.Words(e)}");
                await yield("x");
            }

            _log.Add("outer goes on");
        });
        _log.Call("outer", () => _outer.Next());
        _log.Call("inner", () => _inner.Next());
        States();
        _log.Call("inner", () => _inner.Next());
        _log.Call("outer", () => _outer.Next());
        Assert.Equal(
            [
                "outer: 1", "Suspended Running", "caught already executing", "outer: ignored exit", "Suspended Running",
                "inner: 2", "Suspended Suspended", "inner: 3", "outer goes on", "outer: end",
            ],
            _log);
    }

    [Theory, Row("FROM-47"), InlineData(false), InlineData(true)]
    public void With_a_middle_one_it_is_raised_above_whatever_is_driven(bool middleDriven)
    {
        _middle = new(async yield =>
        {
            try
            {
                await yield.From(_inner);
            }
            catch (InvalidOperationException e)
            {
                _log.Add($"middle {Trace.Words(e)}");
                throw;
            }
        });
        _outer = new(async yield =>
        {
            try
            {
                await yield.From(_middle);
            }
            finally
            {
                _log.Add("outer finally");
            }
        });
        _log.Call("outer", () => _outer.Next());
        _log.Call("driven", () => (middleDriven ? _middle : _inner).Next());
        States();
        Assert.Equal(
            middleDriven
                ? [
                    "outer: 1", "Suspended Running Running", "outer finally", "outer: already executing",
                    "Closed Running Running", "driven: 2", "Closed Suspended Suspended",
                ]
                : [
                    "outer: 1", "Suspended Suspended Running", "middle already executing", "outer finally",
                    "outer: already executing", "Closed Closed Running", "driven: 2", "Closed Closed Suspended",
                ],
            _log);
    }
}
