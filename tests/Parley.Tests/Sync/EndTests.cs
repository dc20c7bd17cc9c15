using static Parley.GeneratorState;

namespace Parley.Tests.Sync;

/// <summary>How a body ends: with a value, with an exception, or with another's end, which it lets through.</summary>
public class EndTests : SyncTests
{
    private static int ValueOf<T>(Func<T> end) => Assert.Throws<StopIterationException<int>>(() => { end(); }).Value;

    private static void HasNoResult(IntReturner g, Exception? cause = null)
    {
        Assert.Equal((false, 0), (g.TryGetResult(out int result), result));
        Assert.Same(cause, Assert.Throws<InvalidOperationException>(() => g.Result).InnerException);
    }

    [Fact, Row("RET-02")]
    public void Only_the_first_end_carries_the_value_and_the_result_keeps_it()
    {
        var g = Echoing().At(1);
        Assert.Equal((42, 0, 0), (ValueOf(() => g.Send(42)), ValueOf(() => g.Next()), ValueOf(() => g.Send(43))));
        Assert.Equal(42, g.Result);
    }

    [Fact, Row("RET-02", "RET-05")]
    public void A_loop_drops_the_value_and_the_result_keeps_it()
    {
        var g = new IntReturner(async yield => { await yield(1); await yield(2); return 42; });
        List<int> values = [];
        foreach (int x in g) values.Add(x);
        Assert.Equal([1, 2], values);
        Assert.Equal((42, 0, 42), (g.Result, ValueOf(() => g.Next()), g.Result));
    }

    [Fact, Row("RET-04")]
    public void The_end_has_a_value_and_it_is_empty_by_default()
    {
        object value = new();
        Assert.Null(new StopIterationException().Value);
        Assert.Same(value, StopIterationException.FromValue(value).Value);
        var typed = StopIterationException<int>.FromValue(42);
        Assert.Equal((42, 42), (typed.Value, ((StopIterationException)typed).Value));
        StopIterationException<string?> nothing = StopIterationException<string?>.FromValue(null);
        Assert.Equal((null, null), (nothing.Value, ((StopIterationException)nothing).Value));
        Assert.Equal(new StopIterationException().Message, typed.Message);
        Assert.False(typeof(StopIterationException).GetProperty("Value")!.CanWrite);
    }

    [Fact]
    public void An_end_made_with_a_message_has_no_value()
    {
        var cause = new ArithmeticException();
        StopIterationException<string> typed = new("text"), caused = new("text", cause);
        StopIterationException[] ends = [new("text"), new("text", cause), typed, caused];
        Assert.All(ends, end => Assert.Equal(("text", null), (end.Message, end.Value)));
        Assert.Equal([null, cause, null, cause], ends.Select(end => end.InnerException));
        Assert.Equal((null, null), (typed.Value, caused.Value));
        Assert.Equal((0, 0), (new StopIterationException<int>().Value, new StopIterationException<int>("text").Value));
    }

    [Fact, Row("RET-06")]
    public void An_end_thrown_and_caught_inside_the_body_is_an_ordinary_exception() =>
        Assert.Equal([42], new Generator<int>(
            async yield => { try { throw new StopIterationException(); } catch { await yield(42); } }));

    [Fact, Row("RET-07")]
    public void Before_the_end_there_is_no_result()
    {
        IntReturner g = null!;
        g = new(async yield => { HasNoResult(g); await yield(1); HasNoResult(g); return 42; });
        HasNoResult(g);
        HasNoResult(g.At(1));
        Assert.False(g.MoveNext());
        Assert.Equal((true, 42), (g.TryGetResult(out int result), result));
    }

    [Fact, Row("RET-07")]
    public void After_a_close_without_a_value_there_is_no_result() =>
        Assert.All([Echoing(), Echoing().At(1)], g => { g.Close(); HasNoResult(g); });

