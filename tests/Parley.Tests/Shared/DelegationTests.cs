using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Shared;

public class DelegationTests
{
    private readonly List<string> _log = [];
    private readonly ArithmeticException _failure = new();

    [Fact, Row("FROM-01")]
    public async Task First_advance_runs_the_outer_to_the_From_and_the_inner_to_its_first_yield()
    {
        var inner = Make<int>(async yield =>
        {
            _log.Add("inner starts");
            await yield(42);
            _log.Add("inner ends");
        });
        var outer = Make<int>(async yield =>
        {
            _log.Add("outer starts");
            await yield.From(inner);
            _log.Add("outer ends");
        });
        Assert.Empty(_log);
        await Yields(42, outer.NextAsync());
        _log.Add("yielded");
        Assert.False(await outer.MoveNextAsync());
        Assert.Equal(["outer starts", "inner starts", "yielded", "inner ends", "outer ends"], _log);
    }

    [Fact, Row("FROM-02")]
    public async Task Inner_that_fails_on_its_first_step_raises_at_the_From()
    {
        var inner = Make<int>(async yield => { try { throw _failure; } finally { _log.Add("inner"); } });
        var outer = Noting(_log, "outer", inner);
        await Throws(_failure, () => outer.NextAsync());
        Assert.Equal(["inner", "outer"], _log);
        await IsClosed(inner, outer);
    }

    [Theory, Row("FROM-02"), InlineData(Call.Next, 0), InlineData(Call.Send, 7)]
    public async Task Inner_that_fails_on_a_later_step_raises_at_the_From(Call call, int sent)
    {
        var inner = Make<int, int>(async yield =>
        {
            try { _log.Add($"inner got {await yield(1)}"); throw _failure; }
            finally { _log.Add("inner"); }
        });
        var outer = await Started(Make<int, int>(async yield =>
        {
            try { await yield.From(inner); _log.Add("not reached"); }
            finally { _log.Add("outer"); }
        }));
        await Throws(_failure, () => outer.Do(call, sent));
        Assert.Equal([$"inner got {sent}", "inner", "outer"], _log);
        await IsClosed(inner, outer);
    }

    [Fact, Row("FROM-02")]
    public async Task Outer_may_catch_the_failure_of_its_inner_and_go_on()
    {
        Exception? caught = null;
        var inner = Failing(_failure);
        var outer = await Started(Make<int>(async yield =>
        {
            try { await yield.From(inner); }
            catch (ArithmeticException e) { caught = e; }

            await yield(2);
        }));
        await Yields(2, outer.NextAsync());
        Assert.Same(_failure, caught);
        Assert.False(await outer.MoveNextAsync());
    }

    [Fact, Row("FROM-03")]
    public async Task Advances_go_to_the_inner_then_on_to_the_next_yield_of_the_outer()
    {
        var inner = Yielding(2, 3);
        var outer = Make<int>(async yield => { await yield(1); await yield.From(inner); await yield(4); });
        await Yields(1, outer.NextAsync());
        await Yields(2, outer.NextAsync());
        await Yields(3, outer.NextAsync());
        await Yields(4, outer.NextAsync());
        Assert.False(await outer.MoveNextAsync());
    }

    [Fact, Row("FROM-04")]
    public async Task Sent_values_reach_the_inner_while_it_lasts_and_the_outer_before_and_after()
    {
        var inner = Make<string, int>(async yield =>
        {
            _log.Add($"inner got {await yield("inner 1")}");
            _log.Add($"inner got {await yield("inner 2")}");
        });
        var outer = Make<string, int>(async yield =>
        {
            _log.Add($"outer got {await yield("outer 1")}");
            await yield.From(inner);
            _log.Add($"outer got {await yield("outer 2")}");
        });
        await Yields("outer 1", outer.NextAsync());
        await Yields("inner 1", outer.SendAsync(1));
        await Yields("inner 2", outer.SendAsync(2));
        await Yields("outer 2", outer.SendAsync(3));
        Assert.False(await outer.TrySendAsync(4));
        Assert.Equal(["outer got 1", "inner got 2", "inner got 3", "outer got 4"], _log);
    }

    [Fact, Row("FROM-14")]
    public async Task Delegating_to_what_yields_nothing_goes_straight_past_the_From()
    {
        var inner = Make<int>(async yield => { });
        var outer = Make<int>(async yield =>
        {
            await yield.From(inner);
            await yield.From(Array.Empty<int>());
            await yield(1);
        });
        await Yields(1, outer, outer.MoveNextAsync());
        await IsClosed(inner);

        var empty = Make<int>(async yield => await yield.From(Array.Empty<int>()));
        Assert.False(await empty.MoveNextAsync());
    }
}
