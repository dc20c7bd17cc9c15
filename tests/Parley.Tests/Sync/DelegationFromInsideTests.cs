using static Parley.Tests.Sync.Vocabulary;

namespace Parley.Tests.Sync;

/// <summary>The inner is driven directly, and does something to its own paused outer.</summary>
public class DelegationFromInsideTests
{
    private readonly Trace _log = [];
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

    private void States()
    {
        if (_middle is null) _log.States(_outer, _inner);
        else _log.States(_outer, _middle, _inner);
    }

    [Theory, Row("FROM-47"), MemberData(nameof(Ways), MemberType = typeof(Vocabulary))]
    public void Error_is_raised_at_the_From_of_the_outer_and_finishes_it(string way)
    {
        _way = way;
        _outer = Leaving(_log, "outer", _inner);
        _log.Next(("outer", _outer), ("inner", _inner));
        States();
        _log.Next(("inner", _inner), ("outer", _outer));
        _log.Reads(
            "outer: 1", "Suspended Running", "outer finally", "outer: already executing", "Closed Running",
            "inner: 2", "Closed Suspended", "inner: 3", "outer: end");
    }

    [Fact, Row("FROM-47")]
    public void Outer_may_catch_it_and_return()
    {
        _outer = Catching(_log, "outer", _inner);
        _log.Next(("outer", _outer), ("inner", _inner), ("inner", _inner));
        _log.Reads(
            "outer: 1", "Suspended Running", "outer caught already executing", "outer: done", "Closed Running",
            "inner: 2", "inner: 3");
    }

    [Fact, Row("FROM-47")]
    public void Outer_may_catch_it_and_yield_which_ignores_the_close()
    {
        _outer = Catching(_log, "outer", _inner, "x", "goes on");
        _log.Next(("outer", _outer), ("inner", _inner));
        States();
        _log.Next(("inner", _inner), ("outer", _outer), ("outer", _outer));
        _log.Reads(
            "outer: 1", "Suspended Running", "outer caught already executing", "outer: ignored exit",
            "Suspended Running", "inner: 2", "Suspended Suspended", "inner: 3", "outer: goes on", "outer: end");
    }

    [Theory, Row("FROM-47"), InlineData(false), InlineData(true)]
    public void With_a_middle_one_it_is_raised_above_whatever_is_driven(bool middleDriven)
    {
        _middle = new(async yield =>
        {
            try { await yield.From(_inner); }
            catch (InvalidOperationException e) { _log.Add($"middle {Trace.Words(e)}"); throw; }
        });
        _outer = Leaving(_log, "outer", _middle);
        _log.Next(("outer", _outer), ("driven", middleDriven ? _middle : _inner));
        States();
        string[] seen = middleDriven
            ? [
                "outer: 1", "Suspended Running Running", "outer finally", "outer: already executing",
                "Closed Running Running", "driven: 2", "Closed Suspended Suspended",
            ]
            : [
                "outer: 1", "Suspended Suspended Running", "middle already executing", "outer finally",
                "outer: already executing", "Closed Closed Running", "driven: 2", "Closed Closed Suspended",
            ];
        _log.Reads(seen);
    }
}
