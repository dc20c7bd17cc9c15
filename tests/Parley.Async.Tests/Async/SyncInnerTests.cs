namespace Parley.Tests.Async;

/// <summary>Asynchronous bodies that delegate to synchronous generators.</summary>
public class SyncInnerTests
{
    private readonly Gate _gate = new();
    private readonly List<string> _log = [];

    [Fact, Row("AGEN-23")]
    public async Task Advances_and_sends_reach_it_within_the_call_and_its_result_is_the_value()
    {
        var inner = new Generator<string, int, int>(async yield => await yield("a?") + await yield("b?"));
        var outer = new AsyncGenerator<string, int, int>(
            async yield => { await _gate; return await yield.From(inner) * 10; });
        await Yields("a?", _gate.Through(outer.NextAsync()));
        Assert.Same(inner, outer.YieldingFrom);
        Assert.Equal(Suspended, inner.State);
        var call = outer.SendAsync(1);
        Assert.True(call.IsCompletedSuccessfully);
        await Yields("b?", call);
        Assert.False(await outer.TrySendAsync(2));
        Assert.Equal((3, 30), (inner.Result, outer.Result));
    }

    [Fact, Row("AGEN-23")]
    public async Task Throw_is_raised_in_it_and_what_it_lets_out_at_the_From()
    {
        var inner = new Generator<int>(async yield =>
        {
            try { await yield(1); }
            catch (ArithmeticException) { _log.Add("inner caught"); await yield(2); }
        });
        var outer = await Started(async yield =>
        {
            try { await yield.From(inner); }
            catch (InvalidCastException) { _log.Add("outer caught"); await default(Turn); await yield(3); }
        });
        await Yields(2, outer.ThrowAsync(new ArithmeticException()));
        await Yields(3, outer.ThrowAsync(new InvalidCastException()));
        Assert.Equal(["inner caught", "outer caught"], _log);
        Assert.Equal(Closed, inner.State);
    }

    [Fact, Row("AGEN-23")]
    public async Task Close_closes_it_before_the_exit_is_raised_at_the_From()
    {
        var inner = new Generator<int>(async yield => { try { await yield(1); } finally { _log.Add("inner"); } });
        var outer = await Started(async yield =>
        {
            try { await yield.From(inner); } finally { await _gate; _log.Add("outer"); }
        });
        var close = outer.CloseAsync();
        Assert.Equal(["inner"], _log);
        await _gate.Through(close);
        Assert.Equal(["inner", "outer"], _log);
    }

    [Fact, Row("AGEN-23")]
    public async Task Enumerable_is_stepped_and_disposed_within_the_calls()
    {
        var outer = new AsyncGenerator<int, int>(async yield =>
        {
            await yield.From(new Source<int>(_log, 1, 2)); await yield.From([3, 4]);
        });
        for (int i = 1; i <= 3; i++) await Yields(i, outer.NextAsync());
        Assert.Equal(["GetEnumerator", "MoveNext", "Current", "MoveNext", "Current", "MoveNext", "Dispose"], _log);
        await Refuses("no send", () => outer.SendAsync(1));
        Assert.Equal(Closed, outer.State);
    }

    [Fact]
    public async Task Ignored_exit_of_what_an_enumerable_disposes_keeps_the_exception_thrown_in()
    {
        Exception thrown = new ArithmeticException();
        var inner = new Generator<int>(async yield =>
        {
            try { await yield(1); }
            finally { await yield(2); }
        });
        var outer = await Started(async yield => await yield.From(inner.Where(_ => true)));
        var error = await Refuses("generator ignored GeneratorExit", () => outer.ThrowAsync(thrown));
        Assert.Same(thrown, error.InnerException);
    }

    [Fact, Row("AGEN-23", "FROM-44")]
    public async Task One_that_others_advance_meanwhile_is_followed_to_where_it_stands()
    {
        var inner = new Generator<int>(async yield => { for (int i = 1; i <= 4; i++) await yield(i); });
        var outer = await Started(async yield => { await yield.From(inner); await default(Turn); await yield(9); });
        Assert.Equal(2, inner.Next());
        await Yields(3, outer.NextAsync());
        inner.Close();
        await Yields(9, outer.NextAsync());
    }

    [Fact, Row("AGEN-23", "FROM-46")]
    public async Task One_that_executes_refuses_the_outer_at_its_From()
    {
        AsyncGenerator<int> outer = null!;
        ValueTask<int> call = default;
        var inner = new Generator<int>(async yield => { await yield(1); call = outer.NextAsync(); await yield(2); });
        outer = await Started(async yield => await yield.From(inner));
        Assert.Equal(2, inner.Next());
        await Refuses("already executing", () => call);
        Assert.Equal((Closed, Suspended), (outer.State, inner.State));
    }

    [Fact, Row("AGEN-23", "FROM-40")]
    public async Task Started_one_goes_on_with_an_advance()
    {
        var inner = new Generator<int, int>(async yield => { for (int n = 1; ; ) n = await yield(n); });
        Assert.Equal(1, inner.Next());
        var outer = new AsyncGenerator<int, int>(async yield => await yield.From(inner));
        await Yields(0, outer.NextAsync());
        await Yields(7, outer.SendAsync(7));
    }
}
