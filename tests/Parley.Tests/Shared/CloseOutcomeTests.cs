using Parley.Tests.Harness;
using Xunit;
using static Parley.Tests.Harness.Expect;
using static Parley.Tests.Harness.Subject;

namespace Parley.Tests.Shared;

public class CloseOutcomeTests
{
    [Fact, Row("CLOSE-09")]
    public async Task Another_exception_during_close_reaches_the_closer()
    {
        var e = new ArithmeticException();
        var make = () => Make<int>(async yield =>
        {
            try
            {
                await yield(1);
            }
            finally
            {
                Raise(e);
            }
        });

        var closed = make();
        await Yields(1, closed.NextAsync());
        await Throws(e, () => closed.CloseAsync());
        Assert.Equal(GeneratorState.Closed, closed.State);
        await closed.CloseAsync();

        var disposed = make();
        await Yields(1, disposed.NextAsync());
        await Throws(e, () => disposed.DisposeAsync());
        Assert.Equal(GeneratorState.Closed, disposed.State);
        await disposed.DisposeAsync();
        Assert.False(await disposed.MoveNextAsync());
    }

    [Fact, Row("CLOSE-09")]
    public async Task An_answer_to_the_exit_reaches_the_closer()
    {
        var e = new ArithmeticException();
        var g = Make<int>(async yield =>
        {
            try
            {
                await yield(1);
            }
            catch (GeneratorExitException)
            {
                throw e;
            }
        });
        await Yields(1, g.NextAsync());
        await Throws(e, () => g.CloseAsync());
        Assert.Null(e.InnerException);
        Assert.Equal(GeneratorState.Closed, g.State);
    }

    [Fact, Row("CLOSE-10")]
    public async Task A_value_returned_on_the_exit_is_the_result()
    {
        var make = () => Make<int, int, int>(async yield =>
        {
            try
            {
                return await yield(1);
            }
            catch (GeneratorExitException)
            {
                return 42;
            }
        });

        var closed = make();
        await Yields(1, closed.NextAsync());
        await closed.CloseAsync();
        Assert.Equal(GeneratorState.Closed, closed.State);
        Assert.Equal(42, closed.Result);
        await Returns(0, () => closed.NextAsync());
        Assert.Equal(42, closed.Result);

        var disposed = make();
        await Yields(1, disposed.NextAsync());
        await disposed.DisposeAsync();
        Assert.True(disposed.TryGetResult(out int result));
        Assert.Equal(42, result);
    }

    [Fact, Row("CLOSE-11")]
    public async Task A_body_that_does_not_catch_the_exit_has_no_value()
    {
        var withTry = Make<int, int, int>(async yield =>
        {
            try
            {
                await yield(1);
            }
            catch (ArithmeticException)
            {
                return 42;
            }

            return 43;
        });
        await Yields(1, withTry.NextAsync());
        await withTry.CloseAsync();
        Assert.False(withTry.TryGetResult(out int result));
        Assert.Equal(0, result);
        Assert.Null(Assert.Throws<InvalidOperationException>(() => withTry.Result).InnerException);

        var without = Make<int, int, int>(async yield =>
        {
            await yield(1);
            return 42;
        });
        await Yields(1, without.NextAsync());
        await without.CloseAsync();
        Assert.False(without.TryGetResult(out result));
        Assert.Equal(0, result);
        Assert.Null(Assert.Throws<InvalidOperationException>(() => without.Result).InnerException);
    }

    [Fact, Row("CLOSE-11")]
    public async Task A_body_that_rethrows_the_exit_has_no_value()
    {
        var g = Make<int, int, int>(async yield =>
        {
            try
            {
                return await yield(1);
            }
            catch (GeneratorExitException)
            {
                throw;
            }
        });
        await Yields(1, g.NextAsync());
        await g.CloseAsync();
        Assert.False(g.TryGetResult(out _));
        Assert.Null(Assert.Throws<InvalidOperationException>(() => g.Result).InnerException);
    }

    [Fact, Row("CLOSE-14")]
    public async Task Any_exit_that_leaves_is_swallowed()
    {
        int raised = 0;
        var make = (GeneratorExitException own) => Make<int>(async yield =>
        {
            try
            {
                await yield(1);
            }
            finally
            {
                raised++;
                Raise(own);
            }
        });

        foreach (var own in (GeneratorExitException[])[new(), new OwnExit()])
        {
            var g = make(own);
            await Yields(1, g.NextAsync());
            await g.CloseAsync();
            Assert.Equal(GeneratorState.Closed, g.State);
            Assert.False(await g.MoveNextAsync());
        }

        Assert.Equal(2, raised);
    }

    [Fact, Row("CLOSE-15")]
    public async Task An_end_that_leaves_during_close_is_wrapped()
    {
        var own = new StopIterationException();
        var make = () => Make<int>(async yield =>
        {
            try
            {
                await yield(1);
            }
            finally
            {
                Raise(own);
            }
        });

        var closed = make();
        await Yields(1, closed.NextAsync());
        var wrapper = await Refuses("generator raised StopIteration", () => closed.CloseAsync());
        Assert.Same(own, wrapper.InnerException);
        Assert.Equal(GeneratorState.Closed, closed.State);

        var disposed = make();
        await Yields(1, disposed.NextAsync());
        wrapper = await Refuses("generator raised StopIteration", () => disposed.DisposeAsync());
        Assert.Same(own, wrapper.InnerException);
        Assert.Equal(GeneratorState.Closed, disposed.State);
    }

    [Fact, Row("CLOSE-16")]
    public async Task An_exit_that_the_body_throws_by_itself_is_an_ordinary_exception()
    {
        var own = new GeneratorExitException();
        var make = () => Make<int, int>(async yield =>
        {
            await yield(1);
            throw own;
        });

        var next = make();
        await Yields(1, next.NextAsync());
        await Throws(own, () => next.NextAsync());
        Assert.Equal(GeneratorState.Closed, next.State);
        await Ends(() => next.NextAsync());

        var moveNext = make();
        await Yields(1, moveNext.NextAsync());
        await Throws(own, () => moveNext.MoveNextAsync());
        Assert.Equal(GeneratorState.Closed, moveNext.State);

        var send = make();
        await Yields(1, send.NextAsync());
        await Throws(own, () => send.SendAsync(1));
        Assert.Equal(GeneratorState.Closed, send.State);
    }

    private static void Raise(Exception e) => throw e;

    private sealed class OwnExit : GeneratorExitException;
}
