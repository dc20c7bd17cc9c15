using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Shared;

/// <summary>A block in the scope of a generator, as with Python's <c>contextlib.contextmanager</c>.</summary>
public class ScopeTests
{
    private readonly ArithmeticException _e = new();
    private readonly List<string> _log = [];

    public static TheoryData<string> Ways => Scopes;

    [Theory, MemberData(nameof(Ways)), Row("SCOPE-01")]
    public async Task Sets_up_gives_the_value_to_the_block_and_tears_down(string way)
    {
        var g = Make<int>(async yield => { _log.Add("1"); await yield(42); _log.Add("999"); });
        Assert.True(await Scope(way, () => g, value => _log.Add($"{value}")));
        Assert.Equal(["1", "42", "999"], _log);
        await IsClosed(g);
    }

    [Theory, MemberData(nameof(Ways)), Row("SCOPE-02", "SCOPE-03")]
    public async Task Exception_of_the_block_is_raised_at_the_yield_and_goes_on_unchanged(string way)
    {
        List<Exception> seen = [];
        Exception[] exceptions =
        [
            _e, new InvalidOperationException("own"), new OperationCanceledException(), new GeneratorExitException(),
        ];
        foreach (var e in exceptions)
        {
            var g = Passing(seen);
            await Throws(e, () => Scope(way, () => g, value => Block(e)));
            Assert.Same(e, seen[^1]);
            Assert.Contains(nameof(Block), e.StackTrace!.Split('\n')[0], StringComparison.Ordinal);
            Assert.Null(e.InnerException);
            await IsClosed(g);
        }

        Assert.Equal(exceptions.Length, seen.Count);
    }

    [Theory, MemberData(nameof(Ways)), Row("SCOPE-02")]
    public async Task Exception_of_the_block_passes_through_a_body_without_a_try(string way)
    {
        var g = Yielding(1);
        await Throws(_e, () => Scope(way, () => g, value => throw _e));
        await IsClosed(g);
    }

    [Theory, MemberData(nameof(Ways)), Row("SCOPE-04")]
    public async Task Body_that_catches_the_exception_and_ends_suppresses_it(string way)
    {
        var g = Make<int>(async yield =>
        {
            try { await yield(1); }
            catch (ArithmeticException) { _log.Add("caught"); }
        });
        Assert.False(await Scope(way, () => g, value => throw _e));
        Assert.Equal(["caught"], _log);
        await IsClosed(g);
    }

    [Theory, MemberData(nameof(Ways)), Row("SCOPE-05", "SCOPE-11")]
    public async Task Body_that_throws_another_exception_replaces_the_block_s(string way)
    {
        var other = new TimeoutException();
        await Throws(other, () => Scope<int>(way, () => FailingFinally(other), value => throw _e));
        Assert.Null(other.InnerException);
    }

    [Theory, MemberData(nameof(Ways)), Row("SCOPE-06")]
    public async Task Body_without_a_yield_is_refused_and_the_block_not_run(string way)
    {
        var g = Yielding();
        await Refuses("generator didn't yield", () => Scope(way, () => g, value => _log.Add("block")));
        Assert.Empty(_log);
        await IsClosed(g);
    }

    [Theory, MemberData(nameof(Ways)), Row("SCOPE-07")]
    public async Task Second_yield_after_the_block_is_refused_and_the_generator_closed(string way)
    {
        var g = Make<int>(async yield =>
        {
            await yield(1);
            try { await yield(2); }
            finally { _log.Add("finally"); }
        });
        var error = await Refuses("generator didn't stop", () => Scope(way, () => g, value => _log.Add("block")));
        Assert.DoesNotContain("after throw", error.Message, StringComparison.Ordinal);
        Assert.Null(error.InnerException);
        Assert.Equal(["block", "finally"], _log);
        await IsClosed(g);
    }

