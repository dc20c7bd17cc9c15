using Parley.Tests.Harness;
using Xunit;
using static Parley.Tests.Harness.Expect;

namespace Parley.Tests.Async;

/// <summary>Chains, one of which is waiting because somebody else drives it.</summary>
public class PendingInnerTests
{
    private const string AlreadyRunning = "asynchronous generator is already running";

    private readonly Gate _gate = new();

    [Fact, Row("FROM-46", "AGEN-11")]
    public async Task One_with_a_pending_call_is_refused_at_the_From_which_may_catch_it()
    {
        var inner = Waiting();
        var pending = inner.NextAsync();
        var outer = new AsyncGenerator<int>(async yield =>
        {
            try
            {
                await yield.From(inner);
            }
            catch (InvalidOperationException e) when (e.Message.Contains(AlreadyRunning, StringComparison.Ordinal))
            {
                await yield(9);
                await yield.From(inner);
            }
        });
        await Yields(9, outer.NextAsync());
        _gate.Open();
        await Yields(1, pending);
        var call = outer.NextAsync();
        _gate.Open();
        await Yields(2, call);
    }

    [Fact, Row("FROM-46")]
    public async Task Outer_that_is_advanced_while_its_inner_waits_for_another_fails_at_its_From()
    {
        var (outer, inner) = await Delegating();
        var pending = inner.NextAsync();
        Assert.Equal(GeneratorState.Suspended, outer.State);
        await Refuses(AlreadyRunning, () => outer.NextAsync());
        Assert.Equal(GeneratorState.Closed, outer.State);
        Assert.Equal(GeneratorState.Running, inner.State);
        _gate.Open();
        await Yields(2, pending);
    }

    [Fact, Row("FROM-47")]
    public async Task Outer_that_is_closed_while_its_inner_waits_for_another_fails_and_is_closed()
    {
        var (outer, inner) = await Delegating();
        var pending = inner.NextAsync();
        await Refuses(AlreadyRunning, () => outer.CloseAsync());
        Assert.Equal(GeneratorState.Closed, outer.State);
        _gate.Open();
        await Yields(2, pending);
    }

    [Fact, Row("FROM-44")]
    public async Task Outer_follows_an_inner_that_another_has_advanced_over_a_wait()
    {
        var inner = Waiting();
        var outer = new AsyncGenerator<int>(async yield => await yield.From(inner));
        for (int i = 1; i <= 6; i++)
        {
            var call = i % 2 == 0 ? inner.NextAsync() : outer.NextAsync();
            _gate.Open();
            await Yields(i, call);
        }

        await inner.CloseAsync();
        Assert.False(await outer.MoveNextAsync());
    }

    [Fact, Row("FROM-45")]
    public async Task Two_outers_take_turns_with_an_inner_that_waits()
    {
        var inner = Waiting();
        AsyncGenerator<int> Outer() => new(async yield => await yield.From(inner));
        AsyncGenerator<int>[] outers = [Outer(), Outer()];
        for (int i = 1; i <= 6; i++)
        {
            var call = outers[i % 2].NextAsync();
            Assert.Equal(GeneratorState.Running, outers[i % 2].State);
            if (i > 2) Assert.Equal(GeneratorState.Suspended, outers[(i + 1) % 2].State);
            _gate.Open();
            await Yields(i, call);
        }
    }

    // An outer that has handed out its inner's 1, and the inner.
    private async Task<(AsyncGenerator<int> Outer, AsyncGenerator<int> Inner)> Delegating()
    {
        var inner = Waiting();
        var outer = new AsyncGenerator<int>(async yield => await yield.From(inner));
        var call = outer.NextAsync();
        _gate.Open();
        await Yields(1, call);
        return (outer, inner);
    }

    private AsyncGenerator<int> Waiting() => new(async yield =>
    {
        for (int i = 1; ; i++)
        {
            await _gate;
            await yield(i);
        }
    });
}
