
namespace Parley.Tests.Engine;

/// <summary>A million levels, and a million of whatever else could recurse, on a stack of 256 KiB.</summary>
public class DepthTests
{
    private const int Million = 1_000_000;
    private readonly Gate _gate = new();

    [Theory, Row("FROM-49"), InlineData(false), InlineData(true)]
    public void Chain_is_built_stepped_and_returns_its_value_through_all_levels(bool waits) => OnSmallStack(() =>
    {
        AsyncGenerator<int, int, int> g = new(async yield =>
        {
            int sent = 0;
            for (int i = 1; i <= 2; i++) { if (waits) await _gate; sent += await yield(i); }
            if (waits) await _gate;
            return sent;
        });
        for (int i = 0; i < Million; i++) { var inner = g; g = new(async yield => 1 + await yield.From(inner)); }
        Assert.Equal(1, Step(g.NextAsync()));
        Assert.Equal(2, Step(g.SendAsync(10)));
        Assert.False(Step(g.TrySendAsync(20)));
        Assert.Equal(Million + 30, g.Result);

        T Step<T>(ValueTask<T> call)
        {
            Assert.Equal(!waits, call.IsCompleted);
            if (waits) _gate.Open();
            return call.Result;
        }
    });

    [Theory, Row("FROM-49"), InlineData(false), InlineData(true)]
    public void Chain_is_closed_from_its_innermost_up(bool waits) => OnSmallStack(() =>
    {
        int closed = 0;
        var inner = new AsyncGenerator<int>(async yield =>
        {
            try { await yield(1); } finally { if (waits) await _gate; closed++; }
        });
        var g = Delegating(inner, levels: Million);
        Assert.Equal(1, g.NextAsync().Result);
        var close = g.CloseAsync();
        if (waits) _gate.Open();
        Assert.True(close.IsCompletedSuccessfully);
        Assert.Equal((1, Closed), (closed, g.State));
    });

    [Fact, Row("FROM-49")]
    public void Exception_goes_up_through_all_levels_from_behind_a_wait() => OnSmallStack(() =>
    {
        var failure = new ArithmeticException();
        var inner = new AsyncGenerator<int>(async yield => { await yield(1); await _gate; throw failure; });
        var g = Delegating(inner, levels: Million);
        Assert.Equal(1, g.NextAsync().Result);
        var call = _gate.Through(g.NextAsync());
        Assert.True(call.IsFaulted);
        Assert.Same(failure, Assert.Throws<ArithmeticException>(() => call.Result));
    });

    [Fact]
    public void Levels_that_each_wait_before_and_behind_their_From() => OnSmallStack(() =>
    {
        const int Levels = 100_000;
        AsyncGenerator<int> g = new(async yield => await yield(1));
        for (int i = 0; i < Levels; i++)
        {
            var inner = g;
            g = new(async yield => { await default(Inline); await yield.From(inner); await default(Inline); });
        }

        Assert.Equal(1, g.NextAsync().Result);
        var end = g.MoveNextAsync();
        Assert.True(end.IsCompletedSuccessfully);
        Assert.False(end.Result);
    });

    [Theory, InlineData(false), InlineData(true)]
    public void Million_steps_that_complete_within_the_call(bool waitsInline) => OnSmallStack(() =>
    {
        var g = new AsyncGenerator<int>(async yield =>
        {
            for (int i = 1; i <= Million; i++) { if (waitsInline) await default(Inline); await yield(i); }
        });
        int last = 0;
        Assert.True(Loop(g, i => last = i).IsCompletedSuccessfully);
        Assert.Equal(Million, last);
    });

    [Theory, InlineData(false), InlineData(true)]
    public void Million_waits_in_a_step_that_are_over_at_once(bool behindOneThatIsNot) => OnSmallStack(() =>
    {
        int waits = 0;
        var g = new AsyncGenerator<int>(async yield =>
        {
            if (behindOneThatIsNot) await _gate;
            for (; waits < Million; waits++) await default(Inline);
            await yield(1);
        });
        var call = g.NextAsync();
        if (behindOneThatIsNot) _gate.Open();
        Assert.True(call.IsCompletedSuccessfully);
        Assert.Equal((1, Million), (call.Result, waits));
    });

    [Theory, InlineData(false), InlineData(true)]
    public void Million_delegations_in_a_step(bool wait) => OnSmallStack(() =>
    {
        int ended = 0;
        AsyncGenerator<int> Inner() => new(async _ => { if (wait) await default(Inline); ended++; });
        var g = new AsyncGenerator<int>(async yield =>
        {
            while (ended < Million) await yield.From(Inner());
            await yield(1);
        });
        Assert.Equal((1, Million), (g.NextAsync().Result, ended));
    });

    [Fact]
    public void Million_steps_that_wait_and_are_awaited_by_a_loop() => OnSmallStack(() =>
    {
        int last = 0;
        var consuming = Loop(Counting(_gate), i => last = i);
        for (int i = 0; i < Million; i++) _gate.Open();
        Assert.Equal(Million, last);
        Assert.False(consuming.IsCompleted);
    });

    [Fact, Row("FROM-49")]
    public void Step_of_a_deep_chain_costs_as_much_as_one_of_a_shallow_one() => OnSmallStack(() =>
    {
        // Not by the clock: each of a million steps at the depth of a million would otherwise take for ever.
        var g = Delegating(Counting(_gate), levels: Million);
        int last = 0;
        for (int i = 0; i < Million; i++) last = _gate.Through(g.NextAsync()).Result;
        Assert.Equal(Million, last);
    });

    // One of 256 KiB, where what recurses a million times overflows at once.
    private static void OnSmallStack(Action test) => Threads.Run(test, stackSize: 256 * 1024);

    private static async Task Loop(AsyncGenerator<int> g, Action<int> visit) { await foreach (int i in g) visit(i); }
}
