using Parley.Tests.Harness;
using Xunit;
using static Parley.Tests.Harness.Expect;
using static Parley.Tests.Harness.Subject;

namespace Parley.Tests.Shared;

public class CloseTests
{
    [Fact, Row("CLOSE-01")]
    public async Task A_body_that_handles_the_exit_and_ends_closes_quietly()
    {
        var exits = new List<GeneratorExitException>();
        var make = () => Make<int>(async yield =>
        {
            try
            {
                await yield(1);
            }
            catch (GeneratorExitException exit)
            {
                exits.Add(exit);
            }
        });

        var closed = make();
        await Yields(1, closed.NextAsync());
        await closed.CloseAsync();
        Assert.Equal(GeneratorState.Closed, closed.State);
        Assert.Single(exits);

        var disposed = make();
        await Yields(1, disposed.NextAsync());
        await disposed.DisposeAsync();
        Assert.Equal(GeneratorState.Closed, disposed.State);
        Assert.Equal(2, exits.Count);
        Assert.NotSame(exits[0], exits[1]);
    }

    [Fact, Row("CLOSE-01")]
    public async Task A_body_that_lets_the_exit_pass_closes_quietly()
    {
        GeneratorExitException? passed = null;
        var g = Make<int>(async yield =>
        {
            try
            {
                await yield(1);
            }
            catch (GeneratorExitException exit)
            {
                passed = exit;
                throw;
            }
        });
        await Yields(1, g.NextAsync());
        await g.CloseAsync();
        Assert.Equal(typeof(GeneratorExitException), passed?.GetType());
        Assert.Equal(GeneratorState.Closed, g.State);
    }

    [Fact, Row("CLOSE-02")]
    public async Task Closing_again_does_nothing()
    {
        int ran = 0;
        var g = Make<int>(async yield =>
        {
            try
            {
                await yield(1);
            }
            finally
            {
                ran++;
            }
        });
        await Yields(1, g.NextAsync());
        await g.CloseAsync();
        await g.CloseAsync();
        await g.DisposeAsync();
        await g.CloseAsync();
        Assert.Equal(1, ran);
        Assert.Equal(GeneratorState.Closed, g.State);
        await Ends(() => g.NextAsync());
    }

    [Fact, Row("CLOSE-03")]
    public async Task Closing_a_fresh_generator_runs_nothing_and_gives_no_value()
    {
        bool entered = false;
        var make = () => Make<int, int, int>(async yield =>
        {
            entered = true;
            return await yield(1);
        });

        var closed = make();
        await closed.CloseAsync();
        Assert.Equal(GeneratorState.Closed, closed.State);
        Assert.False(closed.TryGetResult(out _));
        Assert.False(await closed.MoveNextAsync());
        await closed.CloseAsync();

        var disposed = make();
        await disposed.DisposeAsync();
        Assert.Equal(GeneratorState.Closed, disposed.State);
        Assert.False(disposed.TryGetResult(out _));
        await Returns(0, () => disposed.NextAsync());
        Assert.False(entered);
    }

    [Fact, Row("CLOSE-04")]
    public async Task Closing_one_that_returned_does_nothing_and_keeps_the_result()
    {
        var g = Make<int, int, int>(async yield => await yield(1));
        await Yields(1, g.NextAsync());
        await Returns(42, () => g.SendAsync(42));
        await g.CloseAsync();
        await g.DisposeAsync();
        Assert.Equal(GeneratorState.Closed, g.State);
        Assert.Equal(42, g.Result);
    }

    [Fact, Row("CLOSE-04")]
    public async Task Closing_one_that_threw_does_nothing()
    {
        var e = new ArithmeticException();
        var g = Make<int, int, int>(async yield =>
        {
            await yield(1);
            throw e;
        });
        await Yields(1, g.NextAsync());
        await Throws(e, () => g.NextAsync());
        await g.CloseAsync();
        await g.DisposeAsync();
        Assert.Equal(GeneratorState.Closed, g.State);
        Assert.False(g.TryGetResult(out _));
    }

    [Fact, Row("CLOSE-05")]
    public async Task Finally_blocks_run_and_code_after_the_try_does_not()
    {
        var ran = new List<string>();
        var g = Make<int>(async yield =>
        {
            try
            {
                try
                {
                    await yield(1);
                    ran.Add("after the yield");
                }
                finally
                {
                    ran.Add("inner finally");
                }

                ran.Add("after the inner try");
            }
            catch (ArithmeticException)
            {
                ran.Add("catch");
            }
            finally
            {
                ran.Add("outer finally");
            }

            ran.Add("after the outer try");
            await yield(2);
        });
        await Yields(1, g.NextAsync());
        await g.CloseAsync();
        Assert.Equal(["inner finally", "outer finally"], ran);
        Assert.Equal(GeneratorState.Closed, g.State);
    }

    [Fact, Row("CLOSE-05")]
    public async Task Without_a_try_nothing_of_the_body_runs()
    {
        bool after = false;
        var g = Make<int>(async yield =>
        {
            await yield(1);
            after = true;
        });
        await Yields(1, g.NextAsync());
        await g.CloseAsync();
        Assert.False(after);
        Assert.Equal(GeneratorState.Closed, g.State);
        Assert.False(await g.MoveNextAsync());
    }
}
