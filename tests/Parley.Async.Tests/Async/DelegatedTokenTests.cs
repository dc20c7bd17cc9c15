using System.Runtime.CompilerServices;
using static Parley.Tests.Harness.Tracking;

namespace Parley.Tests.Async;

/// <summary>A body's token is that of the generator it delegates to, too, as long as it does.</summary>
public sealed class DelegatedTokenTests : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly List<string> _log = [];
    private CancellationToken _inner;

    /// <summary>How an outer body delegates.</summary>
    public static TheoryData<string> Forms { get; } =
        ["plain", "returning", "enumerable", "sends plain", "sends returning", "sends enumerable"];

    public void Dispose() => _source.Dispose();

    // Looks at its token, then yields these and returns 0.
    private AsyncGenerator<int, int, int> Inner(params int[] values) => new(async (yield, token) =>
    {
        _inner = token;
        foreach (int value in values) await yield(value);
        return 0;
    });

    // Delegates in this form, and then yields 9.
    private static AsyncGenerator<int> Outer(string form, AsyncGenerator<int, int, int> inner) => form switch
    {
        "plain" => new(async (yield, token) => { await yield.From((AsyncGenerator<int>)inner); await yield(9); }),
        "returning" => new(async (yield, token) => await yield(9 + await yield.From(inner))),
        "enumerable" => new(
            async (yield, token) => { await yield.From((IAsyncEnumerable<int>)inner); await yield(9); }),
        "sends plain" => new AsyncGenerator<int, int>(
            async (yield, token) => { await yield.From((AsyncGenerator<int>)inner); await yield(9); }),
        "sends returning" => new AsyncGenerator<int, int>(
            async (yield, token) => await yield(9 + await yield.From(inner))),
        "sends enumerable" => new AsyncGenerator<int, int>(
            async (yield, token) => { await yield.From((IAsyncEnumerable<int>)inner); await yield(9); }),
        _ => throw new ArgumentOutOfRangeException(nameof(form)),
    };

    [Theory, MemberData(nameof(Forms))]
    public async Task Canceled_while_it_delegates_the_inner_is_too(string form)
    {
        var outer = Outer(form, Inner(1, 2));
        await Yields(1, outer.GetAsyncEnumerator(_source.Token).NextAsync());
        Assert.False(_inner.IsCancellationRequested);
        _source.Cancel();
        Assert.True(_inner.IsCancellationRequested);
        await outer.CloseAsync();
    }

    [Theory, MemberData(nameof(Forms))]
    public async Task Canceled_before_the_From_the_inner_is_canceled_there(string form)
    {
        var outer = Outer(form, Inner(1));
        await Yields(1, outer.GetAsyncEnumerator(new(canceled: true)).NextAsync());
        Assert.True(_inner.IsCancellationRequested);
        await Yields(9, outer.NextAsync());
    }

    [Theory, MemberData(nameof(Forms))]
    public async Task Canceled_after_the_From_an_inner_that_lives_on_is_not(string form)
    {
        var inner = new AsyncGenerator<int, int, int>(async (yield, token) =>
        {
            _inner = token;
            try { await yield(1); } catch (GeneratorExitException) { await yield(2); }
            return await yield(3);
        });
        var outer = Outer(form, inner);
        await Yields(1, outer.GetAsyncEnumerator(_source.Token).NextAsync());
        await Refuses("ignored GeneratorExit", () => outer.CloseAsync());
        Assert.Equal((Closed, Suspended), (outer.State, inner.State));
        _source.Cancel();
        Assert.False(_inner.IsCancellationRequested);
        await Yields(3, inner.NextAsync());
    }

    [Theory, InlineData("close"), InlineData("exit"), InlineData("caught")]
    public async Task However_the_From_or_the_outer_ends_an_inner_that_lives_on_is_let_go(string way)
    {
        var inner = new AsyncGenerator<int>(async (yield, token) =>
        {
            _inner = token;
            for (int i = 1; ; i++) { try { await yield(i); } catch (Exception) { } }
        });
        AsyncGenerator<int> outer = way == "caught"
            ? new(async (yield, token) =>
            {
                try { await yield.From(inner); } catch (InvalidOperationException) { await yield(9); }
            })
            : new(async (yield, token) => await yield.From(inner)); // without a try, it isn't resumed by what ends it
        await Yields(1, outer.GetAsyncEnumerator(_source.Token).NextAsync());
        await Yields(2, outer.ThrowAsync(new ArithmeticException()));
        if (way == "caught") await Yields(9, outer.ThrowAsync(new GeneratorExitException()));
        if (way == "exit") await Refuses("ignored", () => outer.ThrowAsync(new GeneratorExitException()));
        if (way == "close") await Refuses("ignored", () => outer.CloseAsync());
        _source.Cancel();
        Assert.False(_inner.IsCancellationRequested);
        await Yields(4, inner.NextAsync());
    }

    [Fact]
    public async Task An_outer_that_goes_on_passes_its_token_to_the_next_inner_only()
    {
        List<CancellationToken> tokens = [];
        AsyncGenerator<int> Given() => new(async (yield, token) => { tokens.Add(token); await yield(tokens.Count); });
        AsyncGenerator<int> first = Given(), second = Given();
        await Yields(1, first.NextAsync());
        var outer = new AsyncGenerator<int>(async (yield, token) =>
        {
            await yield.From(first); await yield.From(second); await yield(3);
        });
        await Yields(2, outer.GetAsyncEnumerator(_source.Token).NextAsync());
        _source.Cancel();
        Assert.Equal([false, true], tokens.Select(token => token.IsCancellationRequested));
        await Yields(3, outer.NextAsync());
    }

    [Fact]
    public async Task An_inner_that_was_started_by_others_and_its_own_tokens_stay_in_effect()
    {
        using var own = new CancellationTokenSource();
        var inner = Inner(1, 2, 3);
        await Yields(1, inner.GetAsyncEnumerator(own.Token).NextAsync());
        var outer = Outer("plain", inner);
        await Yields(2, outer.GetAsyncEnumerator(_source.Token).NextAsync());
        own.Cancel();
        Assert.True(_inner.IsCancellationRequested);
        await outer.CloseAsync();
    }

    [Fact]
    public async Task Each_level_passes_it_on_and_sees_the_reason_first()
    {
        List<CancellationToken> tokens = [];
        AsyncGenerator<int> g = new(async (yield, token) =>
        {
            tokens.Add(token);
            await Task.Delay(Timeout.Infinite, token);
            await yield(1);
        });
        for (int level = 0; level < 3; level++)
        {
            var next = g;
            g = new(async (yield, token) =>
            {
                tokens.Add(token);
                try { await yield.From(next); }
                catch (OperationCanceledException) when (token.IsCancellationRequested) { _log.Add("seen"); throw; }
            });
        }
        var call = g.GetAsyncEnumerator(_source.Token).MoveNextAsync();
        _source.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await call);
        Assert.Equal(["seen", "seen", "seen"], _log);
        Assert.Equal([true, true, true, true], tokens.Select(token => token.IsCancellationRequested));
    }

    [Fact]
    public async Task A_middle_one_that_is_given_a_token_cancels_what_is_below_it_only()
    {
        List<CancellationToken> tokens = [];
        var inner = new AsyncGenerator<int>(async (yield, token) => { tokens.Add(token); await yield(1); });
        var middle = new AsyncGenerator<int>(async (yield, token) => { tokens.Add(token); await yield.From(inner); });
        var outer = new AsyncGenerator<int>(async (yield, token) => { tokens.Add(token); await yield.From(middle); });
        await Yields(1, outer.NextAsync());
        middle.GetAsyncEnumerator(_source.Token);
        _source.Cancel();
        Assert.Equal([false, true, true], tokens.Select(token => token.IsCancellationRequested));
        await outer.CloseAsync();
    }

    [Fact]
    public async Task An_outer_or_a_middle_one_whose_body_takes_no_token_has_none_to_pass_on()
    {
        var outer = new AsyncGenerator<int>(async yield => await yield.From(Inner(1)));
        await Yields(1, outer.GetAsyncEnumerator(_source.Token).NextAsync());
        var inner = _inner;
        var middle = new AsyncGenerator<int>(async yield => await yield.From(Inner(1)));
        var above = new AsyncGenerator<int>(async (yield, token) => await yield.From(middle));
        await Yields(1, above.GetAsyncEnumerator(_source.Token).NextAsync());
        _source.Cancel();
        Assert.Equal((false, false), (inner.IsCancellationRequested, _inner.IsCancellationRequested));
        await outer.CloseAsync();
        await above.CloseAsync();
    }

    [Fact]
    public async Task An_inner_that_takes_no_token_or_is_not_asynchronous_is_delegated_to_as_ever()
    {
        var outer = new AsyncGenerator<int>(async (yield, token) =>
        {
            await yield.From(new AsyncGenerator<int>(async yield => await yield(1)));
            await yield.From(new Generator<int>(async yield => await yield(2)));
        });
        await Yields(1, outer.GetAsyncEnumerator(new(canceled: true)).NextAsync());
        await Yields(2, outer.NextAsync());
        Assert.False(await outer.MoveNextAsync());
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task What_canceling_an_inner_throws_is_raised_at_the_From_or_reaches_the_canceler(bool before)
    {
        var failure = new FormatException();
        var inner = new AsyncGenerator<int>(async (yield, token) =>
        {
            token.Register(() => throw failure); await yield(1); await yield(2);
        });
        await Yields(1, inner.NextAsync());
        var outer = new AsyncGenerator<int>(async (yield, token) =>
        {
            try { await yield.From(inner); }
            catch (AggregateException e) { Assert.Same(failure, e.Flatten().InnerException); await yield(8); }
            finally { _log.Add("finally"); }
        });
        outer.GetAsyncEnumerator(_source.Token);
        if (before) _source.Cancel();
        await Yields(before ? 8 : 2, outer.NextAsync());
        if (!before) Assert.Same(failure, Assert.Throws<AggregateException>(_source.Cancel).Flatten().InnerException);
        await outer.CloseAsync();
        Assert.Equal(["finally"], _log);
    }

    [Fact]
    public async Task An_inner_that_executes_elsewhere_is_refused_and_not_canceled()
    {
        var gate = new Gate();
        var inner = new AsyncGenerator<int>(async (yield, token) => { _inner = token; await gate; await yield(1); });
        var pending = inner.NextAsync();
        var outer = new AsyncGenerator<int>(async (yield, token) => await yield.From(inner));
        await Refuses("already running", () => outer.GetAsyncEnumerator(new(canceled: true)).NextAsync());
        Assert.False(_inner.IsCancellationRequested);
        await Yields(1, gate.Through(pending));
    }

    [Fact]
    public async Task A_From_that_is_awaited_in_the_wrong_place_changes_nothing()
    {
        Func<Task> wrong = null!;
        var outer = new AsyncGenerator<int>(async (yield, token) =>
        {
            var misplaced = yield.From(Inner(5));
            wrong = async () => await misplaced;
            await yield.From(Inner(1, 2));
        });
        await Yields(1, outer.GetAsyncEnumerator(_source.Token).NextAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(wrong);
        _source.Cancel();
        Assert.True(_inner.IsCancellationRequested);
        await Yields(2, outer.NextAsync());
    }

    [Fact]
    public async Task Canceling_a_hundred_thousand_levels_takes_no_stack()
    {
        const int Levels = 100_000;
        int canceled = 0;
        AsyncGenerator<int> g = new(async (yield, token) => { _inner = token; await yield(1); });
        for (int level = 0; level < Levels; level++)
        {
            var next = g;
            g = new(async (yield, token) => { token.UnsafeRegister(_ => canceled++, null); await yield.From(next); });
        }
        await Yields(1, g.GetAsyncEnumerator(_source.Token).NextAsync());
        Threads.Run(_source.Cancel, stackSize: 256 * 1024);
        Assert.Equal((Levels, true), (canceled, _inner.IsCancellationRequested));
    }

    [Fact]
    public async Task An_outer_that_lives_on_lets_its_inners_go()
    {
        var outer = new AsyncGenerator<int>(async (yield, token) =>
        {
            while (true)
            {
                await yield.From(new AsyncGenerator<int>(async (yield, token) => await yield(1)));
                await yield(2);
            }
        });
        await Yields(1, outer.GetAsyncEnumerator(_source.Token).NextAsync());
        WeakReference inner = Inner(outer);
        await Yields(2, outer.NextAsync());
        Assert.False(Lives(inner));

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Inner(AsyncGenerator<int> outer) => new(outer.YieldingFrom);
    }
}
