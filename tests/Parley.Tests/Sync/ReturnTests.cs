using Parley.Tests.Harness;
using Xunit;

namespace Parley.Tests.Sync;

public class ReturnTests
{
    [Fact, Row("RET-02")]
    public void Only_the_first_end_carries_the_value_and_the_result_keeps_it()
    {
        var g = new Generator<int, int, int>(async yield => await yield(1));
        Assert.Equal(1, g.Next());
        Assert.Equal(42, Assert.Throws<StopIterationException<int>>(() => g.Send(42)).Value);
        Assert.Equal(0, Assert.Throws<StopIterationException<int>>(() => g.Next()).Value);
        Assert.Equal(0, Assert.Throws<StopIterationException<int>>(() => g.Send(43)).Value);
        Assert.Equal(42, g.Result);
    }

    [Fact, Row("RET-02", "RET-05")]
    public void A_loop_drops_the_value_and_the_result_keeps_it()
    {
        var g = new Generator<int, int, int>(async yield =>
        {
            await yield(1);
            await yield(2);
            return 42;
        });
        var values = new List<int>();
        foreach (int x in g) values.Add(x);
        Assert.Equal([1, 2], values);
        Assert.Equal(42, g.Result);
        Assert.Equal(0, Assert.Throws<StopIterationException<int>>(() => g.Next()).Value);
        Assert.Equal(42, g.Result);
    }

    [Fact, Row("RET-04")]
    public void The_end_has_a_value_and_it_is_empty_by_default()
    {
        object value = new();
        Assert.Null(new StopIterationException().Value);
        Assert.Same(value, new StopIterationException(value).Value);
        Assert.Equal(0, new StopIterationException<int>().Value);
        Assert.Equal(42, new StopIterationException<int>(42).Value);
        Assert.Equal(42, ((StopIterationException)new StopIterationException<int>(42)).Value);
        Assert.False(typeof(StopIterationException).GetProperty("Value")!.CanWrite);
    }

    [Fact, Row("RET-06")]
    public void An_end_thrown_and_caught_inside_the_body_is_an_ordinary_exception()
    {
        var g = new Generator<int>(async yield =>
        {
            try
            {
                throw new StopIterationException();
            }
            catch
            {
                await yield(42);
            }
        });
        Assert.Equal([42], g.ToList());
    }

    [Fact, Row("RET-07")]
    public void Before_the_end_there_is_no_result()
    {
        Generator<int, int, int> g = null!;
        g = new(async yield =>
        {
            HasNone(g);
            await yield(1);
            HasNone(g);
            return 42;
        });
        HasNone(g);
        Assert.Equal(1, g.Next());
        HasNone(g);
        Assert.False(g.MoveNext());
        Assert.True(g.TryGetResult(out int result));
        Assert.Equal(42, result);
    }

    [Fact, Row("RET-07")]
    public void After_a_close_without_a_value_there_is_no_result()
    {
        var fresh = new Generator<int, int, int>(async yield => await yield(1));
        fresh.Close();
        HasNone(fresh);

        var paused = new Generator<int, int, int>(async yield => await yield(1));
        Assert.Equal(1, paused.Next());
        paused.Close();
        HasNone(paused);
    }

    [Fact, Row("RET-07")]
    public void After_a_failure_there_is_no_result_and_the_failure_is_the_cause()
    {
        Exception e = new ArithmeticException();
        var failed = new Generator<int, int, int>(async yield => await yield(1) == 0 ? throw e : 42);
        Assert.Equal(1, failed.Next());
        Assert.Same(e, Record.Exception(() => failed.Next()));
        HasNone(failed, e);

        var thrownInto = new Generator<int, int, int>(async yield => await yield(1));
        Assert.Equal(1, thrownInto.Next());
        Assert.Same(e, Record.Exception(() => thrownInto.Throw(e)));
        HasNone(thrownInto, e);

        var closing = new Generator<int, int, int>(async yield =>
        {
            try
            {
                return await yield(1);
            }
            catch (GeneratorExitException)
            {
                throw e;
            }
        });
        Assert.Equal(1, closing.Next());
        Assert.Same(e, Record.Exception(closing.Close));
        HasNone(closing, e);
    }

    [Fact, Row("RET-07")]
    public void After_an_end_that_left_the_body_the_wrapper_is_the_cause()
    {
        bool fails = true;
        var g = new Generator<int, int, int>(async yield => fails ? throw new StopIterationException() : 42);
        HasNone(g, Assert.Throws<InvalidOperationException>(() => g.Next()));
    }

    private static void HasNone(Generator<int, int, int> g, Exception? cause = null)
    {
        Assert.False(g.TryGetResult(out int result));
        Assert.Equal(0, result);
        Assert.Same(cause, Assert.Throws<InvalidOperationException>(() => g.Result).InnerException);
    }
}
