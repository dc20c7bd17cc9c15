using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Shared;

/// <summary>Closed at each place around a try: the finallies around the yield run, and nothing else.</summary>
public class TryPositionClosedTests
{
    private readonly List<string> _log = [];

    [Theory, Row("T262-09"), InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public async Task Around_a_catch_nothing_runs(int at)
    {
        var g = Make<int>(async yield =>
        {
            await yield(1);
            _log.Add("on");
            try { await yield(2); _log.Add("on"); throw new ArithmeticException(); }
            catch (ArithmeticException) { await yield(3); _log.Add("on"); }

            await yield(4);
            _log.Add("on");
        });
        Assert.Equal("", await ClosedAt(at, g, _log));
    }

    [Theory, Row("T262-09"), InlineData(1, ""), InlineData(2, "finally"), InlineData(3, "")]
    public async Task Around_a_finally_it_runs_once_it_has_been_entered(int at, string rest)
    {
        var g = Make<int>(async yield =>
        {
            await yield(1);
            try { await yield(2); }
            finally { _log.Add("finally"); }

            await yield(3);
            _log.Add("not reached");
        });
        Assert.Equal(rest, await ClosedAt(at, g, _log));
    }

    [Fact, Row("T262-09")]
    public async Task Inside_a_finally_the_rest_of_it_is_skipped()
    {
        var g = Make<int>(async yield =>
        {
            try { await yield(1); }
            finally { _log.Add("finally"); await yield(2); _log.Add("not reached"); }

            _log.Add("not reached");
        });
        Assert.Equal("", await ClosedAt(2, g, _log));
    }

    [Theory, Row("T262-09")]
    [InlineData(1, "finally"), InlineData(2, "finally"), InlineData(3, "finally"), InlineData(4, "finally")]
    [InlineData(5, ""), InlineData(6, "")]
    public async Task In_nested_tries_the_finallies_around_the_yield_run(int at, string rest)
    {
        var g = Make<int>(async yield =>
        {
            var closing = false;
            try
            {
                await yield(1);
                try { await yield(2); throw new ArithmeticException(); }
                catch (ArithmeticException) { _log.Add("catch"); await yield(3); _log.Add("caught"); }

                await yield(4);
                closing = at > 4;
            }
            finally { _log.Add("finally"); if (closing) await yield(5); }

            await yield(6);
            _log.Add("not reached");
        });
        Assert.Equal(rest, await ClosedAt(at, g, _log));
    }

    [Fact, Row("T262-09")]
    public async Task Catch_for_the_exit_or_for_every_exception_is_entered()
    {
        var g = Make<int>(async yield =>
        {
            try { try { await yield(1); } catch (GeneratorExitException) { _log.Add("exit"); throw; } }
            catch (Exception) { _log.Add("every"); }

            _log.Add("after");
        });
        Assert.Equal("exit, every, after", await ClosedAt(1, g, _log));
    }
}
