using Parley.Tests.Harness;
using Xunit;
using static Parley.Tests.Harness.Expect;
using static Parley.Tests.Harness.Subject;

namespace Parley.Tests.Shared;

public class ThrowExitTests
{
    [Fact, Row("THROW-10")]
    public async Task The_exit_thrown_in_by_hand_reaches_the_caller()
    {
        var exit = new GeneratorExitException();
        var make = () => Make<int>(async yield => await yield(1));

        var thrown = make();
        await Yields(1, thrown.NextAsync());
        await Throws(exit, () => thrown.ThrowAsync(exit));
        Assert.Equal(GeneratorState.Closed, thrown.State);
        Assert.False(await thrown.MoveNextAsync());

        var tried = make();
        await Yields(1, tried.NextAsync());
        await Throws(exit, () => tried.TryThrowAsync(exit));
        Assert.Equal(GeneratorState.Closed, tried.State);
    }

    [Fact, Row("THROW-10")]
    public async Task The_exit_thrown_in_by_hand_passes_a_finally_and_a_rethrow()
    {
        var exit = new GeneratorExitException();
        var ran = new List<string>();
        var g = Make<int>(async yield =>
        {
            try
            {
                try
                {
                    await yield(1);
                }
                catch (GeneratorExitException e)
                {
                    ran.Add(e == exit ? "catch" : "another one");
                    throw;
                }
            }
            finally
            {
                ran.Add("finally");
            }
        });
        await Yields(1, g.NextAsync());
        await Throws(exit, () => g.ThrowAsync(exit));
        Assert.Equal(["catch", "finally"], ran);
        Assert.Equal(GeneratorState.Closed, g.State);
    }

    [Fact, Row("THROW-10", "THROW-03")]
    public async Task The_exit_thrown_into_a_fresh_generator_comes_straight_back()
    {
        var exit = new GeneratorExitException();
        var g = Make<int>(async yield => await yield(1));
        await Throws(exit, () => g.ThrowAsync(exit));
        Assert.Equal(GeneratorState.Closed, g.State);
        await Throws(exit, () => g.TryThrowAsync(exit));
    }

    [Fact, Row("THROW-11")]
    public async Task The_exit_thrown_in_caught_and_followed_by_a_yield_gives_the_value()
    {
        var make = () => Make<int>(async yield =>
        {
            try
            {
                await yield(1);
            }
            catch (GeneratorExitException)
            {
            }

            await yield(2);
            await yield(3);
        });

        var thrown = make();
        await Yields(1, thrown.NextAsync());
        await Yields(2, thrown.ThrowAsync(new GeneratorExitException()));
        Assert.Equal(GeneratorState.Suspended, thrown.State);
        await Yields(3, thrown.NextAsync());

        var tried = make();
        await Yields(1, tried.NextAsync());
        Assert.True(await tried.TryThrowAsync(new GeneratorExitException()));
        Assert.Equal(2, tried.Current);
        Assert.Equal(GeneratorState.Suspended, tried.State);
        await Yields(3, tried.NextAsync());
    }
}
