using Parley.Tests.Harness;
using Xunit;
using static Parley.Tests.Harness.Expect;
using static Parley.Tests.Harness.Subject;

namespace Parley.Tests.Shared;

public class DelegationThrowTests
{
    [Fact, Row("FROM-07")]
    public async Task Thrown_exception_is_raised_in_the_inner_and_goes_up_level_by_level()
    {
        List<string> log = [];
        var inner = Make<int>(async yield =>
        {
            try
            {
                await yield(1);
            }
            finally
            {
                log.Add("inner");
            }
        });
        var middle = Make<int>(async yield =>
        {
            try
            {
                await yield.From(inner);
            }
            finally
            {
                log.Add("middle");
            }
        });
        var outer = Make<int>(async yield =>
        {
            try
            {
                await yield.From(middle);
            }
            finally
            {
                log.Add("outer");
            }
        });
        var exception = new ArithmeticException();

        await Yields(1, outer.NextAsync());
        await Throws(exception, () => outer.ThrowAsync(exception));
        Assert.Equal(["inner", "middle", "outer"], log);
        Assert.Equal(GeneratorState.Closed, inner.State);
        Assert.Equal(GeneratorState.Closed, middle.State);
        Assert.Equal(GeneratorState.Closed, outer.State);
    }

    [Fact, Row("FROM-07")]
    public async Task TryThrow_goes_the_same_way()
    {
        List<string> log = [];
        var inner = Make<int>(async yield =>
        {
            try
            {
                await yield(1);
            }
            finally
            {
                log.Add("inner");
            }
        });
        var outer = Make<int>(async yield => await yield.From(inner));
        var exception = new ArithmeticException();

        await Yields(1, outer.NextAsync());
        await Throws(exception, () => outer.TryThrowAsync(exception));
        Assert.Equal(["inner"], log);
        Assert.False(await outer.MoveNextAsync());
    }

    [Fact, Row("FROM-08")]
    public async Task Inner_that_catches_it_and_yields_keeps_the_delegation()
    {
        List<string> log = [];
        var inner = Make<string>(async yield =>
        {
            try
            {
                await yield("inner spam");
                log.Add("not reached");
            }
            catch (ArithmeticException)
            {
                log.Add("inner caught");
                await yield("inner saved");
                await yield("inner more");
            }
        });
        var outer = Make<string>(async yield =>
        {
            try
            {
                await yield("outer ham");
                await yield.From(inner);
                await yield("outer eggs");
            }
            finally
            {
                log.Add("outer finally");
            }
        });

        await Yields("outer ham", outer.NextAsync());
        await Yields("inner spam", outer.NextAsync());
        await Yields("inner saved", outer.ThrowAsync(new ArithmeticException()));
        await Yields("inner more", outer.NextAsync());
        await Yields("outer eggs", outer.NextAsync());
        Assert.Equal(["inner caught"], log);
        Assert.False(await outer.MoveNextAsync());
        Assert.Equal(["inner caught", "outer finally"], log);
    }

    [Theory, Row("FROM-09"), InlineData(2), InlineData("two"), InlineData(null)]
    public async Task Inner_that_catches_it_and_returns_gives_the_From_its_value(object? value)
    {
        List<string> log = [];
        var inner = Make<object?, int, object?>(async yield =>
        {
            try
            {
                await yield(1);
            }
            catch (ArithmeticException)
            {
                log.Add("inner caught");
            }

            return value;
        });
        var outer = Make<object?, int>(async yield => await yield(("outer has", await yield.From(inner))));

        await Yields(1, outer.NextAsync());
        await Yields(("outer has", value), outer.ThrowAsync(new ArithmeticException()));
        Assert.Equal(["inner caught"], log);
        Assert.False(await outer.MoveNextAsync());
    }

    [Fact, Row("FROM-09")]
    public async Task TryThrow_that_finishes_inner_and_outer_is_false()
    {
        var inner = Make<int, int, int>(async yield =>
        {
            try
            {
                return await yield(1);
            }
            catch (ArithmeticException)
            {
                return 5;
            }
        });
        var outer = Make<int, int, int>(async yield => 1 + await yield.From(inner));

        await Yields(1, outer.NextAsync());
        Assert.False(await outer.TryThrowAsync(new ArithmeticException()));
        Assert.Equal(6, outer.Result);
    }

    [Fact, Row("FROM-10")]
    public async Task Middle_one_may_catch_what_the_inner_lets_through()
    {
        List<string> log = [];
        var exception = new ArithmeticException();
        var inner = Make<string>(async yield =>
        {
            try
            {
                await yield("inner");
            }
            finally
            {
                log.Add("inner finally");
            }
        });
        var middle = Make<string, int, string>(async yield =>
        {
            try
            {
                await yield.From(inner);
            }
            catch (ArithmeticException e)
            {
                log.Add(ReferenceEquals(e, exception) ? "middle caught it" : "middle caught another");
                await yield("middle");
            }

            return "middle's value";
        });
        var outer = Make<string, int, string>(async yield =>
        {
            await yield(await yield.From(middle));
            return "outer's value";
        });

        await Yields("inner", outer.NextAsync());
        await Yields("middle", outer.ThrowAsync(exception));
        Assert.Equal(["inner finally", "middle caught it"], log);
        await Yields("middle's value", outer.NextAsync());
        await Returns("outer's value", () => outer.NextAsync());
    }
}
