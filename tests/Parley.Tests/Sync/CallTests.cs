using static Parley.GeneratorState;

namespace Parley.Tests.Sync;

/// <summary>Send, Throw and Close.</summary>
public class CallTests : SyncTests
{
    [Fact, Row("SEND-04")]
    public void Null_and_the_default_are_sends_too()
    {
        RefusesSends(Yielding<int, string?>(1), null);
        RefusesSends(Yielding<int, int>(1), default);
        static void RefusesSends<T>(Generator<int, T> g, T value)
        {
            Assert.Throws<InvalidOperationException>(() => g.Send(value));
            Assert.Throws<InvalidOperationException>(() => g.TrySend(value));
            Assert.Equal((Created, 1), (g.State, g.Next()));
        }
    }

    [Fact, Row("SEND-05")]
    public void A_loop_that_adds_up_what_is_sent_keeps_its_locals()
    {
        var g = new Generator<int, int>(async yield => { int sum = 0; while (true) sum += await yield(sum); });
        Assert.Equal((0, 10, 20, true, 30), (g.Next(), g.Send(10), g.Send(10), g.TrySend(10), g.Current));
    }

    [Theory, Row("THROW-04"), InlineData("returned"), InlineData("closed"), InlineData("failed")]
    public void Thrown_into_one_that_has_ended_it_comes_straight_back(string how)
    {
        var failure = new TimeoutException();
        var g = new Generator<int, int, int>(async yield => await yield(1) == 42 ? 42 : throw failure).At(1);
        if (how == "returned") Assert.False(g.TrySend(42));
        else if (how == "closed") g.Close();
        else Assert.Same(failure, Record.Exception(() => g.Next()));
        GivesBack(_e, g);
        Assert.Equal((how == "returned", how == "returned" ? 42 : 0), (g.TryGetResult(out int result), result));
    }

    [Fact, Row("THROW-07")]
    public void Null_is_refused_and_changes_nothing()
    {
        var g = Yielding(1, 2);
        Action[] calls = [() => g.Throw(null!), () => g.TryThrow(null!)];
        Action refuses = () => Assert.All(calls, call => Assert.Throws<ArgumentNullException>("exception", call));
        refuses();
        Assert.Equal((Created, 1), (g.State, g.Next()));
        refuses();
        Assert.Equal((Suspended, 2, false), (g.State, g.Next(), g.MoveNext()));
        refuses();
        Assert.Equal(Closed, g.State);
    }

    [Fact, Row("THROW-12")]
    public void An_end_thrown_into_a_fresh_or_finished_one_comes_back_unwrapped()
    {
        var end = StopIterationException.FromValue(42);
        Generator<int> thrown = Yielding(1), tried = Yielding(1);
        Assert.Same(end, Record.Exception(() => thrown.Throw(end)));
        Assert.Same(end, Record.Exception(() => tried.TryThrow(end)));
        Assert.All([thrown, tried], g => GivesBack(end, g));
        Assert.False(tried.MoveNext());
    }

    private static void GivesBack(Exception thrown, Generator<int> closed)
    {
        Assert.Equal(Closed, closed.State);
        Assert.Same(thrown, Record.Exception(() => closed.Throw(thrown)));
        Assert.Same(thrown, Record.Exception(() => closed.TryThrow(thrown)));
        Assert.Equal(Closed, closed.State);
    }

    [Fact, Row("CLOSE-06")]
    public void A_catch_of_every_exception_takes_the_exit_too()
    {
        bool patient = true;
        var g = new Generator<int>(async yield =>
        {
            while (patient) { try { await yield(1); } catch (Exception e) { _log.Add(Trace.Words(e)); } }
        }).At(1);
        Refuses("when (e is not GeneratorExitException)", g.Close);
        Assert.Throws<InvalidOperationException>(g.Dispose);
        Assert.Equal(Suspended, g.State);
        patient = false;
        g.Close();
        _log.Reads("exit", "exit", "exit");
        Assert.Equal(Closed, g.State);
    }

    [Fact, Row("CLOSE-06")]
    public void A_filter_lets_the_exit_pass()
    {
        List<Exception> caught = [];
        var g = new Generator<int>(async yield =>
        {
            while (true)
            {
                try { await yield(caught.Count); }
                catch (Exception raised) when (raised is not GeneratorExitException) { caught.Add(raised); }
            }
        });
        Assert.Equal((0, 1), (g.Next(), g.Throw(_e)));
        g.Close();
        Assert.Equal([_e], caught);
        Assert.Equal(Closed, g.State);
    }

    [Fact, Row("CLOSE-12")]
    public void A_second_close_leaves_the_result_of_the_first()
    {
        int exits = 0;
        var g = new IntReturner(
            async yield => { try { return await yield(1); } catch (GeneratorExitException) { return ++exits; } }).At(1);
        g.Close();
        Assert.Equal(1, g.Result);
        g.Close();
        g.Dispose();
        Assert.Equal((1, 1), (g.Result, exits));
    }
}
