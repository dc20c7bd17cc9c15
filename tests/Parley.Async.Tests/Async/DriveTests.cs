namespace Parley.Tests.Async;

/// <summary>What is particular to driving asynchronous generators: tokens, contexts, calls that are pending.</summary>
public sealed class DriveTests : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly List<string> _log = [];

    public void Dispose() => _source.Dispose();

    [Fact]
    public async Task Token_of_a_run_is_that_of_the_body_and_of_respond()
    {
        var g = new AsyncGenerator<int, int, bool>(async (yield, token) =>
        {
            await yield(1);
            bool before = token.IsCancellationRequested;
            await yield(2);
            return !before && token.IsCancellationRequested;
        });
        Assert.True(await g.RunAsync(
            async (value, token) =>
            {
                Assert.Equal(_source.Token, token);
                if (value == 2) _source.Cancel();
                return value;
            },
            _source.Token));
    }

    [Fact]
    public async Task Canceled_token_is_only_seen_by_who_looks()
    {
        var g = new AsyncGenerator<int, int, int>(async (yield, token) => await yield(1));
        Assert.Equal(5, await g.RunAsync(async (value, token) => 5, new(canceled: true)));
    }

    [Fact]
    public async Task Token_of_a_collect_is_that_of_the_body()
    {
        var g = new AsyncGenerator<int, int, bool>(async (yield, token) =>
        {
            await yield(1);
            return token.IsCancellationRequested;
        });
        Assert.True((await g.CollectAsync(new(canceled: true))).Result);
    }

    [Fact]
    public async Task Run_while_a_call_is_pending_is_refused_and_leaves_it_unharmed()
    {
        var gate = new Gate();
        CancellationToken seen = default;
        var g = new AsyncGenerator<int, int, int>(async (yield, token) =>
        {
            seen = token;
            await gate;
            return await yield(1);
        });
        ValueTask<int> pending = g.NextAsync();
        using var canceled = new CancellationTokenSource();
        canceled.Cancel();
        await Refuses("already running", () => g.RunAsync(async (value, token) => 1, canceled.Token));
        await Refuses("already running", () => g.CollectAsync(canceled.Token));
        await Refuses("already running", () => g.ResumeAsync(0));
        await Refuses("already running", () => g.TryResumeAsync(0));
        Assert.False(seen.IsCancellationRequested);
        await Yields(1, gate.Through(pending));
        Assert.Equal(2, await g.RunAsync(async value => 2 * value));
    }

    [Fact]
    public void Respond_and_blocks_run_in_the_caller_s_context_however_the_body_waits()
    {
        var world = new World();
        var trace = world.Run("ui", async () =>
        {
            var g = new AsyncGenerator<int, int>(async yield =>
            {
                for (int i = 1; i <= 2; i++) { await world.Later().ConfigureAwait(false); await yield(i); }
            });
            await g.RunAsync(async value => { world.Note($"answer {value}"); return value; });
            await GeneratorScope.RunAsync(
                () => new AsyncGenerator<int>(
                    async yield => { await world.Later().ConfigureAwait(false); await yield(1); }),
                async value => world.Note("block"));
            var sync = new Generator<int, int>(async yield => { await yield(await yield(3)); world.Note("body"); });
            await sync.RunAsync(async value => { await world.Later().ConfigureAwait(false); return value; });
        });
        Assert.Equal(
            ["answer 1 at ui sees 0", "answer 2 at ui sees 0", "block at ui sees 0", "body at ui sees 0"], trace);
    }

    [Fact]
    public async Task Failure_of_a_call_that_waits_is_in_its_task_and_both_are_closed()
    {
        var e = new ArithmeticException();
        TaskCompletionSource failing = new(), cleaning = new();
        var first = new AsyncGenerator<int, int>(async yield => { await yield(1); await failing.Task; throw e; });
        var second = new AsyncGenerator<int, int>(async yield =>
        {
            try { while (true) await yield(1); }
            finally { await cleaning.Task; _log.Add("cleaned up"); }
        });
        ValueTask<ConverseResult> call = first.ConverseAsync(second);
        Assert.False(call.IsCompleted);
        failing.SetResult();
        Assert.False(call.IsCompleted);
        cleaning.SetResult();
        await Throws(e, () => call);
        Assert.Equal(["cleaned up"], _log);
        await Shared.Vocabulary.IsClosed(first, second);
    }

    [Fact]
    public async Task Lambda_that_takes_a_token_may_wait_and_gets_the_outer_s()
    {
        CancellationToken inner = default, sent = default, returned = default;
        var g = new AsyncGenerator<int>(async (yield, _) =>
            await yield.From(async (yield, token) => { inner = token; await Task.Yield(); await yield(1); }));
        await Yields(1, g.GetAsyncEnumerator(_source.Token).NextAsync());
        var two = new AsyncGenerator<int, int>(async (yield, _) =>
        {
            await yield.From(async (yield, token) =>
            {
                sent = token;
                await Task.Yield();
                await yield(await yield(1));
            });
            int result = await yield.From(async (yield, token) =>
            {
                returned = token;
                await Task.Yield();
                return await yield(3);
            });
            await yield(result);
            await yield.From(async (yield, token) => { returned = token; await yield(9); return 0; });
        });
        two.GetAsyncEnumerator(_source.Token);
        await Yields(1, two.NextAsync());
        await Yields(2, two.SendAsync(2));
        await Yields(3, two.NextAsync());
        await Yields(4, two.SendAsync(4));
        await Yields(9, two.NextAsync());
        Assert.False(inner.IsCancellationRequested || returned.IsCancellationRequested);
        _source.Cancel();
        Assert.True(inner.IsCancellationRequested && returned.IsCancellationRequested);
        Assert.False(sent.IsCancellationRequested);
    }

    [Fact]
    public async Task Methods_of_both_kinds_and_plain_lambdas_can_be_delegated_to()
    {
        static async GeneratorBody Sync(Yield<int> yield) => await yield(1);
        static async GeneratorBody<int> Counted(Yield<int> yield) { await yield(2); return 4; }
        static async AsyncGeneratorBody Async(Yield<int> yield) { await Task.Yield(); await yield(3); }
        var g = new AsyncGenerator<int>(async yield =>
        {
            await yield.From(Sync);
            int next = await yield.From(Counted);
            await yield.From(Async);
            await yield(next);
            await yield.From(async yield => await yield(5));
        });
        Assert.Equal([1, 2, 3, 4, 5], await Shared.Vocabulary.Rest(g));
    }

    [Fact]
    public async Task Methods_of_both_kinds_are_sent_values()
    {
        static async GeneratorBody Sync(Yield<int, int> yield) => await yield(await yield(1));
        static async GeneratorBody<int> Counted(Yield<int, int> yield) => await yield(2);
        static async AsyncGeneratorBody Async(Yield<int, int> yield)
        {
            await Task.Yield();
            await yield(await yield(3));
        }

        static async AsyncGeneratorBody<int> Both(Yield<int, int> yield) { await Task.Yield(); return await yield(4); }
        var g = new AsyncGenerator<int, int, int>(async yield =>
        {
            await yield.From(Sync);
            int sum = await yield.From(Counted);
            await yield.From(Async);
            return sum + await yield.From(Both) + await yield.From(async yield => await yield(5));
        });
        List<int> seen = [];
        Assert.Equal(110, await g.RunAsync(async value => { seen.Add(value); return 10 * value; }));
        Assert.Equal([1, 10, 2, 3, 30, 4, 5], seen);
    }

    [Fact]
    public async Task Null_bodies_and_responses_are_named()
    {
        Func<Yield<int>, AsyncGeneratorBody>[] bodies =
        [
            async yield => await yield.From((Func<Yield<int>, AsyncGeneratorBody>)null!),
            async yield => await yield.From((Func<Yield<int>, CancellationToken, AsyncGeneratorBody>)null!),
            async yield => await yield.From((Func<Yield<int>, GeneratorBody<int>>)null!),
        ];
        foreach (var body in bodies)
        {
            var g = new AsyncGenerator<int>(body);
            Assert.Equal("body", (await Throws<ArgumentNullException, int>(() => g.NextAsync())).ParamName);
        }

        Func<Yield<int, int>, AsyncGeneratorBody>[] sent =
        [
            async yield => await yield.From((Func<Yield<int, int>, AsyncGeneratorBody>)null!),
            async yield => await yield.From((Func<Yield<int, int>, AsyncGeneratorBody<int>>)null!),
            async yield => await yield.From((Func<Yield<int, int>, CancellationToken, AsyncGeneratorBody>)null!),
            async yield => await yield.From((Func<Yield<int, int>, CancellationToken, AsyncGeneratorBody<int>>)null!),
        ];
        foreach (var body in sent)
        {
            var g = new AsyncGenerator<int, int>(body);
            Assert.Equal("body", (await Throws<ArgumentNullException, int>(() => g.NextAsync())).ParamName);
        }
    }

    [Fact]
    public async Task Create_infers_the_types_from_a_typed_lambda()
    {
        AsyncGenerator<int> one = AsyncGenerator.Create(async (Yield<int> yield) => await yield(1));
        AsyncGenerator<int, string> two = AsyncGenerator.Create(
            async (Yield<int, string> yield) => { await yield((await yield(1)).Length); });
        AsyncGenerator<int, string, bool> three = AsyncGenerator.Create(
            async (Yield<int, string> yield) => await yield(1) == "yes");
        await Yields(1, one.NextAsync());
        await Yields(1, two.NextAsync());
        await Yields(3, two.SendAsync("abc"));
        Assert.True(await three.RunAsync(async value => "yes"));
        one = AsyncGenerator.Create(async (Yield<int> yield, CancellationToken token) =>
            await yield(token.IsCancellationRequested ? 1 : 0));
        two = AsyncGenerator.Create(async (Yield<int, string> yield, CancellationToken token) =>
        {
            await yield(token.IsCancellationRequested ? 1 : 0);
        });
        three = AsyncGenerator.Create(async (Yield<int, string> yield, CancellationToken token) =>
            token.IsCancellationRequested);
        _source.Cancel();
        await Yields(1, one.GetAsyncEnumerator(_source.Token).NextAsync());
        await Yields(1, two.GetAsyncEnumerator(_source.Token).NextAsync());
        Assert.True((await three.CollectAsync(_source.Token)).Result);
    }
}
