using Parley.Tests.Harness;
using Xunit;

namespace Parley.Tests.Sync;

/// <summary>A nested body's yield is its own; the outer one's is but a variable there.</summary>
public class NestedBodyTests
{
    private const string Words = "outside of the running body";

    [Fact, Row("T262-23")]
    public void Nested_body_that_awaits_the_yield_of_the_outer_fails_there_and_the_outer_goes_on()
    {
        List<string> log = [];
        Generator<int> inner = null!;
        var outer = new Generator<int>(async yield =>
        {
            inner = new Generator<int>(async _ =>
            {
                try
                {
                    await yield(1);
                    log.Add("not reached");
                }
                finally
                {
                    log.Add("inner finally");
                }
            });
            log.Add(Assert.Throws<InvalidOperationException>(() => inner.Next()).Message);
            await yield(2);
            await yield(3);
        });
        Assert.Equal(2, outer.Next());
        Assert.Equal(2, log.Count);
        Assert.Equal("inner finally", log[0]);
        Assert.Contains(Words, log[1], StringComparison.Ordinal);
        Assert.Equal(GeneratorState.Closed, inner.State);
        Assert.Equal(3, outer.Next());
        Assert.False(outer.MoveNext());
    }

    [Fact, Row("T262-23")]
    public void Nested_body_may_catch_it_and_use_its_own_yield()
    {
        var outer = new Generator<int>(async yield =>
        {
            var inner = new Generator<int>(async mine =>
            {
                try
                {
                    await yield(1);
                }
                catch (InvalidOperationException)
                {
                    await mine(10);
                    await mine(11);
                }
            });
            await yield.From(inner);
            await yield(2);
        });
        Assert.Equal([10, 11, 2], outer);
    }

    [Fact, Row("T262-23")]
    public void Nested_body_that_awaits_a_From_of_the_outer_fails_there()
    {
        List<string> log = [];
        var outer = new Generator<int>(async yield =>
        {
            var inner = new Generator<int>(async _ => await yield.From([1, 2]));
            log.Add(Assert.Throws<InvalidOperationException>(() => inner.Next()).Message);
            await yield(3);
        });
        Assert.Equal([3], outer);
        Assert.Contains(Words, Assert.Single(log), StringComparison.Ordinal);
    }

    [Fact, Row("T262-23")]
    public void Body_that_is_delegated_to_can_not_use_the_yield_of_its_delegator()
    {
        List<string> log = [];
        var outer = new Generator<int>(async yield =>
        {
            var inner = new Generator<int>(async mine =>
            {
                await mine(1);
                try
                {
                    await yield(2);
                }
                catch (InvalidOperationException e)
                {
                    log.Add(e.Message);
                }

                await mine(3);
            });
            await yield.From(inner);
            await yield(4);
        });
        Assert.Equal([1, 3, 4], outer);
        Assert.Contains(Words, Assert.Single(log), StringComparison.Ordinal);
    }
}
