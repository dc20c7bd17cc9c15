using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Shared;

public class ThrowExitTests
{
    private readonly GeneratorExitException _exit = new();

    [Theory, Row("THROW-10"), InlineData(Call.Throw), InlineData(Call.TryThrow)]
    public async Task The_exit_thrown_in_by_hand_reaches_the_caller(Call call)
    {
        var g = await Started(Make<int>(async yield => await yield(1)));
        await Throws(_exit, () => g.Do(call, _exit));
        await IsClosed(g);
    }

    [Fact, Row("THROW-10")]
    public async Task The_exit_thrown_in_by_hand_passes_a_finally_and_a_rethrow()
    {
        List<string> log = [];
        List<Exception> seen = [];
        var g = await Started(Make<int>(async yield =>
        {
            try { try { await yield(1); } catch (GeneratorExitException e) { seen.Add(e); throw; } }
            finally { log.Add("finally"); }
        }));
        await Throws(_exit, () => g.ThrowAsync(_exit));
        Assert.Same(_exit, Assert.Single(seen));
        Assert.Equal(["finally"], log);
        await IsClosed(g);
    }

    [Fact, Row("THROW-10", "THROW-03")]
    public async Task The_exit_thrown_into_a_fresh_generator_comes_straight_back()
    {
        var g = Make<int>(async yield => await yield(1));
        await Throws(_exit, () => g.ThrowAsync(_exit));
        await IsClosed(g);
        await Throws(_exit, () => g.TryThrowAsync(_exit));
    }

    [Theory, Row("THROW-11"), InlineData(Call.Throw), InlineData(Call.TryThrow)]
    public async Task The_exit_thrown_in_caught_and_followed_by_a_yield_gives_the_value(Call call)
    {
        var g = await Started(IgnoringExit());
        if (call == Call.Throw) await Yields(2, g.ThrowAsync(_exit));
        else await Yields(2, g, g.TryThrowAsync(_exit));
        Assert.Equal(GeneratorState.Suspended, g.State);
        Assert.Equal([3], await Rest(g));
    }
}
