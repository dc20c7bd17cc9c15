using Parley.Tests.Harness;
using Xunit;
using static Parley.Tests.Harness.Expect;
using static Parley.Tests.Harness.Subject;

namespace Parley.Tests.Shared;

/// <summary>Closed at each place around a try: the finallies around the yield run, and nothing else.</summary>
public class TryPositionClosedTests
{
    [Theory, Row("T262-09"), InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public async Task Around_a_catch_nothing_runs(int at)
    {
        List<string> log = [];
        var g = Make<int>(async yield =>
        {
            await yield(1);
            if (at == 1) log.Add("not reached");
            try
            {
                await yield(2);
                if (at == 2) log.Add("not reached");
                throw new ArithmeticException();
            }
            catch (ArithmeticException)
            {
                await yield(3);
                if (at == 3) log.Add("not reached");
            }

            await yield(4);
            log.Add("not reached");
        });

        while (await g.NextAsync() != at)
        {
        }

        await g.CloseAsync();
        Assert.Empty(log);
        Assert.Equal(GeneratorState.Closed, g.State);
    }

    [Theory, Row("T262-09"), InlineData(1, 0), InlineData(2, 1), InlineData(3, 1)]
    public async Task Around_a_finally_it_runs_once_it_has_been_entered(int at, int times)
    {
        var finished = 0;
        var g = Make<int>(async yield =>
        {
            await yield(1);
            try
            {
                await yield(2);
            }
            finally
            {
                finished++;
            }

            await yield(3);
            finished++;
        });

        while (await g.NextAsync() != at)
        {
        }

        await g.CloseAsync();
        Assert.Equal(times, finished);
        Assert.Equal(GeneratorState.Closed, g.State);
    }

    [Fact, Row("T262-09")]
    public async Task Inside_a_finally_the_rest_of_it_is_skipped()
    {
        List<string> log = [];
        var g = Make<int>(async yield =>
        {
            try
            {
                await yield(1);
            }
            finally
            {
                log.Add("finally");
                await yield(2);
                log.Add("not reached");
            }

            log.Add("not reached");
        });

        await Yields(1, g.NextAsync());
        await Yields(2, g.NextAsync());
        await g.CloseAsync();
        Assert.Equal(["finally"], log);
        Assert.Equal(GeneratorState.Closed, g.State);
    }

    [Theory, Row("T262-09")]
    [InlineData(1, "finally")]
    [InlineData(2, "finally")]
    [InlineData(3, "finally")]
    [InlineData(4, "finally")]
    [InlineData(5, "")]
    [InlineData(6, "")]
    public async Task In_nested_tries_the_finallies_around_the_yield_run(int at, string rest)
    {
        List<string> log = [];
        var g = Make<int>(async yield =>
        {
            var closing = false;
            try
            {
                await yield(1);
                try
                {
                    await yield(2);
                    throw new ArithmeticException();
                }
                catch (ArithmeticException)
                {
                    log.Add("catch");
                    await yield(3);
                    log.Add("caught");
                }

                await yield(4);
                closing = at > 4;
            }
            finally
            {
                log.Add("finally");
                if (closing) await yield(5);
            }

            await yield(6);
            log.Add("not reached");
        });

        while (await g.NextAsync() != at)
        {
        }

        log.Clear();
        await g.CloseAsync();
        Assert.Equal(rest, string.Join(' ', log));
        Assert.Equal(GeneratorState.Closed, g.State);
    }

    [Fact, Row("T262-09")]
    public async Task Catch_for_the_exit_or_for_every_exception_is_entered()
    {
        List<string> log = [];
        var g = Make<int>(async yield =>
        {
            try
            {
                try
                {
                    await yield(1);
                }
                catch (GeneratorExitException)
                {
                    log.Add("exit");
                    throw;
                }
            }
            catch (Exception)
            {
                log.Add("every");
            }

            log.Add("after");
        });

        await Yields(1, g.NextAsync());
        await g.CloseAsync();
        Assert.Equal(["exit", "every", "after"], log);
        Assert.Equal(GeneratorState.Closed, g.State);
    }
}
