using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Shared;

public class DelegationSourceTests
{
    private readonly List<string> _log = [];

    [Theory, Row("FROM-20")]
    [InlineData("GetEnumerator", "GetEnumerator")]
    [InlineData("MoveNext", "GetEnumerator MoveNext Dispose")]
    [InlineData("Current", "GetEnumerator MoveNext Current Dispose")]
    public async Task What_the_first_step_of_an_enumerable_throws_is_raised_at_the_From(string failing, string calls)
    {
        var failure = new ArithmeticException();
        var source = FailingIn(failing, failure);
        var outer = Make<int>(async yield =>
        {
            try { await yield.From(source); }
            catch (ArithmeticException e) when (e == failure) { _log.Add("caught"); await yield(9); }
        });
        await Yields(9, outer.NextAsync());
        Assert.Equal([.. calls.Split(' '), "caught"], _log);
        Assert.False(await outer.MoveNextAsync());
    }

    [Theory, Row("FROM-20")]
    [InlineData("MoveNext", "MoveNext Dispose")]
    [InlineData("Current", "MoveNext Current Dispose")]
    public async Task What_a_later_step_of_an_enumerable_throws_reaches_the_caller(string failing, string calls)
    {
        var failure = new ArithmeticException();
        var fails = false;
        var source = FailingIn(failing, failure, () => fails);
        var outer = await Started(Make<int>(async yield => await yield.From(source)));
        _log.Clear();
        fails = true;
        await Throws(failure, () => outer.NextAsync());
        Assert.Equal(calls.Split(' '), _log);
        await IsClosed(outer);
    }

    [Fact, Row("FROM-20", "FROM-22")]
    public async Task End_exception_of_an_enumerable_is_caught_at_the_From_as_itself()
    {
        var end = new StopIterationException();
        var source = FailingIn("MoveNext", end);
        Exception? seen = null;
        var outer = Make<int>(async yield =>
        {
            try { await yield.From(source); }
            catch (StopIterationException e) { seen = e; }
        });
        Assert.False(await outer.MoveNextAsync());
        Assert.Same(end, seen);
    }

    [Fact, Row("FROM-20", "FROM-22")]
    public async Task End_exception_of_an_enumerable_that_leaves_the_outer_is_wrapped_there()
    {
        var end = new StopIterationException();
        var source = FailingIn("MoveNext", end);
        var outer = Make<int>(async yield => await yield.From(source));
        await Wraps(end, () => outer.NextAsync());
        await IsClosed(outer);
    }

    private Source<int> FailingIn(string failing, Exception failure, Func<bool>? fails = null) => new(_log, 1, 2)
    {
        During = call => { if (call == failing && fails?.Invoke() != false) throw failure; },
    };
}
