using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Shared;

public class CloseOutcomeTests
{
    private readonly ArithmeticException _e = new();

    [Theory, Row("CLOSE-09"), InlineData(Call.Close), InlineData(Call.Dispose)]
    public async Task Another_exception_during_close_reaches_the_closer(Call call)
    {
        var g = await Started(FailingFinally(_e));
        await Throws(_e, () => g.Do(call));
        await IsClosed(g);
        await g.Do(call);
        await IsClosed(g);
    }

    [Fact, Row("CLOSE-09")]
    public async Task An_answer_to_the_exit_reaches_the_closer()
    {
        var g = await Started(Make<int>(async yield =>
        {
            try { await yield(1); }
            catch (GeneratorExitException) { throw _e; }
        }));
        await Throws(_e, () => g.CloseAsync());
        Assert.Null(_e.InnerException);
        await IsClosed(g);
    }

    [Theory, Row("CLOSE-10"), InlineData(Call.Close), InlineData(Call.Dispose)]
    public async Task A_value_returned_on_the_exit_is_the_result(Call call)
    {
        var g = await Started(Make<int, int, int>(async yield =>
        {
            try { return await yield(1); }
            catch (GeneratorExitException) { return 42; }
        }));
        await g.Do(call);
        await IsClosed(g);
        Assert.True(g.TryGetResult(out int result));
        Assert.Equal((42, 42), (g.Result, result));
        await ReturnsNothing<int, int>(() => g.NextAsync());
        Assert.Equal(42, g.Result);
    }

    [Fact, Row("CLOSE-11")]
    public async Task A_body_that_does_not_catch_the_exit_has_no_value()
    {
        var withTry = await Started(Make<int, int, int>(async yield =>
        {
            try { await yield(1); }
            catch (ArithmeticException) { return 42; }

            return 43;
        }));
        await withTry.CloseAsync();
        HasNoResult(withTry);

        var without = await Started(Make<int, int, int>(async yield => { await yield(1); return 42; }));
        await without.CloseAsync();
        HasNoResult(without);
    }

    [Fact, Row("CLOSE-11")]
    public async Task A_body_that_rethrows_the_exit_has_no_value()
    {
        var g = await Started(Make<int, int, int>(async yield =>
        {
            try { return await yield(1); }
            catch (GeneratorExitException) { throw; }
        }));
        await g.CloseAsync();
        HasNoResult(g);
    }

    [Fact, Row("CLOSE-14")]
    public async Task Any_exit_that_leaves_is_swallowed()
    {
        int raised = 0;
        foreach (var own in (GeneratorExitException[])[new(), new OwnExit()])
        {
            var g = await Started(Make<int>(async yield =>
            {
                try { await yield(1); }
                finally { raised++; throw own; }
            }));
            await g.CloseAsync();
            await IsClosed(g);
        }

        Assert.Equal(2, raised);
    }

    [Theory, Row("CLOSE-15"), InlineData(Call.Close), InlineData(Call.Dispose)]
    public async Task An_end_that_leaves_during_close_is_wrapped(Call call)
    {
        var own = new StopIterationException();
        var g = await Started(FailingFinally(own));
        await Wraps(own, () => g.Do(call));
        await IsClosed(g);
    }

    [Theory, Row("CLOSE-16"), InlineData(Call.Next), InlineData(Call.MoveNext), InlineData(Call.Send)]
    public async Task An_exit_that_the_body_throws_by_itself_is_an_ordinary_exception(Call call)
    {
        var own = new GeneratorExitException();
        var g = await Started(Failing(own));
        await Throws(own, () => g.Do(call, 1));
        await IsClosed(g);
        await Ends(() => g.NextAsync());
    }

    private sealed class OwnExit : GeneratorExitException;
}
