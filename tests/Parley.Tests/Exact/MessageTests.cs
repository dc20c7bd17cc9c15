using static Parley.GeneratorState;
using static Parley.Tests.Exact.Messages;

namespace Parley.Tests.Exact;

// What the calls of a generator say. The generator is afterwards as it was: that is the second half of each test.
public class MessageTests
{
    [Fact, Message("AlreadyExecuting")]
    public void Any_call_from_inside_the_body_says_that_it_executes_already()
    {
        Generator<int, int, int> me = null!;
        me = new(async yield => { int sent = await yield(1); AllRefuse(me); return await yield(sent); });
        Assert.Equal((1, 42, false, 43), (me.Next(), me.Send(42), me.TrySend(43), me.Result));
    }

    [Fact, Message("AlreadyExecuting")]
    public void Delegating_to_itself_says_so_at_the_From()
    {
        Generator<string> me = null!;
        me = new(async yield =>
        {
            try { await yield.From(me); }
            catch (InvalidOperationException e) { await yield(e.Message); }
        });
        Assert.Equal((AlreadyExecuting, false), (me.Next(), me.MoveNext()));
    }

    [Fact, Message("AlreadyRunning")]
    public async Task A_second_call_of_an_asynchronous_generator_says_that_one_is_pending()
    {
        var gate = new TaskCompletionSource();
        AsyncGenerator<int> g = new(async yield => { await gate.Task; await yield(1); });
        ValueTask<int> pending = g.NextAsync();
        await Says(AlreadyRunning, async () => await g.NextAsync());
        gate.SetResult();
        Assert.Equal(1, await pending);
    }

    [Fact, Message("JustStarted")]
    public void A_send_before_the_first_advance_says_that_no_yield_is_paused()
    {
        Generator<string?, string?> g = new(async yield => await yield(await yield("first")));
        Says(JustStarted, () => g.Send("lost"));
        Says(JustStarted, () => g.TrySend("lost"));
        Says(JustStarted, () => g.Send(null));
        Assert.Equal((Created, "first", "kept"), (g.State, g.Next(), g.Send("kept")));
    }

    [Fact, Message("IgnoredExit")]
    public void A_close_that_the_body_ignores_says_so_and_can_be_repeated()
    {
        Generator<int> g = new(async yield =>
        {
            for (int i = 1; i < 5; i++)
            {
                try { await yield(i); }
                catch (GeneratorExitException) when (i is 1 or 3) { }
            }
        });
        g.Next();
        Says(IgnoredExit, g.Close);
        Assert.Equal((Suspended, 1, 3), (g.State, g.Current, g.Next()));
        Says(IgnoredExit, g.Dispose);
        Assert.Equal(Suspended, g.State);
        g.Close();
        Assert.Equal(Closed, g.State);
    }

    [Fact, Message("RaisedStopIteration")]
    public void An_end_that_leaves_the_body_says_whose_it_may_be()
    {
        var empty = new Generator<int>(async _ => { });
        Generator<int> g = new(async yield => { await yield(1); await yield(empty.Next()); });
        g.Next();
        Assert.IsType<StopIterationException>(Says(RaisedStopIteration, () => g.Next()).InnerException);
        Assert.Equal((Closed, false), (g.State, g.MoveNext()));
    }

    [Fact, Message("RaisedStopIteration")]
    public void A_thrown_in_end_is_wrapped_the_same_and_kept_inside()
    {
        Generator<int> g = new Generator<int>(async yield => await yield(1)).Prime();
        var end = StopIterationException.FromValue(7);
        Assert.Same(end, Says(RaisedStopIteration, () => g.Throw(end)).InnerException);
        Assert.Equal(Closed, g.State);
    }

    [Fact, Message("AlreadyPrimed")]
    public void Prime_says_that_it_is_for_a_new_generator()
    {
        Generator<int, int, int> g = new(async yield => await yield(1) + await yield(2));
        Assert.Same(g, g.Prime());
        Says(AlreadyPrimed, () => g.Prime());
        Says(AlreadyPrimed, () => ((Generator<int, int>)g).Prime());
        Says(AlreadyPrimed, () => ((Generator<int>)g).Prime());
        Assert.Equal((Suspended, 1, 2, false), (g.State, g.Current, g.Send(3), g.TrySend(4)));
        Says(AlreadyPrimed, () => g.Prime());
        Assert.Equal(7, g.Result);
    }

    [Fact, Message("IgnoredExit")]
    public void A_loop_loses_its_own_exception_to_an_ignored_exit_which_says_so()
    {
        Generator<int> g = new(async yield => { try { await yield(1); } finally { await yield(2); } });
        var error = Says(IgnoredExit, () => { foreach (int x in g) throw new ArithmeticException(); });
        Assert.Null(error.InnerException);
        Assert.Contains("this error has replaced it", error.Message);
    }

    [Fact]
    public void Reset_says_to_make_a_new_one()
    {
        Generator<int> g = new(async yield => await yield(1));
        var refusal = Assert.Throws<NotSupportedException>(((System.Collections.IEnumerator)g).Reset);
        Assert.Equal(("A generator can't be reset. Create a new one.", 1), (refusal.Message, g.Next()));
    }

    [Fact]
    public void The_end_and_the_exit_have_messages_of_their_own()
    {
        string? exit = null;
        new Generator<int>(async yield =>
        {
            try { await yield(1); }
            catch (GeneratorExitException e) { exit = e.Message; }
        }).Prime().Close();
        Assert.Equal("The generator is being closed.", exit);
        Assert.Equal((Ended, Ended), (new StopIterationException().Message, new StopIterationException<int>().Message));
    }
}
