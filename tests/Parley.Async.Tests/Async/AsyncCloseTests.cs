using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Async;

public class AsyncCloseTests
{
    private readonly Gate _gate = new();
    private readonly List<string> _log = [];

    [Theory, Row("AGEN-05"), InlineData("advance", "after"), InlineData("throw", "ArithmeticException after")]
    [InlineData("close", "GeneratorExitException after")]
    public async Task Catch_of_everything_is_entered_by_a_throw_and_by_a_close_and_not_by_an_advance(
        string call, string noted)
    {
        var g = await Started(async yield =>
        {
            try { await yield(1); }
            catch (Exception e) { _log.Add(e.GetType().Name); await default(Turn); }
            _log.Add("after");
        });
        if (call == "throw") await Ends(() => g.ThrowAsync(new ArithmeticException()));
        else if (call == "close") await g.CloseAsync();
        else Assert.False(await g.MoveNextAsync());
        Assert.Equal(noted.Split(' '), _log);
        await IsClosed(g);
    }

    [Fact, Row("AGEN-07")]
    public async Task Close_at_a_yield_does_not_run_on_to_the_await_behind_it()
    {
        var never = new TaskCompletionSource();
        bool cleaned = false;
        var g = await Started(async yield => { try { await yield(1); await never.Task; } finally { cleaned = true; } });
        var close = g.CloseAsync();
        Assert.True(close.IsCompletedSuccessfully);
        await close;
        Assert.Equal((true, Closed), (cleaned, g.State));
    }

    [Theory, Row("AGEN-08"), InlineData(true), InlineData(false)]
    public async Task Finally_may_await_what_fails_and_an_unhandled_failure_reaches_the_closer(bool handles)
    {
        var failure = new ArithmeticException();
        var g = await Started(async yield =>
        {
            try { await yield(1); }
            finally { try { await _gate; } catch (ArithmeticException) when (handles) { } }
        });
        var close = g.CloseAsync();
        Assert.Equal(Running, g.State);
        _gate.Open(failure);
        if (handles) await close;
        else await Throws(failure, () => close);
        await IsClosed(g);
    }

    [Fact, Row("AGEN-18")]
    public async Task After_an_ignored_exit_it_goes_on_and_a_second_close_raises_a_new_exit()
    {
        List<Exception> exits = [];
        var g = await Started(async yield =>
        {
            for (int i = 1; ; i++)
            {
                try { await yield(i); }
                catch (GeneratorExitException e) { exits.Add(e); await default(Turn); if (exits.Count == 2) throw; }
            }
        });
        await Refuses("generator ignored GeneratorExit", () => g.CloseAsync());
        Assert.Equal((Suspended, 1), (g.State, g.Current));
        await Yields(3, g.NextAsync());
        await g.CloseAsync();
        Assert.Equal((2, Closed), (exits.Distinct().Count(), g.State));
    }

    [Fact, Row("AGEN-19")]
    public async Task Owner_that_closes_it_disposes_what_a_using_of_the_body_holds()
    {
        var g = new AsyncGenerator<int>(async yield =>
        {
            using var source = new Source<int>(_log); await default(Turn); await yield(1);
        });
        await using (g) await Yields(1, g.NextAsync());
        Assert.Equal(["Dispose"], _log);
        Assert.Equal(Closed, g.State);
    }

    [Fact, Row("AGEN-21")]
    public async Task Close_awaits_the_finally_of_the_inner_before_the_exit_is_raised_at_the_From()
    {
        var inner = Cleaning(_gate, _log);
        var outer = await Started(async yield =>
        {
            try { await yield.From(inner); }
            catch (GeneratorExitException) { _log.Add($"exit, inner {inner.State}"); throw; }
        });
        var close = outer.CloseAsync();
        Assert.Equal(["finally"], _log);
        await _gate.Through(close);
        Assert.Equal(["finally", "cleaned up", "exit, inner Closed"], _log);
        Assert.Equal(Closed, outer.State);
    }
}
