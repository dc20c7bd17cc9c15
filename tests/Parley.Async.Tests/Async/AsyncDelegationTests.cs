using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Async;

public class AsyncDelegationTests
{
    private readonly Gate _gate = new();
    private readonly List<string> _log = [];

    [Fact, Row("AGEN-20")]
    public async Task Return_value_of_an_inner_that_waits_is_the_value_of_the_From()
    {
        Gate inInner = new(), inOuter = new();
        var inner = new AsyncGenerator<string, int, int>(async yield =>
        {
            await inInner;
            int first = await yield("first?");
            await inInner;
            return first + await yield("second?");
        });
        var outer = new AsyncGenerator<string, int, string>(async yield =>
        {
            await inOuter;
            int sum = await yield.From(inner);
            await inOuter;
            await yield("sum");
            return $"{sum}";
        });
        var call = outer.NextAsync();
        inOuter.Open();
        await Yields("first?", inInner.Through(call));
        await Yields("second?", inInner.Through(outer.SendAsync(1)));
        call = outer.SendAsync(2);
        Assert.Equal(3, inner.Result);
        await Yields("sum", inOuter.Through(call));
        await Returns("3", () => outer.NextAsync());
        Assert.True(outer.TryGetResult(out string? result));
        Assert.Equal(("3", "3"), (outer.Result, result));
    }

    [Fact, Row("AGEN-20")]
    public async Task Throw_is_awaited_in_the_inner_and_what_it_raises_at_the_From()
    {
        var thrown = new ArithmeticException();
        Exception? seen = null;
        var outer = await Started(async yield =>
        {
            try { await yield.From(Cleaning(_gate, _log)); }
            catch (ArithmeticException e) { seen = e; }
            await _gate;
            await yield(2);
        });
        var call = outer.ThrowAsync(thrown);
        Assert.Null(seen);
        _gate.Open();
        Assert.Same(thrown, seen);
        await Yields(2, _gate.Through(call));
    }

