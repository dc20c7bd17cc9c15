using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Shared;

/// <summary>An exception thrown in at each place around a try, and in nested ones, directly and delegated.</summary>
public class TryPositionTests
{
    private readonly List<string> _log = [];
    private readonly ArithmeticException _exception = new();

    [Theory, Row("T262-01", "T262-08"), InlineData(false), InlineData(true)]
    public async Task Before_a_try_neither_its_catch_nor_its_finally_runs(bool delegated)
    {
        var g = Through(delegated, Make<int>(async yield =>
        {
            await yield(1);
            _log.Add("not reached");
            try { await yield(2); }
            catch (Exception) { _log.Add("catch"); }
            finally { _log.Add("finally"); }
        }));
        Assert.Equal("thrown", await ThrownAt(1, g, _log));
    }

    [Theory, Row("T262-02", "T262-08"), InlineData(false), InlineData(true)]
    public async Task Inside_a_try_its_catch_may_yield_the_exception_as_a_value(bool delegated)
    {
        var body = Make<object>(async yield =>
        {
            await yield(1);
            try { await yield(2); await yield("not reached"); }
            catch (ArithmeticException e) { await yield(e); }

            await yield(3);
        });
        var g = delegated ? Make<object>(async yield => await yield.From(body)) : body;
        await Yields(1, g.NextAsync());
        await Yields(2, g.NextAsync());
        Assert.Same(_exception, await g.ThrowAsync(_exception));
        await Yields(3, g.NextAsync());
        Assert.False(await g.MoveNextAsync());
    }

    [Theory, Row("T262-03", "T262-08"), InlineData(false), InlineData(true)]
    public async Task Inside_a_catch_that_catch_does_not_catch_it_again(bool delegated)
    {
        var g = Through(delegated, Make<int>(async yield =>
        {
            try { await yield(1); throw new ArithmeticException(); }
            catch (Exception) { _log.Add("catch"); await yield(2); _log.Add("not reached"); }

            await yield(3);
        }));
        Assert.Equal("thrown", await ThrownAt(2, g, _log));
    }

    [Theory, Row("T262-04", "T262-08"), InlineData(false), InlineData(true)]
    public async Task Inside_a_try_with_a_yielding_finally_the_value_comes_first_then_the_exception(bool delegated)
    {
        var g = Through(delegated, Make<int>(async yield =>
        {
            await yield(1);
            try { await yield(2); _log.Add("not reached"); }
            finally { await yield(3); _log.Add("rest of the finally"); }

            _log.Add("not reached");
        }));
        Assert.Equal("3, rest of the finally, thrown", await ThrownAt(2, g, _log));
    }

    [Theory, Row("T262-05", "T262-08"), InlineData(false), InlineData(true)]
    public async Task Inside_a_finally_the_rest_of_it_is_skipped(bool delegated)
    {
        var g = Through(delegated, Make<int>(async yield =>
        {
            try { await yield(1); }
            finally { await yield(2); _log.Add("not reached"); }

            _log.Add("not reached");
        }));
        Assert.Equal("thrown", await ThrownAt(2, g, _log));
    }

    [Theory, Row("T262-07", "T262-08"), InlineData(false), InlineData(true)]
    public async Task Second_throw_at_the_yield_of_the_finally_replaces_the_first(bool delegated)
    {
        var g = await Started(Through(delegated, Make<int>(async yield =>
        {
            try { await yield(1); }
            finally { await yield(2); }
        })));
        await Yields(2, g.ThrowAsync(new InvalidCastException()));
        await Throws(_exception, () => g.ThrowAsync(_exception));
        Assert.Null(_exception.InnerException);
        await IsClosed(g);
    }

    [Theory, Row("T262-07", "T262-08"), InlineData(false), InlineData(true)]
    public async Task Second_throw_in_a_nested_finally_is_what_the_outer_catch_sees(bool delegated)
    {
        List<Exception> caught = [];
        var g = await Started(Through(delegated, Make<int>(async yield =>
        {
            try { try { await yield(1); } finally { await yield(2); } }
            catch (Exception e) { caught.Add(e); await yield(3); }
        })));
        await Yields(2, g.ThrowAsync(new InvalidCastException()));
        await Yields(3, g.ThrowAsync(_exception));
        Assert.Same(_exception, Assert.Single(caught));
        Assert.False(await g.MoveNextAsync());
    }

    [Theory, Row("T262-06", "T262-08"), InlineData(false), InlineData(true)]
    public async Task After_a_try_and_its_catch_neither_runs_again(bool delegated)
    {
        var g = Through(delegated, Make<int>(async yield =>
        {
            try { await yield(1); throw new ArithmeticException(); }
            catch (Exception) { _log.Add("catch"); await yield(2); }

            await yield(3);
            _log.Add("not reached");
        }));
        Assert.Equal("thrown", await ThrownAt(3, g, _log));
    }

    [Theory, Row("T262-06", "T262-08"), InlineData(false), InlineData(true)]
    public async Task After_a_finally_it_does_not_run_again(bool delegated)
    {
        var g = Through(delegated, Make<int>(async yield =>
        {
            try { await yield(1); }
            finally { _log.Add("finally"); await yield(2); }

            await yield(3);
            _log.Add("not reached");
        }));
        Assert.Equal("thrown", await ThrownAt(3, g, _log));
    }

    // What is left to happen when the exception is thrown in at the yield of that number.
    [Theory, Row("T262-06", "T262-08")]
    [InlineData(false, 1, "finally, 5, after, thrown")]
    [InlineData(false, 2, "catch, 3, caught, 4, finally, 5, after, 6, end")]
    [InlineData(false, 3, "finally, 5, after, thrown")]
    [InlineData(false, 4, "finally, 5, after, thrown")]
    [InlineData(false, 5, "thrown")]
    [InlineData(true, 1, "finally, 5, after, thrown")]
    [InlineData(true, 2, "catch, 3, caught, 4, finally, 5, after, 6, end")]
    [InlineData(true, 3, "finally, 5, after, thrown")]
    [InlineData(true, 4, "finally, 5, after, thrown")]
    [InlineData(true, 5, "thrown")]
    public async Task In_nested_tries_it_is_raised_where_the_body_is_paused(bool delegated, int at, string rest)
    {
        var g = Through(delegated, Make<int>(async yield =>
        {
            try
            {
                await yield(1);
                try { await yield(2); throw new InvalidCastException(); }
                catch (Exception) { _log.Add("catch"); await yield(3); _log.Add("caught"); }

                await yield(4);
            }
            finally { _log.Add("finally"); await yield(5); _log.Add("after"); }

            await yield(6);
        }));
        Assert.Equal(rest, await ThrownAt(at, g, _log));
    }
}
