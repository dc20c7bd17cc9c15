using Parley.Tests.Harness;
using Xunit;

namespace Parley.Tests.Sync;

public class BodyExceptionTests
{
    [Fact, Row("EXC-04")]
    public void Nothing_is_chained_by_itself()
    {
        Exception handled = new ArithmeticException(), thrown = new TimeoutException();
        var g = new Generator<int>(async yield =>
        {
            await yield(1);
            throw thrown;
        });
        Assert.Equal(1, g.Next());
        try
        {
            throw handled;
        }
        catch (ArithmeticException)
        {
            Assert.Same(thrown, Record.Exception(() => g.Next()));
        }

        Assert.Null(thrown.InnerException);
        Assert.Null(handled.InnerException);
    }

    [Fact, Row("EXC-05")]
    public void A_return_inside_a_try_is_not_seen_by_a_catch_all()
    {
        bool leave = true, caught = false;
        var g = new Generator<int>(async yield =>
        {
            try
            {
                if (leave) return;
                await yield(1);
            }
            catch
            {
                caught = true;
                await yield(2);
            }
        });
        Assert.False(g.MoveNext());
        Assert.False(caught);
        Assert.Equal(GeneratorState.Closed, g.State);
    }

    [Fact, Row("EXC-05")]
    public void A_return_of_a_value_inside_a_try_is_not_seen_by_a_catch_all()
    {
        bool caught = false;
        var g = new Generator<int, int, int>(async yield =>
        {
            try
            {
                return await yield(1);
            }
            catch
            {
                caught = true;
                return await yield(2);
            }
        });
        Assert.Equal(1, g.Next());
        Assert.False(g.TrySend(42));
        Assert.Equal(42, g.Result);
        Assert.False(caught);
    }
}
