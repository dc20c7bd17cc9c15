using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Shared;

/// <summary>PEP 479: an end that leaves a body is a mistake there, and says so.</summary>
public class StopIterationTests
{
    private readonly StopIterationException _end = StopIterationException.FromValue(42);
    private readonly List<Exception> _seen = [];

    [Theory, Row("P479-01", "P479-03"), InlineData(Call.Next), InlineData(Call.MoveNext)]
    public async Task Raised_before_the_first_yield_it_comes_out_wrapped(Call call)
    {
        bool fails = true;
        var g = Make<int>(async yield => { if (fails) throw _end; await yield(1); });
        await Wraps(_end, () => g.Do(call));
        await IsClosed(g);
    }

    [Theory, Row("P479-02", "P479-03")]
    [InlineData(Call.Next), InlineData(Call.MoveNext), InlineData(Call.Send), InlineData(Call.TrySend)]
    public async Task Raised_after_a_yield_it_comes_out_wrapped(Call call)
    {
        var g = await Started(Failing(_end));
        await Wraps(_end, () => g.Do(call, 42));
        await IsClosed(g);
    }

    [Theory, Row("P479-06"), InlineData(Call.Throw), InlineData(Call.TryThrow)]
    public async Task Thrown_in_and_not_caught_it_is_wrapped(Call call)
    {
        var g = await Started(Make<int>(async yield => await yield(1)));
        await Wraps(_end, () => g.Do(call, _end));
        await IsClosed(g);
    }

    [Fact, Row("P479-06")]
    public async Task Thrown_in_it_passes_a_finally_as_itself_and_is_wrapped_when_it_leaves()
    {
        var g = await Started(Passing(_seen));
        await Wraps(_end, () => g.ThrowAsync(_end));
        Assert.Same(_end, Assert.Single(_seen));
        await IsClosed(g);
    }

    [Fact, Row("P479-07")]
    public async Task Thrown_in_and_caught_it_is_nothing_special()
    {
        var make = () => Make<int>(async yield =>
        {
            try { await yield(1); }
            catch (StopIterationException e) { _seen.Add(e); }

            await yield(2);
        });

        var thrown = await Started(make());
        await Yields(2, thrown.ThrowAsync(_end));
        await Ends(() => thrown.NextAsync());

        var tried = await Started(make());
        await Yields(2, tried, tried.TryThrowAsync(_end));
        Assert.Equal<Exception>([_end, _end], _seen);
    }

    [Fact, Row("P479-08")]
    public async Task Through_three_levels_it_is_wrapped_once()
    {
        var outer = await Started(Passing(_seen, Passing(_seen, Failing(_end))));
        var wrapper = await Wraps(_end, () => outer.NextAsync());
        Assert.Null(_end.InnerException);
        Assert.Equal(2, _seen.Count);
        Assert.All(_seen, e => Assert.Same(wrapper, e));
    }

    [Fact, Row("P479-08")]
    public async Task Thrown_in_through_three_levels_without_a_try_it_is_wrapped_once()
    {
        var inner = Make<int>(async yield => await yield(1));
        var middle = Make<int>(async yield => await yield.From(inner));
        var outer = await Started(Make<int>(async yield => await yield.From(middle)));
        await Wraps(_end, () => outer.ThrowAsync(_end));
        Assert.Null(_end.InnerException);
        await IsClosed(inner, middle, outer);
    }
}
