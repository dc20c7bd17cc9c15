namespace Parley.Tests.Shared;

/// <summary>What tests of forks say.</summary>
internal static class Forks
{
    private static async Task<List<int>> Next(IntGenerator g, int count)
    {
        List<int> values = [];
        for (int i = 0; i < count; i++) values.Add(await g.NextAsync());
        return values;
    }

    /// <summary>Fork and original, and a fork of the fork, each go on as if nobody else had been there.</summary>
    internal static async Task Splits(Func<IntGenerator> make)
    {
        var alone = make();
        List<int> before = await Next(alone, 2), after = await Next(alone, 3);
        Assert.NotEqual(after[0], after[1]);
        var g = make();
        Assert.Equal(before, await Next(g, 2));
        var fork = g.Fork();
        Assert.Equal(after, await Next(fork, 3));
        fork = g.Fork();
        var second = fork.Fork();
        Assert.Equal(after, await Next(g, 3));
        Assert.Equal(after, await Next(second, 3));
        Assert.Equal(after, await Next(fork, 3));
    }

    /// <summary>As that, or the fork is refused, as it may be where the compiler keeps nothing that tells.</summary>
    internal static async Task SplitsOrIsRefused(Func<IntGenerator> make)
    {
        var g = make();
        await g.NextAsync();
        try
        {
            g.Fork();
        }
        catch (InvalidOperationException refusal)
        {
            Assert.Contains("it can't be known whose captured variables", refusal.Message, StringComparison.Ordinal);
            var alone = make();
            await alone.NextAsync();
            Assert.Equal(await Next(alone, 3), await Next(g, 3));
            return;
        }

        await Splits(make);
    }
}
