namespace Parley.Tests.Async;

public class AwaitingBodyTests
{
    private readonly Gate _gate = new();

    [Fact, Row("AGEN-01")]
    public async Task Loop_gives_what_is_yielded_between_awaits_up_to_an_early_return()
    {
        var g = new AsyncGenerator<int>(async yield =>
        {
            await yield(1); await default(Turn); await yield(2); await Task.CompletedTask; await yield(3);
            if (await Task.FromResult(true)) return;
            await yield(4);
        });
        List<int> values = [];
        await foreach (int value in g) values.Add(value);
        Assert.Equal([1, 2, 3], values);
        Assert.Equal(Closed, g.State);
    }

    [Fact, Row("AGEN-02")]
    public async Task End_comes_after_the_last_await_and_again_each_time_after()
    {
        var g = await Started(async yield => { await yield(1); await _gate; });
        Assert.False(await _gate.Through(g.MoveNextAsync()));
        for (int i = 0; i < 10; i++) { Assert.False(await g.MoveNextAsync()); await Ends(() => g.NextAsync()); }
    }

    [Fact, Row("AGEN-02")]
    public async Task First_end_behind_an_await_carries_the_returned_value()
    {
        var g = new AsyncGenerator<int, int, string>(async yield => { await _gate; return "done"; });
        var end = g.NextAsync();
        _gate.Open();
        await Returns("done", () => end);
        await ReturnsNothing<string, int>(() => g.NextAsync());
        Assert.Equal("done", g.Result);
    }

    [Theory, Row("AGEN-04"), InlineData(false), InlineData(true)]
    public async Task Same_body_synchronous_and_asynchronous_gives_the_same_trace(bool waits)
    {
        var failure = new ArithmeticException();
        var plain = new Generator<int>(async yield =>
        {
            try { await yield(1); throw failure; } finally { await yield(2); await yield(3); }
        });
        var waiting = new AsyncGenerator<int>(async yield =>
        {
            try { await yield(1); if (waits) await default(Turn); throw failure; }
            finally { if (waits) await default(Turn); await yield(2); await yield(3); }
        });
        Assert.Equal([1, 2, 3, failure], await Drain(() => new(plain.MoveNext()), () => plain.Current));
        Assert.Equal([1, 2, 3, failure], await Drain(waiting.MoveNextAsync, () => waiting.Current));
    }

    [Fact, Row("AGEN-06")]
    public async Task Tuples_and_end_exceptions_are_yielded_as_plain_values()
    {
        object[] values = [(1, 2), StopIterationException.FromValue(1), new GeneratorExitException()];
        var g = new AsyncGenerator<object>(async yield =>
        {
            foreach (object value in values) { await yield(value); await default(Turn); }
        });
        foreach (object value in values) Assert.Same(value, await g.NextAsync());
        Assert.False(await g.MoveNextAsync());
    }

    [Fact, Row("AGEN-06")]
    public async Task Yielded_task_is_handed_out_and_not_awaited()
    {
        var never = new TaskCompletionSource().Task;
        var g = new AsyncGenerator<Task>(async yield => await yield(never));
        Assert.Same(never, await g.NextAsync());
    }

    // The values, and the exception that ends them.
    private static async Task<List<object>> Drain(Func<ValueTask<bool>> moveNext, Func<int> current)
    {
        List<object> trace = [];
        try { while (await moveNext()) trace.Add(current()); }
        catch (ArithmeticException exception) { trace.Add(exception); Assert.False(await moveNext()); }
        return trace;
    }
}
