using Parley.Tests.Harness;
using Xunit;
using static Parley.Tests.Harness.Expect;
using static Parley.Tests.Harness.Subject;

namespace Parley.Tests.Shared;

/// <summary>An exception thrown in at each place around a try, directly and through a delegation.</summary>
public class TryPositionTests
{
    [Theory, Row("T262-01", "T262-08"), InlineData(false), InlineData(true)]
    public async Task Before_a_try_neither_its_catch_nor_its_finally_runs(bool delegated)
    {
        List<string> log = [];
        var body = Make<int>(async yield =>
        {
            await yield(1);
            log.Add("not reached");
            try
            {
                await yield(2);
            }
            catch (Exception)
            {
                log.Add("catch");
            }
            finally
            {
                log.Add("finally");
            }
        });
        var g = delegated ? Make<int>(async yield => await yield.From(body)) : body;
        var exception = new ArithmeticException();

        await Yields(1, g.NextAsync());
        await Throws(exception, () => g.ThrowAsync(exception));
        Assert.Empty(log);
        Assert.False(await g.MoveNextAsync());
    }

    [Theory, Row("T262-02", "T262-08"), InlineData(false), InlineData(true)]
    public async Task Inside_a_try_its_catch_may_yield_the_exception_as_a_value(bool delegated)
    {
        var body = Make<object>(async yield =>
        {
            await yield(1);
            try
            {
                await yield(2);
                await yield("not reached");
            }
            catch (ArithmeticException e)
            {
                await yield(e);
            }

            await yield(3);
        });
        var g = delegated ? Make<object>(async yield => await yield.From(body)) : body;
        var exception = new ArithmeticException();

        await Yields(1, g.NextAsync());
        await Yields(2, g.NextAsync());
        Assert.Same(exception, await g.ThrowAsync(exception));
        await Yields(3, g.NextAsync());
        Assert.False(await g.MoveNextAsync());
    }

    [Theory, Row("T262-03", "T262-08"), InlineData(false), InlineData(true)]
    public async Task Inside_a_catch_that_catch_does_not_catch_it_again(bool delegated)
    {
        var caught = 0;
        var body = Make<int>(async yield =>
        {
            try
            {
                await yield(1);
                throw new ArithmeticException();
            }
            catch (Exception)
            {
                caught++;
                await yield(2);
                caught++;
            }

            await yield(3);
        });
        var g = delegated ? Make<int>(async yield => await yield.From(body)) : body;
        var exception = new ArithmeticException();

        await Yields(1, g.NextAsync());
        await Yields(2, g.NextAsync());
        await Throws(exception, () => g.ThrowAsync(exception));
        Assert.Equal(1, caught);
        Assert.False(await g.MoveNextAsync());
    }

    [Theory, Row("T262-04", "T262-08"), InlineData(false), InlineData(true)]
    public async Task Inside_a_try_with_a_yielding_finally_the_value_comes_first_then_the_exception(bool delegated)
    {
        List<string> log = [];
        var body = Make<int>(async yield =>
        {
            await yield(1);
            try
            {
                await yield(2);
                log.Add("not reached");
            }
            finally
            {
                await yield(3);
                log.Add("rest of the finally");
            }

            log.Add("not reached");
        });
        var g = delegated ? Make<int>(async yield => await yield.From(body)) : body;
        var exception = new ArithmeticException();

        await Yields(1, g.NextAsync());
        await Yields(2, g.NextAsync());
        await Yields(3, g.ThrowAsync(exception));
        Assert.Empty(log);
        await Throws(exception, () => g.NextAsync());
        Assert.Equal(["rest of the finally"], log);
        Assert.False(await g.MoveNextAsync());
    }

    [Theory, Row("T262-05", "T262-08"), InlineData(false), InlineData(true)]
    public async Task Inside_a_finally_the_rest_of_it_is_skipped(bool delegated)
    {
        List<string> log = [];
        var body = Make<int>(async yield =>
        {
            try
            {
                await yield(1);
            }
            finally
            {
                await yield(2);
                log.Add("not reached");
            }

            log.Add("not reached");
        });
        var g = delegated ? Make<int>(async yield => await yield.From(body)) : body;
        var exception = new ArithmeticException();

        await Yields(1, g.NextAsync());
        await Yields(2, g.NextAsync());
        await Throws(exception, () => g.ThrowAsync(exception));
        Assert.Empty(log);
        Assert.False(await g.MoveNextAsync());
    }

    [Theory, Row("T262-07", "T262-08"), InlineData(false), InlineData(true)]
    public async Task Second_throw_at_the_yield_of_the_finally_replaces_the_first(bool delegated)
    {
        var body = Make<int>(async yield =>
        {
            try
            {
                await yield(1);
            }
            finally
            {
                await yield(2);
            }
        });
        var g = delegated ? Make<int>(async yield => await yield.From(body)) : body;
        var second = new ArithmeticException();

        await Yields(1, g.NextAsync());
        await Yields(2, g.ThrowAsync(new InvalidCastException()));
        await Throws(second, () => g.ThrowAsync(second));
        Assert.Null(second.InnerException);
        Assert.False(await g.MoveNextAsync());
    }

    [Theory, Row("T262-07", "T262-08"), InlineData(false), InlineData(true)]
    public async Task Second_throw_in_a_nested_finally_is_what_the_outer_catch_sees(bool delegated)
    {
        List<Exception> caught = [];
        var body = Make<int>(async yield =>
        {
            try
            {
                try
                {
                    await yield(1);
                }
                finally
                {
                    await yield(2);
                }
            }
            catch (Exception e)
            {
                caught.Add(e);
                await yield(3);
            }
        });
        var g = delegated ? Make<int>(async yield => await yield.From(body)) : body;
        var second = new ArithmeticException();

        await Yields(1, g.NextAsync());
        await Yields(2, g.ThrowAsync(new InvalidCastException()));
        await Yields(3, g.ThrowAsync(second));
        Assert.Same(second, Assert.Single(caught));
        Assert.False(await g.MoveNextAsync());
    }
}
