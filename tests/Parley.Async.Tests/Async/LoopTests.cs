namespace Parley.Tests.Async;

public class LoopTests
{
    private readonly List<string> _log = [];

    [Fact, Row("AGEN-15")]
    public async Task Class_whose_enumerator_is_a_generator_is_asked_for_it_once_a_loop()
    {
        var shelf = new Shelf("a", "b", "c");
        List<string> seen = [];
        await foreach (string item in shelf) { if (item == "a") continue; seen.Add(item); break; }
        Assert.Equal(["b"], seen);
        Assert.Equal((1, 1), (shelf.Asked, shelf.Finished));
        await foreach (string item in shelf) seen.Add(item);
        Assert.Equal(["b", "a", "b", "c"], seen);
        Assert.Equal((2, 2), (shelf.Asked, shelf.Finished));
    }

    [Fact, Row("AGEN-16")]
    public async Task End_exception_thrown_by_the_body_of_a_loop_comes_out_as_itself_and_closes()
    {
        var end = new StopIterationException();
        var g = new AsyncGenerator<int>(async yield => await yield(1));
        await Throws(end, async () => { await foreach (int _ in g) throw end; });
        Assert.Equal(Closed, g.State);
    }

    [Fact, Row("AGEN-16")]
    public async Task End_exception_thrown_by_a_loop_inside_a_body_is_wrapped()
    {
        var end = new StopIterationException();
        var inner = new AsyncGenerator<int>(async yield => await yield(1));
        var g = new AsyncGenerator<int>(async yield => { await foreach (int _ in inner) throw end; await yield(2); });
        await Wraps(end, () => g.NextAsync());
        Assert.Equal(Closed, inner.State);
    }

    [Fact, Row("APP-14")]
    public async Task Ticker_of_PEP_525()
    {
        var tick = new Gate();
        AsyncGenerator<int> Ticker(int to) => new(async yield =>
        {
            for (int i = 0; i < to; i++) { await yield(i); await tick; }
        });
        List<int> ticks = [];
        async Task Collect() { await foreach (int i in Ticker(3)) ticks.Add(i); }
        var collecting = Collect();
        for (int i = 0; i < 3; i++) { Assert.Equal(i + 1, ticks.Count); tick.Open(); }
        await collecting;
        Assert.Equal([0, 1, 2], ticks);
    }

    [Fact, Row("APP-14")]
    public async Task Square_series_of_PEP_525_releases_its_resource_when_the_loop_breaks()
    {
        AsyncGenerator<int> SquareSeries(int start, int to) => new(async yield =>
        {
            _log.Add("connected"); await default(Turn);
            try { for (int i = start; i < to; i++) { await default(Turn); await yield(i * i); } }
            finally { await default(Turn); _log.Add("released"); }
        });
        await foreach (int square in SquareSeries(0, 10)) { _log.Add($"{square}"); if (square == 9) break; }
        Assert.Equal(["connected", "0", "1", "4", "9", "released"], _log);
    }

    [Fact]
    public async Task Linq_runs_on_it_and_closes_it()
    {
        var g = new AsyncGenerator<int>(async yield =>
        {
            try { for (int i = 1; ; i++) { await default(Turn); await yield(i); } }
            finally { await default(Turn); _log.Add("closed"); }
        });
        static async ValueTask<int> Squared(int n) { await default(Turn); return n * n; }
        var squares = g.Where(n => n % 2 == 0).Select((int n, CancellationToken _) => Squared(n)).Take(3);
        Assert.Equal([4, 16, 36], await squares.ToListAsync());
        Assert.Equal(["closed"], _log);
        Assert.Equal(Closed, g.State);
        Assert.Empty(await g.ToListAsync());
    }

    [Fact]
    public async Task Linq_sums_orders_and_zips_and_its_token_reaches_the_body()
    {
        using var source = new CancellationTokenSource();
        CancellationToken seen = default;
        AsyncGenerator<int> Some(params int[] values) => new(async (yield, token) =>
        {
            seen = token; await default(Turn); await yield.From(values); token.ThrowIfCancellationRequested();
        });
        Assert.Equal(6, await Some(3, 1, 2).SumAsync(source.Token));
        Assert.Equal([1, 2, 3], await Some(3, 1, 2).Order().ToListAsync());
        Assert.Equal([(1, 3), (2, 4)], await Some(1, 2).Zip(Some(3, 4)).ToListAsync());
        Assert.Equal(3, await Some(3, 1, 2).FirstAsync(source.Token));
        source.Cancel();
        await Throws<OperationCanceledException, int>(() => Some(1).CountAsync(source.Token));
        Assert.True(seen.IsCancellationRequested);
    }

    [Fact]
    public async Task Second_loop_after_the_end_or_a_break_gives_nothing()
    {
        var g = new AsyncGenerator<int>(async yield => { await yield(1); await yield(2); });
        await foreach (int _ in g) break;
        await foreach (int _ in g) Assert.Fail("It is closed.");
        Assert.False(await g.MoveNextAsync());
    }

    [Fact]
    public async Task Loop_with_ConfigureAwait_runs_on_it()
    {
        var g = new AsyncGenerator<int>(async yield => { await default(Turn); await yield(1); });
        List<int> values = [];
        await foreach (int value in g.ConfigureAwait(false)) values.Add(value);
        Assert.Equal([1], values);
    }

    private sealed class Shelf(params string[] items) : IAsyncEnumerable<string>
    {
        public int Asked { get; private set; }
        public int Finished { get; private set; }

        public IAsyncEnumerator<string> GetAsyncEnumerator(CancellationToken cancellationToken = default)
        {
            Asked++;
            return new AsyncGenerator<string>(async yield =>
            {
                try { foreach (string item in items) { await default(Turn); await yield(item); } }
                finally { Finished++; }
            }).GetAsyncEnumerator(cancellationToken);
        }
    }
}
