using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Shared;

/// <summary>An exception thrown in after a try, and at each place of nested ones, directly and delegated.</summary>
public class TryPositionNestedTests
{
    private readonly List<string> _log = [];

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
