using Parley.Tests.Harness;
using Xunit;
using static Parley.Tests.Harness.Expect;
using static Parley.Tests.Harness.Subject;

namespace Parley.Tests.Shared;

/// <summary>What is on its way out of the body while a finally yields: a returned value, or an exception.</summary>
public class PendingTests
{
    [Fact, Row("T262-12")]
    public async Task Returned_value_survives_an_exception_caught_in_the_finally()
    {
        var g = Make<int, int, int>(async yield =>
        {
            try
            {
                return 42;
            }
            finally
            {
                try
                {
                    await yield(1);
                }
                catch (ArithmeticException)
                {
                }
            }
        });

        await Yields(1, g.NextAsync());
        Assert.False(g.TryGetResult(out _));
        await Returns(42, () => g.ThrowAsync(new ArithmeticException()));
        Assert.Equal(42, g.Result);
    }

    [Fact, Row("T262-12")]
    public async Task Returned_value_is_lost_when_an_exception_leaves_the_finally()
    {
        var g = Make<int, int, int>(async yield =>
        {
            try
            {
                return 42;
            }
            finally
            {
                await yield(1);
            }
        });
        var exception = new ArithmeticException();

        await Yields(1, g.NextAsync());
        await Throws(exception, () => g.ThrowAsync(exception));
        Assert.False(g.TryGetResult(out _));
        Assert.False(await g.MoveNextAsync());
    }

    [Fact, Row("T262-12")]
    public async Task Returned_value_is_lost_when_closed_in_the_finally()
    {
        var g = Make<int, int, int>(async yield =>
        {
            try
            {
                return 42;
            }
            finally
            {
                await yield(1);
            }
        });

        await Yields(1, g.NextAsync());
        await g.CloseAsync();
        Assert.False(g.TryGetResult(out _));
        Assert.Equal(GeneratorState.Closed, g.State);
    }

    [Fact, Row("T262-12")]
    public async Task Returned_value_comes_after_an_advance_in_the_finally()
    {
        var g = Make<int, int, int>(async yield =>
        {
            try
            {
                return 42;
            }
            finally
            {
                await yield(1);
            }
        });

        await Yields(1, g.NextAsync());
        await Returns(42, () => g.NextAsync());
    }

    [Fact, Row("T262-13")]
    public async Task Exception_is_raised_again_by_an_advance()
    {
        var failure = new ArithmeticException();
        var g = Make<int>(async yield =>
        {
            try
            {
                throw failure;
            }
            finally
            {
                await yield(1);
            }
        });

        await Yields(1, g.NextAsync());
        await Throws(failure, () => g.NextAsync());
        Assert.False(await g.MoveNextAsync());
    }

    [Fact, Row("T262-13")]
    public async Task Exception_is_dropped_by_a_close()
    {
        var failure = new ArithmeticException();
        var g = Make<int, int, int>(async yield =>
        {
            try
            {
                throw failure;
            }
            finally
            {
                await yield(1);
            }
        });

        await Yields(1, g.NextAsync());
        await g.CloseAsync();
        Assert.Equal(GeneratorState.Closed, g.State);
        Assert.Null(Assert.Throws<InvalidOperationException>(() => g.Result).InnerException);
    }

    [Fact, Row("T262-13")]
    public async Task Exception_is_replaced_by_a_throw()
    {
        var failure = new ArithmeticException();
        var g = Make<int>(async yield =>
        {
            try
            {
                throw failure;
            }
            finally
            {
                await yield(1);
            }
        });
        var other = new InvalidCastException();

        await Yields(1, g.NextAsync());
        await Throws(other, () => g.ThrowAsync(other));
        Assert.Null(other.InnerException);
        Assert.False(await g.MoveNextAsync());
    }
}