    [Theory, MemberData(nameof(Ways)), Row("SCOPE-08")]
    public async Task Yield_after_the_exception_was_thrown_in_is_refused_and_the_generator_closed(string way)
    {
        var g = Make<int>(async yield =>
        {
            try { await yield(1); }
            catch (ArithmeticException) { _log.Add("caught"); }

            try { await yield(2); }
            finally { _log.Add("finally"); }
        });
        var error = await Refuses("generator didn't stop after throw", () => Scope(way, () => g, value => throw _e));
        Assert.Same(_e, error.InnerException);
        Assert.Equal(["caught", "finally"], _log);
        await IsClosed(g);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Body_that_also_ignores_the_exit_is_refused_for_all_of_it(string way)
    {
        var g = Make<int>(async yield =>
        {
            for (int i = 1; i <= 3; i++)
            {
                try { await yield(i); }
                catch (Exception) { _log.Add($"caught {i}"); }
            }
        });
        var error = await Refuses("generator ignored GeneratorExit", () => Scope(way, () => g, value => throw _e));
        Assert.Contains("didn't stop after throw", error.InnerException!.Message, StringComparison.Ordinal);
        Assert.Same(_e, error.InnerException.InnerException);
        Assert.Equal(["caught 1", "caught 2"], _log);
        Assert.Equal(GeneratorState.Suspended, g.State);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Failure_while_a_body_that_did_not_stop_is_closed_replaces_the_error(string way)
    {
        await Throws(_e, () => Scope<int>(way, () => FailingFinally(_e), value => { }));
    }

    [Theory, MemberData(nameof(Ways)), Row("SCOPE-03", "SCOPE-09")]
    public async Task End_of_the_block_s_own_comes_out_as_itself(string way)
    {
        StopIterationException[] ends = [new StopIterationException(), StopIterationException<int>.FromValue(1)];
        foreach (var end in ends)
        {
            List<Exception> seen = [];
            var g = Passing(seen);
            await Throws(end, () => Scope(way, () => g, value => Block(end)));
            Assert.Same(end, Assert.Single(seen));
            Assert.Contains(nameof(Block), end.StackTrace!.Split('\n')[0], StringComparison.Ordinal);
            await Throws(end, () => Scope(way, () => Yielding(1), value => Block(end)));
        }
    }

    [Theory, MemberData(nameof(Ways)), Row("SCOPE-10")]
    public async Task Wrapper_around_the_block_s_exception_is_undone_only_for_an_end(string way)
    {
        InvalidOperationException? wrapper = null;
        IntGenerator Wrapping() => Make<int>(async yield =>
        {
            try { await yield(1); }
            catch (Exception e) { throw wrapper = new InvalidOperationException("wrapped", e); }
        });
        var error = await Refuses("wrapped", () => Scope(way, Wrapping, value => throw _e));
        Assert.Same(wrapper, error);
        Assert.Same(_e, error.InnerException);
        var end = new StopIterationException();
        await Throws(end, () => Scope(way, Wrapping, value => throw end));
    }

    [Theory, MemberData(nameof(Ways)), Row("SCOPE-10")]
    public async Task Wrapper_around_another_end_is_not_undone(string way)
    {
        var other = new StopIterationException();
        var g = Make<int>(async yield =>
        {
            try { await yield(1); }
            catch (StopIterationException) { throw other; }
        });
        await Wraps(other, () => Scope(way, () => g, value => throw new StopIterationException()));
    }

    [Theory, MemberData(nameof(Ways)), Row("SCOPE-11")]
    public async Task Failure_in_the_tear_down_comes_out(string way)
    {
        await Throws(_e, () => Scope<int>(way, () => Failing(_e), value => _log.Add("block")));
        Assert.Equal(["block"], _log);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Failure_in_the_set_up_comes_out_and_the_block_is_not_run(string way)
    {
        var g = Make<int>(async yield => { if (_log.Count == 0) throw _e; await yield(1); });
        await Throws(_e, () => Scope(way, () => g, value => _log.Add("block")));
        Assert.Empty(_log);
        await IsClosed(g);
    }

    [Fact, Row("SCOPE-12")]
    public async Task Each_run_makes_a_new_generator_also_a_nested_one()
    {
        int depth = 0, deepest = 0, setUps = 0;
        IntGenerator Level() => Make<int>(async yield =>
        {
            setUps++;
            deepest = Math.Max(deepest, ++depth);
            try { await yield(depth); }
            finally { depth--; }
        });
        async ValueTask Nest(int level)
        {
            if (level < 10) Assert.True(await GeneratorScope.RunAsync(Level, Nest));
        }

        await Nest(0);
        Assert.Equal((10, 10, 0), (setUps, deepest, depth));
    }

    [Theory, MemberData(nameof(Ways)), Row("SCOPE-12")]
    public async Task Generator_that_was_started_is_refused_and_stays_as_it_is(string way)
    {
        var g = await Started(Yielding(1, 2));
        await Refuses("already been started", () => Scope(way, () => g, value => _log.Add("block")));
        Assert.Equal(GeneratorState.Suspended, g.State);
        await Expect.Yields(2, g.NextAsync());
        await g.CloseAsync();
        await Refuses("already been started", () => Scope(way, () => g, value => _log.Add("block")));
        await Refuses("returned null", () => Scope<int>(way, () => null!, value => _log.Add("block")));
        Assert.Empty(_log);
    }

    // There is no block around a yield, so one that throws the exit stands for the generator that is closed inside.
    [Theory, MemberData(nameof(Ways)), Row("SCOPE-13")]
    public async Task Exit_of_the_block_goes_through_the_yield_and_out(string way)
    {
        var exit = new GeneratorExitException();
        await Throws(exit, () => Scope(way, () => Noting(_log, "finally"), value => throw exit));
        Assert.Equal(["finally"], _log);
        var inner = Noting(_log, "inner");
        await Throws(exit, () => Scope(way, () => Noting(_log, "outer", inner), value => throw exit));
        Assert.Equal(["finally", "inner", "outer"], _log);
        await IsClosed(inner);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Scope_may_delegate_its_yield_and_return_a_value(string way)
    {
        var inner = Make<int, int, int>(async yield => await yield(1));
        var g = Make<int, int, int>(async yield => await yield.From(inner));
        Assert.True(await Scope<int>(way, () => g, value => _log.Add($"{value}")));
        Assert.Equal(["1"], _log);
        Assert.Equal(0, g.Result);
    }

    [Fact]
    public async Task Block_may_close_the_generator_itself()
    {
        var g = Noting(_log, "finally");
        Assert.True(await GeneratorScope.RunAsync(() => g, async value => await g.CloseAsync()));
        Assert.Equal(["finally"], _log);
        await IsClosed(g);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Failure_of_the_factory_comes_out_and_the_block_is_not_run(string way)
    {
        await Throws(_e, () => Scope<int>(way, () => throw _e, value => _log.Add("block")));
        Assert.Empty(_log);
    }

    [Fact]
    public async Task Block_that_is_canceled_cancels_the_call()
    {
        Task<bool> run = GeneratorScope.RunAsync(
            () => Passing([]), async value => throw new OperationCanceledException()).AsTask();
        await Assert.ThrowsAsync<OperationCanceledException>(() => run);
        Assert.True(run.IsCanceled);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Null_arguments_are_named(string way)
    {
        var call = await Throws<ArgumentNullException, bool>(() => Scope<int>(way, null!, value => { }));
        Assert.Equal("factory", call.ParamName);
    }

    private static void Block(Exception e) => throw e;
}
