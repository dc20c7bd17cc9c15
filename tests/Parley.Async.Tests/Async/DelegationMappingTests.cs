namespace Parley.Tests.Async;

/// <summary>An asynchronous generator whose values are of a derived type is delegated to as a generator.</summary>
public class DelegationMappingTests
{
    private readonly Gate _gate = new();
    private readonly List<string> _log = [];

    /// <summary>How the outer one delegates, and whether its inner waits.</summary>
    public static TheoryData<string, bool> Forms { get; } = new()
    {
        { "typed", false }, { "typed", true }, { "enumerable", false }, { "enumerable", true }, { "sync", false },
        { "sync enumerable", false },
    };

    private async Task Pause(bool waits)
    {
        if (waits) await _gate;
    }

    private static AsyncGenerator<object, string?> Outer(AsyncGenerator<string, string?, string> inner, bool typed) =>
        typed
            ? new(async yield => await yield(await yield.From(inner)))
            : new(async yield => { await yield.From((IAsyncEnumerable<object>)inner); await yield("end"); });

    private static AsyncGenerator<object, string?> Outer(Generator<string, string?, string> inner, bool typed) => typed
        ? new(async yield => await yield(await yield.From(inner)))
        : new(async yield => { await yield.From((IEnumerable<object>)inner); await yield("end"); });

    private AsyncGenerator<string, string?, string> Inner(bool waits) => new(async yield =>
    {
        await Pause(waits);
        for (string? got = "one"; got != "end";)
        {
            try { got = await yield(got ?? "none"); }
            catch (ArithmeticException) { _log.Add("caught"); got = "caught"; }
            finally { await Pause(waits); }
        }
        return "end";
    });

    private Generator<string, string?, string> SyncInner() => new(async yield =>
    {
        for (string? got = "one"; got != "end";)
        {
            try { got = await yield(got ?? "none"); }
            catch (ArithmeticException) { _log.Add("caught"); got = "caught"; }
        }
        return "end";
    });

    private ValueTask<T> Through<T>(bool waits, ValueTask<T> call) => waits ? _gate.Through(call) : call;

