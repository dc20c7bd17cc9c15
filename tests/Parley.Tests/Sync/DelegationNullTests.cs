using Parley.Tests.Harness;
using Xunit;

namespace Parley.Tests.Sync;

public class DelegationNullTests
{
    [Fact, Row("FROM-21")]
    public void From_of_null_throws_in_the_body_at_that_call()
    {
        List<Exception> caught = [];
        var g = new Generator<int>(async yield =>
        {
            try
            {
                await yield.From((Generator<int>)null!);
            }
            catch (ArgumentNullException e)
            {
                caught.Add(e);
            }

            try
            {
                await yield.From((IEnumerable<int>)null!);
            }
            catch (ArgumentNullException e)
            {
                caught.Add(e);
            }

            try
            {
                await yield.From((Generator<int, int, int>)null!);
            }
            catch (ArgumentNullException e)
            {
                caught.Add(e);
            }

            await yield(caught.Count);
        });
        Assert.Equal(3, g.Next());
        Assert.False(g.MoveNext());
    }

    [Fact, Row("FROM-21")]
    public void From_of_null_throws_in_a_body_with_sends_too()
    {
        List<Exception> caught = [];
        var g = new Generator<int, int>(async yield =>
        {
            try
            {
                await yield.From((Generator<int>)null!);
            }
            catch (ArgumentNullException e)
            {
                caught.Add(e);
            }

            try
            {
                await yield.From((IEnumerable<int>)null!);
            }
            catch (ArgumentNullException e)
            {
                caught.Add(e);
            }

            try
            {
                await yield.From((Generator<int, int, int>)null!);
            }
            catch (ArgumentNullException e)
            {
                caught.Add(e);
            }

            await yield(caught.Count);
        });
        Assert.Equal(3, g.Next());
        Assert.False(g.MoveNext());
    }

    [Fact, Row("FROM-21")]
    public void Uncaught_it_ends_the_outer()
    {
        var g = new Generator<int>(async yield => await yield.From((IEnumerable<int>)null!));
        Assert.Equal("inner", Assert.Throws<ArgumentNullException>(() => g.Next()).ParamName);
        Assert.Equal(GeneratorState.Closed, g.State);
    }
}
