using System.Collections;

namespace Parley.Tests.Async;

/// <summary>Sources that are configured, and those that can be enumerated in both ways.</summary>
public sealed class DelegationConfiguredTests : IDisposable
{
    private readonly CancellationTokenSource _own = new(), _outer = new();
    private readonly List<string> _log = [];

    public void Dispose() { _own.Dispose(); _outer.Dispose(); }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_source_with_a_token_keeps_it_and_is_not_given_the_one_of_the_body(bool takesSends)
    {
        var source = new AsyncSource<int>(_log, 1, 2);
        AsyncGenerator<int> outer = takesSends
            ? new AsyncGenerator<int, int>(
                async (yield, token) => await yield.From(source.WithCancellation(_own.Token).ConfigureAwait(false)))
            : new(async (yield, token) => await yield.From(source.WithCancellation(_own.Token)));
        await Yields(1, outer.GetAsyncEnumerator(_outer.Token).NextAsync());
        Assert.Equal(_own.Token, source.Token);
        await Yields(2, outer.NextAsync());
        await outer.CloseAsync();
        Assert.Equal("DisposeAsync", _log[^1]);
    }

    [Fact]
    public async Task A_source_without_one_has_none()
    {
        var source = new AsyncSource<int>(_log, 1);
        IAsyncEnumerable<int> listed = source;
        AsyncGenerator<int> outer = new(async (yield, token) => await yield.From(listed.ConfigureAwait(false)));
        await Yields(1, outer.GetAsyncEnumerator(_outer.Token).NextAsync());
        Assert.False(source.Token.CanBeCanceled);
        Assert.False(await outer.MoveNextAsync());
        Assert.Equal("DisposeAsync", _log[^1]);
    }

    [Theory, InlineData("send"), InlineData("throw"), InlineData("close")]
    public async Task It_is_disposed_before_anything_is_raised_at_the_From(string way)
    {
        var outer = new AsyncGenerator<int, int>(async yield =>
        {
            try { await yield.From(Listed(1).ConfigureAwait(false)); }
            catch (Exception e) { _log.Add(e.GetType().Name); await yield(9); }
        });
        await Yields(1, outer.NextAsync());
        _log.Clear();
        if (way == "send") await Yields(9, outer.SendAsync(5));
        if (way == "throw") await Yields(9, outer.ThrowAsync(new ArithmeticException()));
        if (way == "close") await Refuses("ignored", () => outer.CloseAsync());
        string raised = way switch
        {
            "send" => nameof(InvalidOperationException),
            "throw" => nameof(ArithmeticException),
            _ => nameof(GeneratorExitException),
        };
        Assert.Equal(["DisposeAsync", raised], _log);
    }

    [Fact]
    public async Task An_exit_that_it_ignores_keeps_the_exception_that_was_thrown_in()
    {
        var thrown = new FormatException();
        var ignoring = new AsyncGenerator<int>(async yield => { try { await yield(1); } finally { await yield(2); } });
        async IAsyncEnumerable<int> Source() { await foreach (int value in ignoring) yield return value; }
        var g = new AsyncGenerator<int>(async yield => await yield.From(Source().ConfigureAwait(false)));
        await Yields(1, g.NextAsync());
        var e = await Refuses("ignored", () => g.ThrowAsync(thrown));
        Assert.Same(thrown, e.InnerException);
    }

    [Theory, InlineData(true, "ui"), InlineData(false, "pool")]
    public void Its_awaits_go_back_or_do_not_and_the_body_goes_on_there(bool goesBack, string place)
    {
        var world = new World();
        var trace = world.Run("ui", async () =>
        {
            world.Local = 1;
            var outer = new AsyncGenerator<int>(async yield =>
            {
                await yield.From(new Waiting(world).ConfigureAwait(goesBack));
                world.Note("outer");
            });
            while (await outer.MoveNextAsync()) { }
        });
        Assert.Equal([$"outer at {place} sees 1"], trace);
    }

