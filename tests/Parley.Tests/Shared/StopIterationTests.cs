using Parley.Tests.Harness;
using Xunit;
using static Parley.Tests.Harness.Expect;
using static Parley.Tests.Harness.Subject;

namespace Parley.Tests.Shared;

/// <summary>PEP 479: an end that leaves a body is a mistake there, and says so.</summary>
public class StopIterationTests
{
    private const string Raised = "generator raised StopIteration";

    [Fact, Row("P479-01", "P479-03")]
    public async Task Raised_before_the_first_yield_it_comes_out_wrapped()
    {
        var end = new StopIterationException(42);
        bool fails = true;
        var make = () => Make<int>(async yield =>
        {
            if (fails) throw end;
            await yield(1);
        });

        var next = make();
        var wrapper = await Refuses(Raised, () => next.NextAsync());
        Assert.Same(end, wrapper.InnerException);
        Assert.Equal(GeneratorState.Closed, next.State);

        var moveNext = make();
        wrapper = await Refuses(Raised, () => moveNext.MoveNextAsync());
        Assert.Same(end, wrapper.InnerException);
        Assert.Equal(GeneratorState.Closed, moveNext.State);
        Assert.False(await moveNext.MoveNextAsync());
    }

    [Fact, Row("P479-02", "P479-03")]
    public async Task Raised_after_a_yield_it_comes_out_wrapped()
    {
        var end = new StopIterationException();
        var make = () => Make<int, int>(async yield =>
        {
            await yield(1);
            throw end;
        });

        var next = make();
        await Yields(1, next.NextAsync());
        var wrapper = await Refuses(Raised, () => next.NextAsync());
        Assert.Same(end, wrapper.InnerException);
        Assert.Equal(GeneratorState.Closed, next.State);

        var moveNext = make();
        await Yields(1, moveNext.NextAsync());
        wrapper = await Refuses(Raised, () => moveNext.MoveNextAsync());
        Assert.Same(end, wrapper.InnerException);

        var send = make();
        await Yields(1, send.NextAsync());
        wrapper = await Refuses(Raised, () => send.SendAsync(42));
        Assert.Same(end, wrapper.InnerException);

        var trySend = make();
        await Yields(1, trySend.NextAsync());
        wrapper = await Refuses(Raised, () => trySend.TrySendAsync(42));
        Assert.Same(end, wrapper.InnerException);
    }

    [Fact, Row("P479-06")]
    public async Task Thrown_in_and_not_caught_it_is_wrapped()
    {
        var end = new StopIterationException();
        var make = () => Make<int>(async yield => await yield(1));

        var thrown = make();
        await Yields(1, thrown.NextAsync());
        var wrapper = await Refuses(Raised, () => thrown.ThrowAsync(end));
        Assert.Same(end, wrapper.InnerException);
        Assert.Equal(GeneratorState.Closed, thrown.State);

        var tried = make();
        await Yields(1, tried.NextAsync());
        wrapper = await Refuses(Raised, () => tried.TryThrowAsync(end));
        Assert.Same(end, wrapper.InnerException);
        Assert.Equal(GeneratorState.Closed, tried.State);
    }

    [Fact, Row("P479-06")]
    public async Task Thrown_in_it_passes_a_finally_as_itself_and_is_wrapped_when_it_leaves()
    {
        var end = new StopIterationException();
        Exception? seen = null;
        var g = Make<int>(async yield =>
        {
            try
            {
                await yield(1);
            }
            catch (Exception e)
            {
                seen = e;
                throw;
            }
        });
        await Yields(1, g.NextAsync());
        var wrapper = await Refuses(Raised, () => g.ThrowAsync(end));
        Assert.Same(end, seen);
        Assert.Same(end, wrapper.InnerException);
        Assert.Equal(GeneratorState.Closed, g.State);
    }

    [Fact, Row("P479-07")]
    public async Task Thrown_in_and_caught_it_is_nothing_special()
    {
        var end = new StopIterationException();
        Exception? caught = null;
        var make = () => Make<int>(async yield =>
        {
            try
            {
                await yield(1);
            }
            catch (StopIterationException e)
            {
                caught = e;
            }

            await yield(2);
        });

        var thrown = make();
        await Yields(1, thrown.NextAsync());
        await Yields(2, thrown.ThrowAsync(end));
        Assert.Same(end, caught);
        await Ends(() => thrown.NextAsync());

        var tried = make();
        await Yields(1, tried.NextAsync());
        Assert.True(await tried.TryThrowAsync(end));
        Assert.Equal(2, tried.Current);
    }

    [Fact, Row("P479-08")]
    public async Task Through_three_levels_it_is_wrapped_once()
    {
        var end = new StopIterationException();
        var seen = new List<Exception>();
        var inner = Make<int>(async yield =>
        {
            await yield(1);
            throw end;
        });
        var middle = Make<int>(async yield =>
        {
            try
            {
                await yield.From(inner);
            }
            catch (Exception e)
            {
                seen.Add(e);
                throw;
            }
        });
        var outer = Make<int>(async yield =>
        {
            try
            {
                await yield.From(middle);
            }
            catch (Exception e)
            {
                seen.Add(e);
                throw;
            }
        });
        await Yields(1, outer.NextAsync());
        var wrapper = await Refuses(Raised, () => outer.NextAsync());
        Assert.Same(end, wrapper.InnerException);
        Assert.Null(end.InnerException);
        Assert.Equal(2, seen.Count);
        Assert.All(seen, e => Assert.Same(wrapper, e));
    }

    [Fact, Row("P479-08")]
    public async Task Thrown_in_through_three_levels_without_a_try_it_is_wrapped_once()
    {
        var end = new StopIterationException();
        var inner = Make<int>(async yield => await yield(1));
        var middle = Make<int>(async yield => await yield.From(inner));
        var outer = Make<int>(async yield => await yield.From(middle));
        await Yields(1, outer.NextAsync());
        var wrapper = await Refuses(Raised, () => outer.ThrowAsync(end));
        Assert.Same(end, wrapper.InnerException);
        Assert.Null(end.InnerException);
        Assert.Equal(GeneratorState.Closed, inner.State);
        Assert.Equal(GeneratorState.Closed, middle.State);
        Assert.Equal(GeneratorState.Closed, outer.State);
    }
}
