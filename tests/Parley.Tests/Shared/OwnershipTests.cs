using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Shared;

/// <summary>Blocks and loops that own a generator, with <c>await</c>. Sync/ has those without.</summary>
public class OwnershipTests
{
    private readonly ArithmeticException _e = new();
    private readonly List<string> _log = [];

    [Fact, Row("CLOSE-17")]
    public async Task A_block_closes_it_on_the_normal_way_out()
    {
        var g = Noting(_log, "finally");
        await using (Owned(g))
        {
            await Yields(1, g.NextAsync());
            Assert.Empty(_log);
        }

        await IsFinished(g);
    }

    [Fact, Row("CLOSE-17")]
    public async Task A_block_closes_it_on_an_exception()
    {
        List<Exception> seen = [];
        var g = Passing(seen);
        await Throws(_e, async () =>
        {
            await using (Owned(g))
            {
                await Yields(1, g.NextAsync());
                throw _e;
            }
        });
        Assert.IsType<GeneratorExitException>(Assert.Single(seen));
        await IsClosed(g);
    }

    [Fact, Row("CLOSE-18")]
    public async Task Break_closes_it()
    {
        var g = Counting();
        var values = new List<int>();
        await foreach (int x in g) { values.Add(x); if (x == 2) break; }

        Assert.Equal([1, 2], values);
        await IsFinished(g);
    }

    [Fact, Row("CLOSE-18")]
    public async Task Return_goto_and_an_exception_close_it()
    {
        var returned = Counting();
        var first = async () => { await foreach (int x in returned) return x; return 0; };
        Assert.Equal(1, await first());
        await IsFinished(returned);

        var left = Counting();
        await foreach (int x in left) { if (x == 2) goto outside; }

    outside:
        await IsFinished(left);

        var failed = Counting();
        await Throws(_e, async () => { await foreach (int x in failed) throw _e; });
        await IsFinished(failed);
    }

    [Fact, Row("CLOSE-18")]
    public async Task Continue_does_not_close_it()
    {
        var g = Counting(to: 3);
        var values = new List<int>();
        await foreach (int x in g) { Assert.Empty(_log); if (x == 2) continue; values.Add(x); }

        Assert.Equal([1, 3], values);
        await IsFinished(g);
    }

    [Fact, Row("CLOSE-18")]
    public async Task A_loop_by_hand_leaves_it_suspended()
    {
        var g = Counting();
        while (await g.MoveNextAsync()) { if (g.Current == 2) break; }

        Assert.Empty(_log);
        Assert.Equal(GeneratorState.Suspended, g.State);
        await Yields(3, g.NextAsync());
    }

    private IntGenerator Counting(int to = int.MaxValue) => Make<int>(async yield =>
    {
        try { for (int i = 1; i <= to; i++) await yield(i); }
        finally { _log.Add("finally"); }
    });

    /// <summary>Its finally has run once, and it is closed.</summary>
    private async Task IsFinished(IntGenerator g)
    {
        Assert.Equal(["finally"], _log);
        _log.Clear();
        await IsClosed(g);
        Assert.Empty(_log);
    }
}
