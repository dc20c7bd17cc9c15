namespace Parley.Tests.Engine;

/// <summary>What a call has to know of the bodies behind it is forgotten as they go on.</summary>
[Collection(nameof(KeptContextsTests))]
public class KeptContextsTests
{
    private const int Million = 1_000_000;

    // Much less than a million of anything.
    private const long Nothing = 8 << 20;

    [Theory, InlineData(false), InlineData(true)]
    public async Task Million_inners_in_one_call_leave_nothing(bool asynchronous)
    {
        var g = new AsyncGenerator<long>(async yield =>
        {
            for (int i = 0; i < Million; i++)
            {
                if (asynchronous) await yield.From(new AsyncGenerator<long>(async _ => { }));
                else await yield.From(new Generator<long>(async _ => { }));
            }

            await yield(GC.GetTotalMemory(true));
        });
        long before = GC.GetTotalMemory(true);
        Assert.InRange(await g.NextAsync() - before, long.MinValue, Nothing);
    }

    [Fact]
    public async Task Call_through_a_million_levels_that_end_leaves_nothing()
    {
        var g = new AsyncGenerator<int>(async yield =>
        {
            await yield.From(Delegating(new AsyncGenerator<int>(async _ => { }), levels: Million));
            await yield(1);
        });
        long before = GC.GetTotalMemory(true);
        await Yields(1, g.NextAsync());
        Assert.InRange(GC.GetTotalMemory(true) - before, long.MinValue, Nothing);
        GC.KeepAlive(g);
    }
}

/// <summary>By themselves, as they measure the memory of the process.</summary>
[CollectionDefinition(nameof(KeptContextsTests), DisableParallelization = true)]
public class KeptContextsCollection;
