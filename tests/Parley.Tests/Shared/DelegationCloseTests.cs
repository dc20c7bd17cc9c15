using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Shared;

public class DelegationCloseTests
{
    private readonly List<string> _log = [];

    [Fact, Row("FROM-05")]
    public async Task Close_finishes_the_inner_before_the_outer()
    {
        var inner = Noting(_log, "inner");
        var outer = await Started(Make<int>(async yield =>
        {
            try { await yield.From(inner); _log.Add("not reached"); }
            finally { _log.Add($"outer, inner {inner.State}"); }
        }));
        await outer.CloseAsync();
        Assert.Equal(["inner", "outer, inner Closed"], _log);
        await IsClosed(outer);
    }

    [Fact, Row("FROM-05")]
    public async Task Close_finishes_plain_bodies_too()
    {
        var inner = Make<int>(async yield => await yield(1));
        var outer = await Started(Make<int>(async yield => await yield.From(inner)));
        await outer.CloseAsync();
        await IsClosed(inner, outer);
    }

    [Fact, Row("FROM-06")]
    public async Task Inner_that_fails_while_being_closed_raises_that_at_the_From_instead_of_the_exit()
    {
        var failure = new ArithmeticException();
        List<Exception> seen = [];
        var inner = FailingFinally(failure);
        var outer = await Started(Passing(seen, inner));
        await Throws(failure, () => outer.CloseAsync());
        Assert.Same(failure, Assert.Single(seen));
        await IsClosed(inner, outer);
    }

    [Fact, Row("FROM-35")]
    public async Task Outer_that_catches_what_its_inner_raised_while_closing_may_return_a_value()
    {
        var inner = FailingFinally(new ArithmeticException());
        var outer = await Started(Make<int, int, int>(async yield =>
        {
            try { await yield.From(inner); return 1; }
            catch (ArithmeticException) { return 2; }
        }));
        await outer.CloseAsync();
        Assert.Equal(2, outer.Result);
        await IsClosed(outer);
    }

    [Fact, Row("FROM-35")]
    public async Task Outer_that_catches_what_its_inner_raised_while_closing_and_yields_has_ignored_the_exit()
    {
        var inner = FailingFinally(new ArithmeticException());
        var outer = await Started(Make<int>(async yield =>
        {
            try { await yield.From(inner); }
            catch (ArithmeticException) { await yield(2); await yield(3); }
        }));
        await Refuses("generator ignored GeneratorExit", () => outer.CloseAsync());
        Assert.Equal(GeneratorState.Suspended, outer.State);
        await IsClosed(inner);
        await Yields(3, outer.NextAsync());
    }

    [Fact, Row("FROM-36")]
    public async Task Outer_may_absorb_the_error_that_its_inner_ignored_the_exit()
    {
        var inner = IgnoringExit();
        var outer = await Started(Make<int>(async yield =>
        {
            try { await yield.From(inner); }
            catch (InvalidOperationException e) { _log.Add(Trace.Words(e)); }
        }));
        await outer.CloseAsync();
        Assert.Equal(["ignored exit"], _log);
        await IsClosed(outer);
        Assert.Equal((GeneratorState.Suspended, 1), (inner.State, inner.Current));
        await Yields(3, inner.NextAsync());
    }

    [Fact, Row("FROM-38")]
    public async Task Three_levels_close_innermost_first()
    {
        var outer = await Started(Noting(_log, "outer", Noting(_log, "middle", Noting(_log, "inner"))));
        await outer.CloseAsync();
        Assert.Equal(["inner", "middle", "outer"], _log);
    }

    [Fact, Row("FROM-38")]
    public async Task Plain_middle_closes_between_the_others()
    {
        var middle = Delegating(Noting(_log, "inner"));
        var outer = await Started(Make<int>(async yield =>
        {
            try { await yield.From(middle); }
            finally { _log.Add($"outer, middle {middle.State}"); }
        }));
        await outer.CloseAsync();
        Assert.Equal(["inner", "outer, middle Closed"], _log);
    }

    [Fact, Row("FROM-37")]
    public async Task Value_that_the_inner_returns_while_being_closed_is_dropped()
    {
        var inner = Make<int, int, int>(async yield =>
        {
            try { return await yield(1); }
            catch (GeneratorExitException) { return 7; }
        });
        var outer = await Started(Make<int, int, int>(async yield =>
        {
            try { _log.Add($"From gives {await yield.From(inner)}"); return 1; }
            catch (GeneratorExitException) { _log.Add("outer exit"); throw; }
        }));
        await outer.CloseAsync();
        Assert.Equal(["outer exit"], _log);
        HasNoResult(outer);
        Assert.Equal(7, inner.Result);
    }

    [Fact, Row("FROM-37")]
    public async Task Value_that_a_middle_one_returns_while_being_closed_is_dropped()
    {
        var inner = Make<int>(async yield => await yield(1));
        var middle = Make<int, int, int>(async yield =>
        {
            try { await yield.From(inner); return 1; }
            catch (GeneratorExitException) { _log.Add("middle exit"); return 2; }
        });
        var outer = await Started(Make<int, int, int>(async yield =>
        {
            try { _log.Add($"From gives {await yield.From(middle)}"); return 3; }
            catch (GeneratorExitException) { _log.Add("outer exit"); return 4; }
        }));
        await outer.CloseAsync();
        Assert.Equal(["middle exit", "outer exit"], _log);
        Assert.Equal((2, 4), (middle.Result, outer.Result));
    }

    [Fact, Row("FROM-37")]
    public async Task Middle_that_absorbs_the_failure_of_its_inner_does_not_spare_the_outer_the_exit()
    {
        List<Exception> seen = [];
        var inner = FailingFinally(new ArithmeticException());
        var middle = Make<int>(async yield =>
        {
            try { await yield.From(inner); }
            catch (ArithmeticException) { }
        });
        var outer = await Started(Passing(seen, middle));
        await outer.CloseAsync();
        Assert.IsType<GeneratorExitException>(Assert.Single(seen));
    }
}
