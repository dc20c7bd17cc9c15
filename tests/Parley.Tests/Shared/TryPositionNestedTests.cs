using Parley.Tests.Harness;
using Xunit;
using static Parley.Tests.Harness.Expect;
using static Parley.Tests.Harness.Subject;

namespace Parley.Tests.Shared;

/// <summary>An exception thrown in after a try, and at each place of nested ones, directly and delegated.</summary>
public class TryPositionNestedTests
{
    [Theory, Row("T262-06", "T262-08"), InlineData(false), InlineData(true)]
    public async Task After_a_try_and_its_catch_neither_runs_again(bool delegated)
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
            }

            await yield(3);
            caught++;
        });
        var g = delegated ? Make<int>(async yield => await yield.From(body)) : body;
        var exception = new ArithmeticException();

        await Yields(1, g.NextAsync());
        await Yields(2, g.NextAsync());
        await Yields(3, g.NextAsync());
        await Throws(exception, () => g.ThrowAsync(exception));
        Assert.Equal(1, caught);
        Assert.False(await g.MoveNextAsync());
    }

    [Theory, Row("T262-06", "T262-08"), InlineData(false), InlineData(true)]
    public async Task After_a_finally_it_does_not_run_again(bool delegated)
    {
        var finished = 0;
        var body = Make<int>(async yield =>
        {
            try
            {
                await yield(1);
            }
            finally
            {
                finished++;
                await yield(2);
            }

            await yield(3);
            finished++;
        });
        var g = delegated ? Make<int>(async yield => await yield.From(body)) : body;
        var exception = new ArithmeticException();

        await Yields(1, g.NextAsync());
        await Yields(2, g.NextAsync());
        await Yields(3, g.NextAsync());
        await Throws(exception, () => g.ThrowAsync(exception));
        Assert.Equal(1, finished);
        Assert.False(await g.MoveNextAsync());
    }

    // What is left to happen when the exception is thrown in at the yield of that number.
    [Theory, Row("T262-06", "T262-08")]
    [InlineData(false, 1, "finally 5 after thrown")]
    [InlineData(false, 2, "catch 3 caught 4 finally 5 after 6 end")]
    [InlineData(false, 3, "finally 5 after thrown")]
    [InlineData(false, 4, "finally 5 after thrown")]
    [InlineData(false, 5, "thrown")]
    [InlineData(true, 1, "finally 5 after thrown")]
    [InlineData(true, 2, "catch 3 caught 4 finally 5 after 6 end")]
    [InlineData(true, 3, "finally 5 after thrown")]
    [InlineData(true, 4, "finally 5 after thrown")]
    [InlineData(true, 5, "thrown")]
    public async Task In_nested_tries_it_is_raised_where_the_body_is_paused(bool delegated, int at, string rest)
    {
        List<string> log = [];
        var body = Make<int>(async yield =>
        {
            try
            {
                await yield(1);
                try
                {
                    await yield(2);
                    throw new InvalidCastException();
                }
                catch (Exception)
                {
                    log.Add("catch");
                    await yield(3);
                    log.Add("caught");
                }

                await yield(4);
            }
            finally
            {
                log.Add("finally");
                await yield(5);
                log.Add("after");
            }

            await yield(6);
        });
        var g = delegated ? Make<int>(async yield => await yield.From(body)) : body;
        var exception = new ArithmeticException();

        while (await g.NextAsync() != at)
        {
        }

        log.Clear();
        try
        {
            bool more = await g.TryThrowAsync(exception);
            for (; more; more = await g.MoveNextAsync()) log.Add($"{g.Current}");
            log.Add("end");
        }
        catch (ArithmeticException e) when (e == exception)
        {
            log.Add("thrown");
        }

        Assert.Equal(rest.Split(' '), log);
        Assert.False(await g.MoveNextAsync());
    }
}
