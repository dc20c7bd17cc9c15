using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Shared;

public class AdvanceTests
{
    [Fact, Row("GEN-03")]
    public async Task Each_next_gives_the_next_value_then_the_end()
    {
        var g = Make<int>(async yield => { await yield(1); await yield(2); });
        await Yields(1, g.NextAsync());
        await Yields(2, g.NextAsync());
        await Ends(() => g.NextAsync());
    }

    [Fact, Row("GEN-03")]
    public async Task Each_move_next_gives_the_next_value_then_the_end()
    {
        var g = Make<int>(async yield => { await yield(1); await yield(2); });
        await Yields(1, g, g.MoveNextAsync());
        await Yields(2, g, g.MoveNextAsync());
        Assert.False(await g.MoveNextAsync());
    }

    [Fact, Row("GEN-04")]
    public async Task The_end_is_for_good()
    {
        int ran = 0;
        var g = Make<int>(async yield => { await yield(1); ran++; });
        await Yields(1, g.NextAsync());
        await Ends(() => g.NextAsync());
        for (int i = 0; i < 10; i++) { await IsClosed(g); await Ends(() => g.NextAsync()); }

        Assert.Equal(1, ran);
    }

    [Fact, Row("GEN-05")]
    public async Task A_return_before_the_first_yield_ends_it_at_once()
    {
        bool leave = true, after = false;
        var g = Make<int>(async yield => { if (leave) return; after = true; await yield(1); });
        Assert.False(await g.MoveNextAsync());
        await IsClosed(g);
        Assert.False(after);
    }

    [Fact, Row("GEN-05")]
    public async Task Without_a_reachable_yield_it_ends_at_once()
    {
        bool ran = false;
        var g = Make<int>(async yield => ran = true);
        Assert.False(ran);
        Assert.False(await g.MoveNextAsync());
        await IsClosed(g);
        Assert.True(ran);
        await Ends(() => Make<int>(async yield => { }).NextAsync());
    }

    [Fact, Row("GEN-05")]
    public async Task A_return_between_yields_skips_the_rest()
    {
        bool leave = true, after = false;
        var g = Make<int>(async yield =>
        {
            await yield(1);
            if (leave) return;
            after = true;
            await yield(2);
        });
        await Yields(1, g.NextAsync());
        await Ends(() => g.NextAsync());
        await IsClosed(g);
        Assert.False(after);
    }

    [Fact, Row("GEN-06")]
    public async Task A_yield_without_a_value_hands_out_the_default()
    {
        var g = Make<int>(async yield => { await yield(1); await yield(); });
        await Yields(1, g.NextAsync());
        await Yields(0, g.NextAsync());
        Assert.Equal(0, g.Current);
    }

    [Fact, Row("GEN-06")]
    public async Task A_yield_without_a_value_takes_what_is_sent()
    {
        int received = 0;
        var g = Make<string?, int>(async yield => { await yield("first"); received = await yield(); });
        await Yields("first", g.NextAsync());
        await Yields(null, g.NextAsync());
        Assert.Null(g.Current);
        Assert.False(await g.TrySendAsync(42));
        Assert.Equal(42, received);
    }
}
