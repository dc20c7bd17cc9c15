using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Shared;

public class CloseTests
{
    [Fact, Row("CLOSE-01")]
    public async Task A_body_that_handles_the_exit_and_ends_closes_quietly()
    {
        var exits = new List<GeneratorExitException>();
        foreach (var call in (Call[])[Call.Close, Call.Dispose])
        {
            var g = await Started(Make<int>(async yield =>
            {
                try { await yield(1); }
                catch (GeneratorExitException exit) { exits.Add(exit); }
            }));
            await g.Do(call);
            await IsClosed(g);
        }

        Assert.Equal(2, exits.Count);
        Assert.NotSame(exits[0], exits[1]);
    }

    [Fact, Row("CLOSE-01")]
    public async Task A_body_that_lets_the_exit_pass_closes_quietly()
    {
        List<Exception> passed = [];
        var g = await Started(Passing(passed));
        await g.CloseAsync();
        Assert.Equal(typeof(GeneratorExitException), Assert.Single(passed).GetType());
        await IsClosed(g);
    }

    [Fact, Row("CLOSE-02")]
    public async Task Closing_again_does_nothing()
    {
        List<string> log = [];
        var g = await Started(Noting(log, "finally"));
        await g.CloseAsync();
        await g.CloseAsync();
        await g.DisposeAsync();
        await g.CloseAsync();
        Assert.Equal(["finally"], log);
        await IsClosed(g);
        await Ends(() => g.NextAsync());
    }

    [Theory, Row("CLOSE-03"), InlineData(Call.Close), InlineData(Call.Dispose)]
    public async Task Closing_a_fresh_generator_runs_nothing_and_gives_no_value(Call call)
    {
        bool entered = false;
        var g = Make<int, int, int>(async yield => { entered = true; return await yield(1); });
        await g.Do(call);
        HasNoResult(g);
        await IsClosed(g);
        await g.Do(call);
        await ReturnsNothing<int, int>(() => g.NextAsync());
        Assert.False(entered);
    }

    [Fact, Row("CLOSE-04")]
    public async Task Closing_one_that_returned_does_nothing_and_keeps_the_result()
    {
        var g = await Started(Make<int, int, int>(async yield => await yield(1)));
        await Returns(42, () => g.SendAsync(42));
        await g.CloseAsync();
        await g.DisposeAsync();
        await IsClosed(g);
        Assert.Equal(42, g.Result);
    }

    [Fact, Row("CLOSE-04")]
    public async Task Closing_one_that_threw_does_nothing()
    {
        var e = new ArithmeticException();
        var g = await Started(Make<int, int, int>(async yield => { await yield(1); throw e; }));
        await Throws(e, () => g.NextAsync());
        await g.CloseAsync();
        await g.DisposeAsync();
        await IsClosed(g);
        HasNoResult(g, e);
    }

    [Fact, Row("CLOSE-05")]
    public async Task Finally_blocks_run_and_code_after_the_try_does_not()
    {
        var ran = new List<string>();
        var g = await Started(Make<int>(async yield =>
        {
            try
            {
                try { await yield(1); ran.Add("after the yield"); }
                finally { ran.Add("inner finally"); }

                ran.Add("after the inner try");
            }
            catch (ArithmeticException) { ran.Add("catch"); }
            finally { ran.Add("outer finally"); }

            ran.Add("after the outer try");
            await yield(2);
        }));
        await g.CloseAsync();
        Assert.Equal(["inner finally", "outer finally"], ran);
        await IsClosed(g);
    }

    [Fact, Row("CLOSE-05")]
    public async Task Without_a_try_nothing_of_the_body_runs()
    {
        bool after = false;
        var g = await Started(Make<int>(async yield => { await yield(1); after = true; }));
        await g.CloseAsync();
        Assert.False(after);
        await IsClosed(g);
    }
}
