using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Shared;

/// <summary>Driving a generator to its end by answering what it yields.</summary>
public class RunTests
{
    private readonly ArithmeticException _e = new();
    private readonly List<string> _log = [];

    public static TheoryData<string> Ways => Runs;

    [Theory, MemberData(nameof(Ways))]
    public async Task Each_yielded_value_is_answered_and_the_result_returned(string way)
    {
        var g = Adding();
        Assert.Equal(30, await Drive(way, g, value => { _log.Add($"{value}"); return 10 * value; }));
        Assert.Equal(["1", "2"], _log);
        await IsClosed(g);
        Assert.Equal(30, g.Result);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Without_a_result_it_drives_all_the_same(string way)
    {
        IntSender g = Adding();
        await Drive(way, g, value => { _log.Add($"{value}"); return value; });
        Assert.Equal(["1", "2"], _log);
        await IsClosed(g);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Paused_one_is_answered_from_its_current_value_on(string way)
    {
        var g = await Started(Adding());
        Assert.Equal(30, await Drive(way, g, value => { _log.Add($"{value}"); return 10 * value; }));
        Assert.Equal(["1", "2"], _log);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Middle_of_a_chain_is_answered_from_the_chain_s_current_value_on(string way)
    {
        var middle = Make<int, int, int>(async yield => await yield.From(Adding()));
        var outer = Make<int, int>(async yield => await yield.From(middle));
        await Started(outer);
        Assert.Equal(30, await Drive(way, middle, value => { _log.Add($"{value}"); return 10 * value; }));
        Assert.Equal(["1", "2"], _log);
        Assert.False(await outer.MoveNextAsync());
        await IsClosed(outer);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task One_that_ends_at_once_is_not_answered(string way) =>
        Assert.Equal(3, await Drive(way, Make<int, int, int>(async yield => 3), value => throw _e));

    [Theory, MemberData(nameof(Ways))]
    public async Task Ended_one_gives_its_kept_result(string way)
    {
        var g = Adding();
        await g.CollectAsync();
        Assert.Equal(0, await Drive(way, g, value => throw _e));
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Ended_one_without_a_result_says_why(string way)
    {
        var closed = Adding();
        await closed.CloseAsync();
        Assert.Null((await Refuses("no result", () => Drive(way, closed, value => 1))).InnerException);
        await Drive(way, (IntSender)closed, value => 1);
        var failed = await Started(FailingFinally(_e));
        await Throws(_e, () => failed.CloseAsync());
        Assert.Same(_e, (await Refuses("no result", () => Drive(way, failed, value => 1))).InnerException);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Exception_of_respond_is_raised_at_the_yield_where_the_body_may_go_on(string way)
    {
        var g = Make<int, int, int>(async yield =>
        {
            try { return await yield(1); }
            catch (ArithmeticException e) { _log.Add($"{e == _e}"); }

            return await yield(2);
        });
        Assert.Equal(5, await Drive(way, g, value => value == 1 ? throw _e : 5));
        Assert.Equal(["True"], _log);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Exception_of_respond_that_the_body_lets_pass_reaches_the_caller(string way)
    {
        List<Exception> seen = [];
        var g = Make<int, int>(async yield =>
        {
            try { await yield(1); }
            catch (Exception e) { seen.Add(e); throw; }
        });
        await Throws(_e, () => Drive(way, g, Respond));
        Assert.Contains(nameof(Respond), _e.StackTrace!.Split('\n')[0], StringComparison.Ordinal);
        Assert.Same(_e, Assert.Single(seen));
        await IsClosed(g);
        var plain = Adding();
        await Throws(_e, () => Drive(way, plain, value => throw _e));
        await IsClosed(plain);

        int Respond(int value) => throw _e;
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Body_that_catches_and_returns_gives_its_result(string way)
    {
        var g = Make<int, int, int>(async yield =>
        {
            try { return await yield(1); }
            catch (ArithmeticException) { return 7; }
        });
        Assert.Equal(7, await Drive(way, g, value => throw _e));
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Body_that_answers_with_another_exception_replaces_it(string way) =>
        await Throws(_e, () => Drive(way, FailingFinally(_e), value => throw new TimeoutException()));

    [Theory, MemberData(nameof(Ways))]
    public async Task End_that_respond_throws_is_wrapped_as_any_that_leaves_a_body(string way)
    {
        var end = new StopIterationException();
        await Wraps(end, () => Drive(way, Adding(), value => throw end));
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Exit_that_respond_throws_closes_what_is_delegated_to_and_goes_on(string way)
    {
        var exit = new GeneratorExitException();
        var inner = Noting(_log, "inner");
        var g = Make<int, int>(async yield =>
        {
            try { await yield.From(inner); }
            finally { _log.Add("outer"); }
        });
        await Throws(exit, () => Drive(way, g, value => throw exit));
        Assert.Equal(["inner", "outer"], _log);
        await IsClosed(inner, g);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Failure_of_the_body_reaches_the_caller(string way)
    {
        var g = Failing(_e);
        await Throws(_e, () => Drive(way, g, value => value));
        await IsClosed(g);
    }

    [Fact]
    public async Task Respond_may_close_the_generator()
    {
        var g = Adding();
        await Refuses("no result", () => g.RunAsync(async value => { await g.CloseAsync(); return 1; }));
        await IsClosed(g);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Run_from_inside_the_body_is_refused_and_changes_nothing(string way)
    {
        var me = Unmade<int>() as IntSender;
        me = Make<int, int>(async yield =>
        {
            try { Now(Done(Drive(way, me!, value => value))); }
            catch (InvalidOperationException e) { _log.Add(e.Message); }

            await yield(1);
        });
        await Started(me);
        Assert.Contains(AlreadyExecuting, Assert.Single(_log), StringComparison.Ordinal);
        Assert.Equal(GeneratorState.Suspended, me.State);

        static async ValueTask<bool> Done(ValueTask call) { await call; return true; }
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Null_is_named_and_the_generator_stays_as_it_is(string way)
    {
        var g = Adding();
        var refusals = new List<ArgumentNullException>
        {
            await Throws<ArgumentNullException>(async () => await g.RunAsync((Func<int, ValueTask<int>>)null!)),
            await Throws<ArgumentNullException>(
                async () => await ((IntSender)g).RunAsync((Func<int, ValueTask<int>>)null!)),
            await Throws<ArgumentNullException>(
                async () => await g.RunAsync((Func<int, CancellationToken, ValueTask<int>>)null!)),
        };
        Assert.All(refusals, refusal => Assert.Equal("respond", refusal.ParamName));
        Assert.Equal(GeneratorState.Created, g.State);
        Assert.Equal(3, await Drive(way, g, value => value));
    }

    // Yields 1 and 2 and returns the sum of the answers.
    private static IntReturner Adding() => Make<int, int, int>(async yield => await yield(1) + await yield(2));

    [Theory, MemberData(nameof(Runs), MemberType = typeof(Subject))]
    public async Task Start_that_fails_behind_the_yield_closes_too(string way)
    {
        var failure = new ArithmeticException();
        var g = Make<int, int>(async yield => await yield(1));
        await Expect.Throws(failure, () => Drive(way, g.Trace(_ => throw failure), value => value));
        Assert.Equal(GeneratorState.Closed, g.State);
    }
}
