using static Parley.Tests.Harness.AsyncVocabulary;

namespace Parley.Tests.Async;

public class AsyncDelegationTests
{
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
        Assert.Equal("3", outer.Result);
        Assert.True(outer.TryGetResult(out string? result));
        Assert.Equal("3", result);
    }

    [Fact, Row("AGEN-20")]
    public async Task Throw_is_awaited_in_the_inner_and_what_it_raises_at_the_From()
    {
        var gate = new Gate();
        var thrown = new ArithmeticException();
        Exception? seen = null;
        var outer = new AsyncGenerator<int>(async yield =>
        {
            try { await yield.From(Cleaning(gate, [])); }
            catch (ArithmeticException e) { seen = e; }

            await gate;
            await yield(2);
        });
        await Yields(1, outer.NextAsync());
        var call = outer.ThrowAsync(thrown);
        Assert.Null(seen);
        gate.Open();
        Assert.Same(thrown, seen);
        await Yields(2, gate.Through(call));
    }

    [Theory, Row("AGEN-22"), InlineData(false), InlineData(true)]
    public async Task Throw_over_an_async_enumerable_disposes_it_and_is_raised_at_the_From(bool disposeFails)
    {
        var gate = new Gate();
        List<string> log = [];
        Exception thrown = new ArithmeticException(), failure = new InvalidCastException();
        var expected = disposeFails ? failure : thrown;
        var outer = new AsyncGenerator<int>(async yield =>
        {
            try { await yield.From(new AsyncSource<int>(log, 1, 2) { Gate = gate }); }
            catch (Exception e) { log.Add(e.GetType().Name); throw; }
        });
        await Yields(1, gate.Through(outer.NextAsync()));
        var call = outer.ThrowAsync(thrown);
        Assert.Equal("DisposeAsync", log[^1]);
        Assert.False(call.IsCompleted);
        gate.Open(disposeFails ? failure : null);
        await Throws(expected, () => call);
        Assert.Equal(
            ["GetAsyncEnumerator", "MoveNextAsync", "Current", "DisposeAsync", expected.GetType().Name], log);
        Assert.Equal(Closed, outer.State);
    }

    [Fact, Row("AGEN-22")]
    public async Task Close_over_an_async_enumerable_awaits_its_disposal_and_an_end_comes_after_it()
    {
        var gate = new Gate();
        List<string> log = [];
        AsyncGenerator<int> Over(params int[] values) => new(async yield =>
        {
            try
            {
                await yield.From(new AsyncSource<int>(log, values) { Gate = gate });
                log.Add("after");
            }
            finally { log.Add("finally"); }
        });

        var closed = Over(1, 2);
        await Yields(1, gate.Through(closed.NextAsync()));
        log.Clear();
        await gate.Through(closed.CloseAsync());
        Assert.Equal(["DisposeAsync", "finally"], log);

        var ended = Over();
        log.Clear();
        var end = ended.MoveNextAsync();
        gate.Open();
        Assert.Equal(["GetAsyncEnumerator", "MoveNextAsync", "DisposeAsync"], log);
        Assert.False(await gate.Through(end));
        Assert.Equal(["after", "finally"], log[^2..]);
    }

    [Fact, Row("AGEN-22", "FROM-17")]
    public async Task Send_over_an_async_enumerable_is_an_error_at_the_From_behind_its_disposal()
    {
        List<string> log = [];
        var outer = new AsyncGenerator<int, int>(async yield =>
        {
            try { await yield.From(new AsyncSource<int>(log, 1, 2)); }
            catch (InvalidOperationException) { log.Add("caught"); await yield(9); }
        });
        await Yields(1, outer.NextAsync());
        log.Clear();
        await Yields(9, outer.SendAsync(0));
        Assert.Equal(["DisposeAsync", "caught"], log);
    }

    [Theory, Row("FROM-20")]
    [InlineData("GetAsyncEnumerator", "GetAsyncEnumerator")]
    [InlineData("MoveNextAsync", "GetAsyncEnumerator MoveNextAsync DisposeAsync")]
    [InlineData("Current", "GetAsyncEnumerator MoveNextAsync Current DisposeAsync")]
    [InlineData("DisposeAsync", "GetAsyncEnumerator MoveNextAsync Current MoveNextAsync DisposeAsync")]
    public async Task What_an_async_enumerable_throws_is_raised_at_the_From_as_itself(string failing, string calls)
    {
        Exception[] failures = [new ArithmeticException(), new StopIterationException(), new GeneratorExitException()];
        foreach (var failure in failures)
        {
            List<string> log = [];
            Exception? seen = null;
            void Fail(string call)
            {
                if (call == failing) throw failure;
            }

            var outer = new AsyncGenerator<int>(async yield =>
            {
                try { await yield.From(new AsyncSource<int>(log, 1) { During = Fail }); }
                catch (Exception e) { seen = e; }
            });
            while (await outer.MoveNextAsync()) Assert.Equal(1, outer.Current);
            Assert.Same(failure, seen);
            Assert.Equal(calls.Split(' '), log);
        }
    }

    [Fact]
    public async Task Async_enumerable_is_given_the_token_of_the_body()
    {
        using var source = new CancellationTokenSource();
        var inner = new AsyncSource<int>([], 1);
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
        var outer = new AsyncGenerator<int>(async yield => await yield.From(inner));
        await Yields(1, outer.NextAsync());
        Assert.Same(inner, outer.YieldingFrom);
        await Yields(2, outer.ThrowAsync(new ArithmeticException()));
    }

    [Fact]
    public async Task YieldingFrom_is_what_was_passed_to_From()
    {
        var source = new AsyncSource<int>([], 1);
        var plain = new Generator<int>(async yield => await yield(2));
        var gate = new Gate();
        var outer = new AsyncGenerator<int>(async yield =>
        {
            await yield.From(source);
            await yield.From(plain);
            await gate;
        });
        Assert.Null(outer.YieldingFrom);
        await Yields(1, outer.NextAsync());
        Assert.Same(source, outer.YieldingFrom);
        await Yields(2, outer.NextAsync());
        Assert.Same(plain, outer.YieldingFrom);
        var end = outer.MoveNextAsync();
        Assert.Null(outer.YieldingFrom);
        Assert.False(await gate.Through(end));
        Assert.Null(outer.YieldingFrom);
    }
}
