using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Shared;

public class DelegationThrowTests
{
    private readonly List<string> _log = [];
    private readonly ArithmeticException _exception = new();

    [Fact, Row("FROM-07")]
    public async Task Thrown_exception_is_raised_in_the_inner_and_goes_up_level_by_level()
    {
        var inner = Noting(_log, "inner");
        var middle = Noting(_log, "middle", inner);
        var outer = await Started(Noting(_log, "outer", middle));
        await Throws(_exception, () => outer.ThrowAsync(_exception));
        Assert.Equal(["inner", "middle", "outer"], _log);
        await IsClosed(inner, middle, outer);
    }

    [Fact, Row("FROM-07")]
    public async Task TryThrow_goes_the_same_way()
    {
        var outer = await Started(Delegating(Noting(_log, "inner")));
        await Throws(_exception, () => outer.TryThrowAsync(_exception));
        Assert.Equal(["inner"], _log);
        await IsClosed(outer);
    }

    [Fact, Row("FROM-08")]
    public async Task Inner_that_catches_it_and_yields_keeps_the_delegation()
    {
        var inner = Make<string>(async yield =>
        {
            try { await yield("inner spam"); _log.Add("not reached"); }
            catch (ArithmeticException)
            {
                _log.Add("inner caught");
                await yield("inner saved");
                await yield("inner more");
            }
        });
        var outer = Make<string>(async yield =>
        {
            try { await yield("outer ham"); await yield.From(inner); await yield("outer eggs"); }
            finally { _log.Add("outer finally"); }
        });
        await Yields("outer ham", outer.NextAsync());
        await Yields("inner spam", outer.NextAsync());
        await Yields("inner saved", outer.ThrowAsync(_exception));
        await Yields("inner more", outer.NextAsync());
        await Yields("outer eggs", outer.NextAsync());
        Assert.Equal(["inner caught"], _log);
        Assert.False(await outer.MoveNextAsync());
        Assert.Equal(["inner caught", "outer finally"], _log);
    }

    [Theory, Row("FROM-09"), InlineData(2), InlineData("two"), InlineData(null)]
    public async Task Inner_that_catches_it_and_returns_gives_the_From_its_value(object? value)
    {
        var inner = Make<object?, int, object?>(async yield =>
        {
            try { await yield(1); }
            catch (ArithmeticException) { _log.Add("inner caught"); }

            return value;
        });
        var outer = Make<object?, int>(async yield => await yield(("outer has", await yield.From(inner))));
        await Yields(1, outer.NextAsync());
        await Yields(("outer has", value), outer.ThrowAsync(_exception));
        Assert.Equal(["inner caught"], _log);
        Assert.False(await outer.MoveNextAsync());
    }

    [Fact, Row("FROM-09")]
    public async Task TryThrow_that_finishes_inner_and_outer_is_false()
    {
        var inner = Make<int, int, int>(async yield =>
        {
            try { return await yield(1); }
            catch (ArithmeticException) { return 5; }
        });
        var outer = await Started(Make<int, int, int>(async yield => 1 + await yield.From(inner)));
        Assert.False(await outer.TryThrowAsync(_exception));
        Assert.Equal(6, outer.Result);
    }

    [Fact, Row("FROM-10")]
    public async Task Middle_one_may_catch_what_the_inner_lets_through()
    {
        List<Exception> seen = [];
        var inner = Passing(seen);
        var middle = Make<int, int, int>(async yield =>
        {
            try { await yield.From(inner); }
            catch (ArithmeticException e) { seen.Add(e); await yield(2); }

            return 3;
        });
        var outer = Make<int, int, int>(async yield => { await yield(await yield.From(middle)); return 4; });
        await Yields(1, outer.NextAsync());
        await Yields(2, outer.ThrowAsync(_exception));
        Assert.Equal<Exception>([_exception, _exception], seen);
        await Yields(3, outer.NextAsync());
        await Returns(4, () => outer.NextAsync());
    }
}
