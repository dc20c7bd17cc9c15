using Parley.Tests.Harness;
using Xunit;
using static Parley.Tests.Harness.Expect;
using static Parley.Tests.Harness.Subject;

namespace Parley.Tests.Shared;

public class ThrowTests
{
    [Fact, Row("THROW-01")]
    public async Task A_body_that_catches_the_exception_goes_on()
    {
        var caught = new List<Exception>();
        var g = Make<int>(async yield =>
        {
            for (int i = 0; ; i++)
            {
                try
                {
                    await yield(i);
                }
                catch (ArithmeticException e)
                {
                    caught.Add(e);
                }
            }
        });
        Exception first = new ArithmeticException(), second = new DivideByZeroException();
        await Yields(0, g.NextAsync());
        await Yields(1, g.ThrowAsync(first));
        Assert.True(await g.TryThrowAsync(second));
        Assert.Equal(2, g.Current);
        Assert.Equal([first, second], caught);
        await Yields(3, g.NextAsync());
    }

    [Fact, Row("THROW-02")]
    public async Task An_uncaught_exception_comes_back_and_finishes_the_generator()
    {
        var e = new ArithmeticException();
        bool after = false;
        var make = () => Make<int>(async yield =>
        {
            await yield(1);
            after = true;
        });

        var thrown = make();
        await Yields(1, thrown.NextAsync());
        await Throws(e, () => thrown.ThrowAsync(e));
        Assert.Equal(GeneratorState.Closed, thrown.State);

        var tried = make();
        await Yields(1, tried.NextAsync());
        await Throws(e, () => tried.TryThrowAsync(e));
        Assert.Equal(GeneratorState.Closed, tried.State);
        Assert.False(after);
    }

    [Fact, Row("THROW-02")]
    public async Task An_exception_that_no_catch_takes_runs_the_finallies_and_comes_back()
    {
        var e = new ArithmeticException();
        var ran = new List<string>();
        var make = () => Make<int>(async yield =>
        {
            try
            {
                await yield(1);
                ran.Add("after");
            }
            catch (TimeoutException)
            {
                ran.Add("catch");
            }
            finally
            {
                ran.Add("finally");
            }
        });

        var thrown = make();
        await Yields(1, thrown.NextAsync());
        await Throws(e, () => thrown.ThrowAsync(e));
        Assert.Equal(GeneratorState.Closed, thrown.State);

        var tried = make();
        await Yields(1, tried.NextAsync());
        await Throws(e, () => tried.TryThrowAsync(e));
        Assert.Equal(GeneratorState.Closed, tried.State);
        Assert.Equal(["finally", "finally"], ran);
    }

    [Fact, Row("THROW-03")]
    public async Task Thrown_into_a_fresh_generator_it_comes_straight_back()
    {
        var e = new ArithmeticException();
        bool entered = false;
        var make = () => Make<int>(async yield =>
        {
            entered = true;
            try
            {
                await yield(1);
            }
            catch (ArithmeticException)
            {
                await yield(2);
            }
        });

        var thrown = make();
        await Throws(e, () => thrown.ThrowAsync(e));
        Assert.Equal(GeneratorState.Closed, thrown.State);
        await Ends(() => thrown.NextAsync());

        var tried = make();
        await Throws(e, () => tried.TryThrowAsync(e));
        Assert.Equal(GeneratorState.Closed, tried.State);
        Assert.False(await tried.MoveNextAsync());
        Assert.False(entered);
    }

    [Fact, Row("THROW-05")]
    public async Task A_body_that_catches_the_exception_and_returns_ends_the_generator()
    {
        var make = () => Make<int, int, string>(async yield =>
        {
            try
            {
                await yield(1);
                return "advanced";
            }
            catch (ArithmeticException)
            {
                return "caught";
            }
        });

        var thrown = make();
        await Yields(1, thrown.NextAsync());
        await Returns("caught", () => thrown.ThrowAsync(new ArithmeticException()));
        Assert.Equal("caught", thrown.Result);
        Assert.Equal(GeneratorState.Closed, thrown.State);

        var tried = make();
        await Yields(1, tried.NextAsync());
        Assert.False(await tried.TryThrowAsync(new ArithmeticException()));
        Assert.Equal("caught", tried.Result);
        Assert.Equal(GeneratorState.Closed, tried.State);
    }

    [Fact, Row("THROW-05")]
    public async Task A_body_without_a_value_that_catches_the_exception_and_leaves_ends_the_generator()
    {
        var make = () => Make<int>(async yield =>
        {
            try
            {
                await yield(1);
            }
            catch (ArithmeticException)
            {
            }
        });

        var thrown = make();
        await Yields(1, thrown.NextAsync());
        await Ends(() => thrown.ThrowAsync(new ArithmeticException()));
        Assert.Equal(GeneratorState.Closed, thrown.State);

        var tried = make();
        await Yields(1, tried.NextAsync());
        Assert.False(await tried.TryThrowAsync(new ArithmeticException()));
        Assert.Equal(GeneratorState.Closed, tried.State);
    }

    [Fact, Row("THROW-06")]
    public async Task A_body_that_answers_with_another_exception_gives_the_caller_that_one()
    {
        Exception thrown = new ArithmeticException(), bare = new TimeoutException();
        var g = Make<int>(async yield =>
        {
            try
            {
                await yield(1);
            }
            catch (ArithmeticException)
            {
                throw bare;
            }
        });
        await Yields(1, g.NextAsync());
        await Throws(bare, () => g.ThrowAsync(thrown));
        Assert.Null(bare.InnerException);
        Assert.Equal(GeneratorState.Closed, g.State);
    }

    [Fact, Row("THROW-06")]
    public async Task Another_exception_from_a_finally_has_the_cause_that_the_body_gave_it()
    {
        Exception thrown = new ArithmeticException();
        Exception wrapper = new TimeoutException("with a cause", thrown);
        var g = Make<int>(async yield =>
        {
            try
            {
                await yield(1);
            }
            finally
            {
                Raise(wrapper);
            }
        });
        await Yields(1, g.NextAsync());
        await Throws(wrapper, () => g.TryThrowAsync(thrown));
        Assert.Same(thrown, wrapper.InnerException);
        Assert.Equal(GeneratorState.Closed, g.State);
    }

    [Fact, Row("THROW-13")]
    public async Task After_a_throw_that_finished_it_comes_the_end_and_a_second_throw_gives_its_own_exception()
    {
        Exception a = new ArithmeticException(), b = new TimeoutException();
        var g = Make<int>(async yield => await yield(1));
        await Yields(1, g.NextAsync());
        await Throws(a, () => g.ThrowAsync(a));
        Assert.False(await g.MoveNextAsync());
        await Ends(() => g.NextAsync());
        await Throws(b, () => g.ThrowAsync(b));
        await Throws(a, () => g.TryThrowAsync(a));
        Assert.False(await g.MoveNextAsync());
    }

    private static void Raise(Exception e) => throw e;
}
