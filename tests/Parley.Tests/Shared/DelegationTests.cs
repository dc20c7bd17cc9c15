using Parley.Tests.Harness;
using Xunit;
using static Parley.Tests.Harness.Expect;
using static Parley.Tests.Harness.Subject;

namespace Parley.Tests.Shared;

public class DelegationTests
{
    [Fact, Row("FROM-01")]
    public async Task First_advance_runs_the_outer_to_the_From_and_the_inner_to_its_first_yield()
    {
        List<string> log = [];
        var inner = Make<int>(async yield =>
        {
            log.Add("inner starts");
            await yield(42);
            log.Add("inner ends");
        });
        var outer = Make<int>(async yield =>
        {
            log.Add("outer starts");
            await yield.From(inner);
            log.Add("outer ends");
        });

        Assert.Empty(log);
        await Yields(42, outer.NextAsync());
        log.Add("yielded");
        Assert.False(await outer.MoveNextAsync());
        Assert.Equal(["outer starts", "inner starts", "yielded", "inner ends", "outer ends"], log);
    }

    [Fact, Row("FROM-02")]
    public async Task Inner_that_fails_on_its_first_step_raises_at_the_From()
    {
        List<string> log = [];
        var failure = new ArithmeticException();
        var inner = Make<int>(async yield =>
        {
            try
            {
                throw failure;
            }
            finally
            {
                log.Add("inner finally");
            }
        });
        var outer = Make<int>(async yield =>
        {
            try
            {
                await yield.From(inner);
                log.Add("not reached");
            }
            finally
            {
                log.Add("outer finally");
            }
        });

        await Throws(failure, () => outer.NextAsync());
        Assert.Equal(["inner finally", "outer finally"], log);
        Assert.Equal(GeneratorState.Closed, inner.State);
        Assert.Equal(GeneratorState.Closed, outer.State);
    }

    [Theory, Row("FROM-02"), InlineData(false), InlineData(true)]
    public async Task Inner_that_fails_on_a_later_step_raises_at_the_From(bool sends)
    {
        List<string> log = [];
        var failure = new ArithmeticException();
        var inner = Make<int, int>(async yield =>
        {
            try
            {
                log.Add($"inner got {await yield(1)}");
                throw failure;
            }
            finally
            {
                log.Add("inner finally");
            }
        });
        var outer = Make<int, int>(async yield =>
        {
            try
            {
                await yield.From(inner);
                log.Add("not reached");
            }
            finally
            {
                log.Add("outer finally");
            }
        });

        await Yields(1, outer.NextAsync());
        await Throws(failure, () => sends ? outer.SendAsync(7) : outer.NextAsync());
        Assert.Equal([$"inner got {(sends ? 7 : 0)}", "inner finally", "outer finally"], log);
        Assert.Equal(GeneratorState.Closed, outer.State);
        Assert.False(await outer.MoveNextAsync());
    }

    [Fact, Row("FROM-02")]
    public async Task Outer_may_catch_the_failure_of_its_inner_and_go_on()
    {
        var failure = new ArithmeticException();
        var inner = Make<int>(async yield =>
        {
            await yield(1);
            throw failure;
        });
        Exception? caught = null;
        var outer = Make<int>(async yield =>
        {
            try
            {
                await yield.From(inner);
            }
            catch (ArithmeticException e)
            {
                caught = e;
            }

            await yield(2);
        });

        await Yields(1, outer.NextAsync());
        await Yields(2, outer.NextAsync());
        Assert.Same(failure, caught);
        Assert.False(await outer.MoveNextAsync());
    }

    [Fact, Row("FROM-03")]
    public async Task Advances_go_to_the_inner_then_on_to_the_next_yield_of_the_outer()
    {
        var inner = Make<string>(async yield =>
        {
            await yield("inner 1");
            await yield("inner 2");
        });
        var outer = Make<string>(async yield =>
        {
            await yield("outer 1");
            await yield.From(inner);
            await yield("outer 2");
        });

        await Yields("outer 1", outer.NextAsync());
        await Yields("inner 1", outer.NextAsync());
        await Yields("inner 2", outer.NextAsync());
        await Yields("outer 2", outer.NextAsync());
        Assert.False(await outer.MoveNextAsync());
    }

    [Fact, Row("FROM-04")]
    public async Task Sent_values_reach_the_inner_while_it_lasts_and_the_outer_before_and_after()
    {
        List<string> log = [];
        var inner = Make<string, int>(async yield =>
        {
            log.Add($"inner got {await yield("inner 1")}");
            log.Add($"inner got {await yield("inner 2")}");
        });
        var outer = Make<string, int>(async yield =>
        {
            log.Add($"outer got {await yield("outer 1")}");
            await yield.From(inner);
            log.Add($"outer got {await yield("outer 2")}");
        });

        await Yields("outer 1", outer.NextAsync());
        await Yields("inner 1", outer.SendAsync(1));
        await Yields("inner 2", outer.SendAsync(2));
        await Yields("outer 2", outer.SendAsync(3));
        Assert.False(await outer.TrySendAsync(4));
        Assert.Equal(["outer got 1", "inner got 2", "inner got 3", "outer got 4"], log);
    }

    [Fact, Row("FROM-14")]
    public async Task Delegating_to_what_yields_nothing_goes_straight_past_the_From()
    {
        var inner = Make<int>(async yield => { });
        var outer = Make<int>(async yield =>
        {
            await yield.From(inner);
            await yield.From(Array.Empty<int>());
            await yield(1);
        });
        Assert.True(await outer.MoveNextAsync());
        Assert.Equal(1, outer.Current);
        Assert.Equal(GeneratorState.Closed, inner.State);

        var empty = Make<int>(async yield => await yield.From(Array.Empty<int>()));
        Assert.False(await empty.MoveNextAsync());
    }
}
