using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Async;

/// <summary>Chains, one of which is waiting because somebody else drives it.</summary>
public class PendingInnerTests
{
    private readonly Gate _gate = new();
    private readonly AsyncGenerator<int> _inner;

    public PendingInnerTests() => _inner = Counting(_gate);

    [Fact, Row("FROM-46", "AGEN-11")]
    public async Task One_with_a_pending_call_is_refused_at_the_From_which_may_catch_it()
    {
        var pending = _inner.NextAsync();
        var outer = new AsyncGenerator<int>(async yield =>
        {
            try { await yield.From(_inner); }
            catch (InvalidOperationException e) when (e.Message.Contains(AlreadyExecuting))
            {
                await yield(9); await yield.From(_inner);
            }
        });
        await Yields(9, outer.NextAsync());
        await Yields(1, _gate.Through(pending));
        await Yields(2, _gate.Through(outer.NextAsync()));
    }

    [Theory, Row("FROM-46", "FROM-47"), InlineData(false), InlineData(true)]
    public async Task Outer_that_is_advanced_or_closed_while_its_inner_waits_for_another_fails_and_closes(bool closes)
    {
        var outer = Delegating(_inner);
        await Yields(1, _gate.Through(outer.NextAsync()));
        var pending = _inner.NextAsync();
        Assert.Equal(Suspended, outer.State);
        if (closes) await Refuses(AlreadyExecuting, () => outer.CloseAsync());
        else await Refuses(AlreadyExecuting, () => outer.NextAsync());
        Assert.Equal((Closed, Running), (outer.State, _inner.State));
        await Yields(2, _gate.Through(pending));
    }

    [Fact, Row("FROM-44")]
    public async Task Outer_follows_an_inner_that_another_has_advanced_over_a_wait()
    {
        var outer = Delegating(_inner);
        for (int i = 1; i <= 6; i++) await Yields(i, _gate.Through((i % 2 == 0 ? _inner : outer).NextAsync()));

        await _inner.CloseAsync();
        Assert.False(await outer.MoveNextAsync());
    }

    [Fact, Row("FROM-45")]
    public async Task Two_outers_take_turns_with_an_inner_that_waits()
    {
        AsyncGenerator<int>[] outers = [Delegating(_inner), Delegating(_inner)];
        for (int i = 1; i <= 6; i++)
        {
            var call = outers[i % 2].NextAsync();
            Assert.Equal(Running, outers[i % 2].State);
            if (i > 2) Assert.Equal(Suspended, outers[(i + 1) % 2].State);
            await Yields(i, _gate.Through(call));
        }
    }
}
