using Parley.Tests.Exact;
using static Parley.GeneratorState;

namespace Parley.Tests.Sync;

/// <summary>Generators that loop over one another with foreach: each is closed inside of the one above.</summary>
public class NestedCloseTests : SyncTests
{
    [Theory, Message("StackRunsOut")]
#if WOVEN
    [InlineData(500, 256)] // nothing is thrown, which takes little stack: not much more than a step
#else
    [InlineData(10, 256), InlineData(100, 256), InlineData(100, 1536), InlineData(1000, 1536)]
#endif
    public void Before_the_stack_runs_out_the_close_fails(int depth, int kilobytes) => OnThread(() =>
    {
        Dictionary<int, Generator<int>> levels = [];
        var g = Nested(depth, levels);
        Assert.Equal(1, g.Next());
        var e = Assert.Throws<InsufficientExecutionStackException>(() =>
        {
            foreach (int _ in g) break;
        });
        Assert.Equal(Messages.StackRunsOut, e.Message);
        Assert.Equal(Closed, g.State);

        // The levels that weren't reached are as they were, and can be closed from below.
        Assert.Equal((3, Suspended), (levels[0].Next(), levels[0].State));
        for (int level = 0; level <= depth; level++) levels[level].Close();
        Assert.All(levels.Values, level => Assert.Equal(Closed, level.State));
    }, kilobytes * 1024);

    [Fact]
    public void With_stack_enough_all_are_closed() => OnThread(() =>
    {
        Dictionary<int, Generator<int>> levels = [];
        Assert.Equal(1, Nested(1000, levels).First());
        Assert.All(levels.Values, level => Assert.Equal(Closed, level.State));
    }, 256 * 1024 * 1024);

    [Fact]
    public void A_close_that_takes_no_stack_is_not_refused() => OnThread(() =>
    {
        var bare = Delegating(Yielding(1, 2)).At(1);
        Generator<int> unstarted = Yielding(1);
        int Deepen(int depth)
        {
            if (System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack())
            {
                return Deepen(depth + 1) + 1;
            }

            unstarted.Close();
            return 0;
        }

        Assert.NotEqual(0, Deepen(0));
        Assert.Equal(Closed, unstarted.State);
        bare.Close();
    }, 256 * 1024);

    private static Generator<int> Nested(int level, Dictionary<int, Generator<int>> levels) =>
        levels[level] = level == 0 ? Yielding(1, 2, 3) : new Generator<int>(async yield =>
        {
            foreach (int value in Nested(level - 1, levels)) await yield(value);
        });
}