    [Fact, Row("RET-07")]
    public void After_a_failure_there_is_no_result_and_the_failure_is_the_cause()
    {
        var thrownInto = Echoing().At(1);
        var failed = new IntReturner(async yield => await yield(1) == 0 ? throw _e : 42).At(1);
        var closing = new IntReturner(
            async yield => { try { return await yield(1); } catch (GeneratorExitException) { throw _e; } }).At(1);
        Assert.Same(_e, Record.Exception(() => thrownInto.Throw(_e)));
        Assert.Same(_e, Record.Exception(() => failed.Next()));
        Assert.Same(_e, Record.Exception(closing.Close));
        Assert.All([thrownInto, failed, closing], g => HasNoResult(g, _e));
    }

    [Fact, Row("RET-07")]
    public void After_an_end_that_left_the_body_the_wrapper_is_the_cause()
    {
        bool fails = true;
        var g = new IntReturner(async yield => fails ? throw new StopIterationException() : 42);
        HasNoResult(g, Assert.Throws<InvalidOperationException>(() => g.Next()));
    }

    [Fact, Row("P479-04")]
    public void An_unguarded_advance_of_another_generator_counts()
    {
        var other = Yielding(1);
        var g = new Generator<int>(async yield => { while (true) await yield(other.Next()); }).At(1);
        Assert.IsType<StopIterationException>(Refuses("generator raised StopIteration", () => g.Next()).InnerException);
        Assert.Equal((Closed, Closed), (g.State, other.State));
    }

    [Fact, Row("P479-04")]
    public void An_unguarded_send_deep_below_the_body_counts()
    {
        var other = Echoing();
        var below = () => new[] { 42 }.Select(other.Send).Sum();
        var g = new Generator<int>(async yield => { await yield(other.Next()); await yield(below()); }).At(1);
        var wrapper = Assert.Throws<InvalidOperationException>(() => g.MoveNext());
        Assert.Equal(42, Assert.IsType<StopIterationException<int>>(wrapper.InnerException).Value);
        Assert.Equal(Closed, g.State);
    }

    [Fact, Row("P479-05")]
    public void Subclasses_count()
    {
        foreach (var end in (StopIterationException[])[StopIterationException<int>.FromValue(42), new OwnEnd()])
        {
            Generator<int> raised = Failing(end).At(1), thrownInto = Yielding(1).At(1);
            Assert.Same(end, Assert.Throws<InvalidOperationException>(() => raised.Next()).InnerException);
            Assert.Same(end, Assert.Throws<InvalidOperationException>(() => thrownInto.Throw(end)).InnerException);
            Assert.Equal((Closed, Closed), (raised.State, thrownInto.State));
            Assert.Equal((false, false), (raised.MoveNext(), thrownInto.MoveNext()));
        }
    }

    [Fact, Row("P479-09")]
    public void An_outer_may_catch_the_wrapper_at_its_delegation_and_go_on()
    {
        var end = new StopIterationException();
        var inner = Failing(end);
        Assert.Equal([1, 2], new Generator<int>(async yield =>
        {
            try { await yield.From(inner); Assert.Fail("Nothing was raised at the From."); }
            catch (InvalidOperationException e) when (e.InnerException == end) { await yield(2); }
        }));
        Assert.Equal(Closed, inner.State);
    }

    [Fact, Row("EXC-04")]
    public void Nothing_is_chained_by_itself()
    {
        var thrown = new TimeoutException();
        var g = Failing(thrown).At(1);
        try { throw _e; } catch (ArithmeticException) { Assert.Same(thrown, Record.Exception(() => g.Next())); }
        Assert.Equal((null, null), (thrown.InnerException, _e.InnerException));
    }

    [Fact, Row("EXC-05")]
    public void A_return_inside_a_try_is_not_seen_by_a_catch_all()
    {
        bool leave = true, caught = false;
        var g = new Generator<int>(
            async yield => { try { if (leave) return; await yield(1); } catch { caught = true; await yield(2); } });
        Assert.Equal((false, false, Closed), (g.MoveNext(), caught, g.State));
    }

    [Fact, Row("EXC-05")]
    public void A_return_of_a_value_inside_a_try_is_not_seen_by_a_catch_all()
    {
        bool caught = false;
        var g = new IntReturner(
            async yield => { try { return await yield(1); } catch { caught = true; return await yield(2); } }).At(1);
        Assert.Equal((false, 42, false), (g.TrySend(42), g.Result, caught));
    }

    private sealed class OwnEnd : StopIterationException;
}