    [Fact]
    public void A_loop_that_does_the_same_goes_on_in_the_same_place()
    {
        foreach (var (goesBack, place) in ((bool, string)[])[(true, "ui"), (false, "pool")])
        {
            var world = new World();
            var trace = world.Run("ui", async () =>
            {
                world.Local = 1;
                await foreach (int _ in new Waiting(world).ConfigureAwait(goesBack)) { }
                world.Note("loop");
            });
            Assert.Equal([$"loop at {place} sees 1"], trace);
        }
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_configured_generator_is_delegated_to_as_the_generator(bool takesSends)
    {
        CancellationToken seen = default;
        var inner = new AsyncGenerator<int, int>(async (yield, token) =>
        {
            seen = token;
            int got = await yield(1);
            await yield(takesSends ? got : 5);
        });
        AsyncGenerator<int> outer = takesSends
            ? new AsyncGenerator<int, int>(
                async (yield, token) => await yield.From(inner.ConfigureAwait(false).WithCancellation(_own.Token)))
            : new(async (yield, token) =>
                await yield.From(inner.ConfigureAwait(false).WithCancellation(_own.Token).ConfigureAwait(true)));
        await Yields(1, outer.GetAsyncEnumerator(_outer.Token).NextAsync());
        Assert.Same(inner, outer.YieldingFrom);
        await Yields(5, outer is AsyncGenerator<int, int> sender ? sender.SendAsync(5) : outer.NextAsync());
        _outer.Cancel();
        Assert.False(seen.IsCancellationRequested);
        _own.Cancel();
        Assert.True(seen.IsCancellationRequested);
        await outer.CloseAsync();
        Assert.Equal(Closed, inner.State);
    }

    [Fact]
    public async Task Await_using_and_await_foreach_take_a_configured_generator()
    {
        CancellationToken seen = default;
        AsyncGenerator<int> Make() => new(async (yield, token) =>
        {
            seen = token;
            try { await default(Turn); await yield(1); await yield(2); }
            finally { await default(Turn); _log.Add("finally"); }
        });
        var g = Make();
        await using (g.ConfigureAwait(false)) await Yields(1, g.NextAsync());
        Assert.Equal(Closed, g.State);
        List<int> values = [];
        await foreach (int value in Make().ConfigureAwait(false)) values.Add(value);
        Assert.False(seen.IsCancellationRequested);
        await foreach (int value in Make().ConfigureAwait(false).WithCancellation(_own.Token))
        {
            values.Add(value);
            _own.Cancel();
            Assert.True(seen.IsCancellationRequested);
            break;
        }
        Assert.Equal([1, 2, 1], values);
        Assert.Equal(["finally", "finally", "finally"], _log);
    }

    [Theory, InlineData(true, "ui"), InlineData(false, "pool")]
    public void The_awaits_of_a_configured_generator_go_back_or_do_not(bool goesBack, string place)
    {
        var world = new World();
        AsyncGenerator<int> Make() => new(async yield =>
        {
            await world.Later().ConfigureAwait(false);
            try { await yield(1); } finally { await world.Later().ConfigureAwait(false); }
        });
        var trace = world.Run("ui", async () =>
        {
            await foreach (int _ in Make().ConfigureAwait(goesBack)) { world.Note("loop"); break; }
        });
        world.Run("ui", async () => // goes on with the same trace
        {
            var g = Make();
            await using (g.ConfigureAwait(goesBack)) await g.NextAsync();
            world.Note("using");
        });
        Assert.Equal([$"loop at {place} sees 0", $"using at {place} sees 0"], trace.Distinct());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task What_can_be_enumerated_both_ways_is_so_asynchronously_in_an_asynchronous_body(bool takesSends)
    {
        var both = new Both(_log);
        AsyncGenerator<int> outer = takesSends
            ? new AsyncGenerator<int, int>(async (yield, token) => await yield.From(both))
            : new(async (yield, token) => await yield.From(both));
        await Yields(1, outer.GetAsyncEnumerator(_outer.Token).NextAsync());
        Assert.Same(both, outer.YieldingFrom);
        Assert.True(both.Token.CanBeCanceled);
        await outer.CloseAsync();
        Assert.Equal(["asynchronous"], _log);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void And_in_a_body_that_is_not_it_is_not(bool takesSends)
    {
        var both = new Both(_log);
        Generator<int> outer = takesSends
            ? new Generator<int, int>(async yield => await yield.From(both))
            : new(async yield => await yield.From(both));
        Assert.Equal(1, outer.Next());
        Assert.Same(both, outer.YieldingFrom);
        Assert.False(outer.MoveNext());
        Assert.Equal(["synchronous"], _log);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Null_and_a_yield_outside_of_its_body_are_refused(bool takesSends)
    {
        Yield<int>? yield = null;
        Yield<int, int>? twoWay = null;
        _ = new Generator<int>(own => { yield = own; return default; });
        _ = new Generator<int, int>(own => { twoWay = own; return default; });
        var both = new Both(_log);
        Assert.Throws<ArgumentNullException>("inner", () =>
        {
            if (takesSends) twoWay!.From(default(Both)!); else yield!.From(default(Both)!);
        });
        Assert.Throws<InvalidOperationException>(() =>
        {
            if (takesSends) twoWay!.From(both); else yield!.From(both);
        });
        Assert.Throws<InvalidOperationException>(() =>
        {
            var configured = Listed().ConfigureAwait(false);
            if (takesSends) twoWay!.From(configured); else yield!.From(configured);
        });
        Assert.Empty(_log);
    }

    private IAsyncEnumerable<int> Listed(params int[] values) => new AsyncSource<int>(_log, values);

    // Waits at the pool before its only value.
    private sealed class Waiting(World world) : IAsyncEnumerable<int>
    {
        public async IAsyncEnumerator<int> GetAsyncEnumerator(CancellationToken cancellationToken = default)
        {
            await world.Later().ConfigureAwait(false);
            world.Local = 2;
            yield return 1;
            await world.Later().ConfigureAwait(false);
            world.Local = 3;
        }
    }

    private sealed class Both(List<string> log) : IEnumerable<int>, IAsyncEnumerable<int>
    {
        public CancellationToken Token { get; private set; }

        public IEnumerator<int> GetEnumerator() { log.Add("synchronous"); yield return 1; }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public async IAsyncEnumerator<int> GetAsyncEnumerator(CancellationToken cancellationToken = default)
        {
            Token = cancellationToken;
            log.Add("asynchronous");
            await default(Turn);
            yield return 1;
        }
    }
}