    [Theory, Row("AGEN-22"), InlineData(false), InlineData(true)]
    public async Task Throw_over_an_async_enumerable_disposes_it_and_is_raised_at_the_From(bool disposeFails)
    {
        Exception thrown = new ArithmeticException(), failure = new InvalidCastException();
        var raised = disposeFails ? failure : thrown;
        var outer = Noting(1, 2);
        await Yields(1, _gate.Through(outer.NextAsync()));
        var call = outer.ThrowAsync(thrown);
        Assert.Equal("DisposeAsync", _log[^1]);
        Assert.False(call.IsCompleted);
        _gate.Open(disposeFails ? failure : null);
        await Throws(raised, () => call);
        Assert.Equal(["GetAsyncEnumerator", "MoveNextAsync", "Current", "DisposeAsync", raised.GetType().Name], _log);
        Assert.Equal(Closed, outer.State);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Ignored_exit_of_what_an_async_enumerable_disposes_keeps_the_exception_thrown_in(bool loops)
    {
        Exception thrown = new ArithmeticException();
        var outer = await Started(async yield => await yield.From(Over(Shared.Vocabulary.IgnoringExit(), loops)));
        var error = await Refuses("generator ignored GeneratorExit", () => outer.ThrowAsync(thrown));
        Assert.Same(thrown, error.InnerException);
        Assert.Equal(Closed, outer.State);

        outer = await Started(async yield => await yield.From(Over(Shared.Vocabulary.IgnoringExit(), loops)));
        error = await Refuses("generator ignored GeneratorExit", () => outer.CloseAsync());
        Assert.Null(error.InnerException);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Ignored_exit_that_an_async_enumerable_throws_keeps_what_its_step_threw(bool stepFails)
    {
        var g = await Shared.Vocabulary.Started(Shared.Vocabulary.IgnoringExit());
        var ignored = await Refuses("generator ignored GeneratorExit", () => g.CloseAsync());
        var failure = new ArithmeticException();
        var outer = new AsyncGenerator<int>(async yield => await yield.From(new AsyncSource<int>(_log, 1)
        {
            During = call =>
            {
                if (call == "MoveNextAsync") throw stepFails ? failure : ignored;
                if (call == "DisposeAsync" && stepFails) throw ignored;
            },
        }));
        if (!stepFails) await Throws(ignored, () => outer.NextAsync());
        else Assert.Same(failure, (await Refuses(ignored.Message, () => outer.NextAsync())).InnerException);
        Assert.Equal(["GetAsyncEnumerator", "MoveNextAsync", "DisposeAsync"], _log);
    }

    [Fact, Row("AGEN-22")]
    public async Task Close_over_an_async_enumerable_awaits_its_disposal_and_an_end_comes_after_it()
    {
        var closed = Noting(1, 2);
        await Yields(1, _gate.Through(closed.NextAsync()));
        _log.Clear();
        await _gate.Through(closed.CloseAsync());
        Assert.Equal(["DisposeAsync", "GeneratorExitException"], _log);

        _log.Clear();
        var end = Noting().MoveNextAsync();
        _gate.Open();
        Assert.Equal(["GetAsyncEnumerator", "MoveNextAsync", "DisposeAsync"], _log);
        Assert.False(await _gate.Through(end));
        Assert.Equal(["GetAsyncEnumerator", "MoveNextAsync", "DisposeAsync", "end"], _log);
    }

    [Fact, Row("AGEN-22", "FROM-17")]
    public async Task Send_over_an_async_enumerable_is_an_error_at_the_From_behind_its_disposal()
    {
        var outer = await Started(new AsyncGenerator<int, int>(async yield =>
        {
            try { await yield.From(new AsyncSource<int>(_log, 1, 2)); }
            catch (InvalidOperationException) { _log.Add("caught"); await yield(9); }
        }));
        _log.Clear();
        await Yields(9, outer.SendAsync(0));
        Assert.Equal(["DisposeAsync", "caught"], _log);
    }

    [Theory, Row("FROM-20"), InlineData("GetAsyncEnumerator", "GetAsyncEnumerator")]
    [InlineData("MoveNextAsync", "GetAsyncEnumerator MoveNextAsync DisposeAsync")]
    [InlineData("Current", "GetAsyncEnumerator MoveNextAsync Current DisposeAsync")]
    [InlineData("DisposeAsync", "GetAsyncEnumerator MoveNextAsync Current MoveNextAsync DisposeAsync")]
    public async Task What_an_async_enumerable_throws_is_raised_at_the_From_as_itself(string failing, string calls)
    {
        Exception[] failures = [new ArithmeticException(), new StopIterationException(), new GeneratorExitException()];
        foreach (var failure in failures)
        {
            _log.Clear();
            Exception? seen = null;
            void Fail(string call) { if (call == failing) throw failure; }
            var outer = new AsyncGenerator<int>(async yield =>
            {
                try { await yield.From(new AsyncSource<int>(_log, 1) { During = Fail }); }
                catch (Exception e) { seen = e; }
            });
            while (await outer.MoveNextAsync()) Assert.Equal(1, outer.Current);
            Assert.Same(failure, seen);
            Assert.Equal(calls.Split(' '), _log);
        }
    }

    [Fact]
    public async Task Async_enumerable_is_given_the_token_of_the_body()
    {
        using var source = new CancellationTokenSource();
        var inner = new AsyncSource<int>(_log, 1);
        var outer = new AsyncGenerator<int>(async (yield, token) => await yield.From(inner));
        await Yields(1, outer.GetAsyncEnumerator(source.Token).NextAsync());
        Assert.False(inner.Token.IsCancellationRequested);
        source.Cancel();
        Assert.True(inner.Token.IsCancellationRequested);
        await outer.CloseAsync();
    }

    [Fact]
    public async Task Async_enumerable_that_is_a_generator_at_run_time_is_delegated_to_as_one()
    {
        IAsyncEnumerable<int> inner = new AsyncGenerator<int>(async yield =>
        {
            try { await yield(1); }
            catch (ArithmeticException) { await yield(2); }
        });
        var outer = await Started(async yield => await yield.From(inner));
        Assert.Same(inner, outer.YieldingFrom);
        await Yields(2, outer.ThrowAsync(new ArithmeticException()));
    }

    [Fact]
    public async Task YieldingFrom_is_what_was_passed_to_From()
    {
        var source = new AsyncSource<int>(_log, 1);
        var plain = new Generator<int>(async yield => await yield(2));
        var outer = new AsyncGenerator<int>(async yield =>
        {
            await yield.From(source); await yield.From(plain); await _gate;
        });
        Assert.Null(outer.YieldingFrom);
        await Yields(1, outer.NextAsync());
        Assert.Same(source, outer.YieldingFrom);
        await Yields(2, outer.NextAsync());
        Assert.Same(plain, outer.YieldingFrom);
        var end = outer.MoveNextAsync();
        Assert.Null(outer.YieldingFrom);
        Assert.False(await _gate.Through(end));
        Assert.Null(outer.YieldingFrom);
    }

    // What disposes of a generator in its own DisposeAsync: an iterator that loops over it, or LINQ.
    private static IAsyncEnumerable<int> Over(AsyncGenerator<int> g, bool loops) =>
        loops ? Looping(g) : g.Where(_ => true);

    private static async IAsyncEnumerable<int> Looping(AsyncGenerator<int> g)
    {
        await foreach (int x in g) yield return x;
    }

    // Delegates to an asynchronous source of the values, and notes how that ends.
    private AsyncGenerator<int> Noting(params int[] values) => new(async yield =>
    {
        try { await yield.From(new AsyncSource<int>(_log, values) { Gate = _gate }); _log.Add("end"); }
        catch (Exception e) { _log.Add(e.GetType().Name); throw; }
    });
}