    [Theory, MemberData(nameof(Forms))]
    public async Task Sends_throws_advances_and_the_end_reach_it(string form, bool waits)
    {
        object inner = form.StartsWith("sync") ? SyncInner() : Inner(waits);
        var outer = inner is AsyncGenerator<string, string?, string> asynchronous
            ? Outer(asynchronous, typed: form == "typed")
            : Outer((Generator<string, string?, string>)inner, typed: form == "sync");
        await Yields("one", Through(waits, outer.NextAsync()));
        await Yields("two", Through(waits, outer.SendAsync("two")));
        await Yields("none", Through(waits, outer.NextAsync()));
        await Yields("caught", Through(waits, outer.ThrowAsync(new ArithmeticException())));
        Assert.Equal((Suspended, "caught"), (outer.State, outer.Current));
        Assert.Same(inner, outer.YieldingFrom);
        await Yields("end", Through(waits, outer.SendAsync("end")));
        Assert.Equal(Closed, (inner as AsyncGenerator<string>)?.State ?? ((Generator<string>)inner).State);
        Assert.False(await outer.MoveNextAsync());
        Assert.Equal(["caught"], _log);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Close_and_a_thrown_exit_close_it_first_and_await_that(bool throws)
    {
        AsyncGenerator<string> inner = new(async yield =>
        {
            try { await yield("one"); }
            finally { _log.Add("inner"); await _gate; _log.Add("cleaned up"); }
        });
        AsyncGenerator<object> outer = new(async yield =>
        {
            try { await yield.From(inner); } catch (GeneratorExitException e) { _log.Add(e.Message); throw; }
        });
        await Yields("one", outer.NextAsync());
        var exit = new GeneratorExitException("mine");
        if (throws) await Throws(exit, () => _gate.Through(outer.ThrowAsync(exit)));
        else await _gate.Through(outer.CloseAsync());
        Assert.Equal(["inner", "cleaned up", throws ? "mine" : "The generator is being closed."], _log);
        Assert.Equal((Closed, Closed), (outer.State, inner.State));
    }

    [Fact]
    public async Task Ignored_exit_is_an_error_at_the_From_and_leaves_it_suspended()
    {
        AsyncGenerator<string> inner = new(
            async yield => { try { await yield("one"); } catch (GeneratorExitException) { await yield("two"); } });
        AsyncGenerator<object> outer = new(async yield =>
        {
            try { await yield.From(inner); } catch (InvalidOperationException) { _log.Add("caught"); throw; }
        });
        await Yields("one", outer.NextAsync());
        await Refuses("ignored GeneratorExit", () => outer.CloseAsync());
        Assert.Equal(["caught"], _log);
        Assert.Equal((Closed, Suspended), (outer.State, inner.State));
    }

    [Fact]
    public async Task What_fails_it_is_raised_at_the_From()
    {
        var failure = new ArithmeticException();
        Func<AsyncGenerator<object, string?>, ValueTask>[] calls =
        [
            async g => await g.NextAsync(), async g => await g.SendAsync("x"),
            async g => await g.ThrowAsync(new FormatException()), g => g.CloseAsync(),
        ];
        foreach (var call in calls)
        {
            AsyncGenerator<string, string?, string> inner = new(async yield =>
            {
                try { await yield("one"); return ""; } finally { throw failure; }
            });
            var outer = Outer(inner, typed: true);
            await Yields("one", outer.NextAsync());
            await Throws(failure, () => call(outer));
            Assert.Equal((Closed, Closed), (outer.State, inner.State));
        }
    }

    [Fact]
    public async Task One_that_waits_elsewhere_is_refused_at_the_From_and_one_that_has_ended_is_over_at_once()
    {
        var inner = Inner(waits: true);
        var pending = inner.MoveNextAsync();
        await Refuses("already running", () => Outer(inner, typed: true).NextAsync());
        Assert.True(await _gate.Through(pending));
        Assert.False(await _gate.Through(inner.TrySendAsync("end")));
        await Yields("end", Outer(inner, typed: true).NextAsync());
        await Yields("end", Outer(inner, typed: false).NextAsync());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task One_that_somebody_else_has_finished_meanwhile_is_over(bool throws)
    {
        var inner = Inner(waits: false);
        var outer = Outer(inner, typed: true);
        await Yields("one", outer.NextAsync());
        Assert.False(await inner.TrySendAsync("end"));
        await Yields("end", throws ? outer.ThrowAsync(new StopIterationException()) : outer.SendAsync("x"));
    }

    [Fact]
    public async Task One_that_takes_other_sends_is_an_error_at_the_From_that_names_both()
    {
        var inner = new AsyncGenerator<string, int, int>(async yield => await yield("one"));
        var outer = new AsyncGenerator<object, string>(async yield => await yield.From(inner));
        var error = await Refuses("System.String", () => outer.NextAsync());
        Assert.Contains("System.Int32", error.Message, StringComparison.Ordinal);
        Assert.Equal(Created, inner.State);
    }

    [Fact]
    public async Task One_without_sends_is_advanced_by_a_send_and_an_outer_without_sends_has_the_value()
    {
        var plain = new AsyncGenerator<string>(async yield => { await yield("one"); await yield("two"); });
        var outer = new AsyncGenerator<object, int>(async yield => await yield.From(plain));
        await Yields("one", outer.NextAsync());
        await Yields("two", outer.SendAsync(1));
        var without = new AsyncGenerator<object>(async yield => await yield(await yield.From(Inner(waits: false))));
        await Yields("one", without.NextAsync());
    }

    [Fact]
    public async Task Its_body_is_given_the_token_of_the_outer_while_that_delegates()
    {
        using var source = new CancellationTokenSource();
        CancellationToken seen = default;
        var inner = new AsyncGenerator<string>(async (yield, token) => { seen = token; await yield("one"); });
        var outer = new AsyncGenerator<object>(async (yield, token) =>
        {
            await yield.From(inner); await yield("two");
        });
        await Yields("one", outer.GetAsyncEnumerator(source.Token).NextAsync());
        source.Cancel();
        Assert.True(seen.IsCancellationRequested);
    }

    [Fact]
    public async Task Deep_below_and_above_others_it_is_delegated_to_all_the_same()
    {
        var middle = Delegating<object>(
            new AsyncGenerator<object>(async yield => await yield.From(Inner(waits: true))), levels: 100);
        var outer = new AsyncGenerator<object, string>(async yield => await yield.From(middle));
        await Yields("one", _gate.Through(outer.NextAsync()));
        await Yields("none", _gate.Through(outer.SendAsync("lost"))); // those between take no sends
        await _gate.Through(outer.CloseAsync());
        Assert.Equal(Closed, outer.State);
    }
}
