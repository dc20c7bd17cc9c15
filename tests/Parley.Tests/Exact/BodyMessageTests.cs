using Parley.CompilerServices;
using static Parley.GeneratorState;
using static Parley.Tests.Exact.Messages;

namespace Parley.Tests.Exact;

// What is said of a body, of what it awaits, and of its result. The generator is afterwards as it was.
public class BodyMessageTests
{
    [Fact, Message("NotInItsBody")]
    public void A_yield_used_from_outside_says_where_it_belongs()
    {
        Yield<int, int> kept = null!;
        Generator<int, int> g = new(async yield => { kept = yield; await yield(await yield(1)); });
        g.Next();
        Says(NotInItsBody, () => kept(5));
        Assert.Equal((Suspended, 1, 2), (g.State, g.Current, g.Send(2)));
    }

    [Fact, Message("NoGenerator")]
    public void Awaiting_a_default_value_says_so()
    {
        Generator<int> g = new(async yield =>
        {
            Says(NoGenerator, Running(async _ => { await default(YieldAwaitable<int>); return 0; }));
            Says(NoGenerator, Running(async _ => await default(YieldAwaitable<int, int>)));
            Says(NoGenerator, Running(async _ => { await default(YieldFromAwaitable<int>); return 0; }));
            Says(NoGenerator, Running(async _ => await default(YieldFromAwaitable<int, int, int>)));
            try { await default(YieldAwaitable<int>); }
            catch (InvalidOperationException e) when (e.Message == NoGenerator) { await yield(5); }
        });
        Assert.Equal((5, Suspended, false), (g.Next(), g.State, g.MoveNext()));

        static Action Running(Func<Yield<int, int>, GeneratorBody<int>> body) =>
            () => new Generator<int, int, int>(body).Next();
    }

    [Fact, Message("NotAnAsyncBody")]
    public void Without_an_async_body_the_first_advance_says_so()
    {
        Generator<int, int> g = new(_ => default(GeneratorBody));
        Says(NotAnAsyncBody, () => g.Next());
        Says(NotAnAsyncBody, () => g.MoveNext());
        Says(NotAnAsyncBody, () => g.Prime());
        Assert.Equal(Created, g.State);
        Says(JustStarted, () => g.Send(1));
        Generator<int, int> outer = new(async yield =>
        {
            try { await yield.From(g); }
            catch (InvalidOperationException e) { Assert.Equal(NotAnAsyncBody, e.Message); }
            await yield(1);
        });
        Assert.Equal((1, Created), (outer.Next(), g.State));
        g.Close();
        Assert.False(g.MoveNext());
    }

    [Fact, Message("OtherSendType")]
    public void Delegating_to_a_generator_with_other_sends_says_which()
    {
        Generator<int, string?> inner = new(async yield => await yield((await yield(1))!.Length));
        List<string> refusals = [];
        Generator<int, int> outer = new(async yield =>
        {
            try { await yield.From((IEnumerable<int>)inner); }
            catch (InvalidOperationException e) { refusals.Add(e.Message); }
            try { await yield.From((Generator<int>)inner); }
            catch (InvalidOperationException e) { refusals.Add(e.Message); }
            await yield(await yield(7));
        });
        Assert.Equal(7, outer.Next());
        Assert.Equal([OtherSendType, OtherSendType], refusals);
        Assert.Equal((8, Created, 1, 3), (outer.Send(8), inner.State, inner.Next(), inner.Send("abc")));
    }

    [Fact, Message("CannotSend")]
    public void A_send_while_it_delegates_to_an_enumerable_says_so_at_the_From()
    {
        string? refusal = null;
        Generator<int, int> g = new(async yield =>
        {
            try { await yield.From([1, 2, 3]); }
            catch (InvalidOperationException e) { refusal = e.Message; }
            await yield(await yield(7));
        });
        Assert.Equal((1, 7, 8), (g.Next(), g.Send(0), g.Send(8)));
        Assert.Equal(CannotSend, refusal);
    }

    [Fact, Message("CannotSend")]
    public void A_send_that_an_enumerable_gets_and_nobody_catches_reaches_the_caller()
    {
        Generator<int, int> g = new(async yield => await yield.From([1, 2, 3]));
        g.Next();
        Says(CannotSend, () => g.TrySend(0));
        Assert.Equal(Closed, g.State);
    }

    [Fact, Message("NoResultYet")]
    public void A_result_asked_for_before_the_end_says_to_wait()
    {
        Generator<int, int, int> g = null!;
        g = new(async yield => { Says(NoResultYet, () => _ = g.Result); return await yield(1); });
        Says(NoResultYet, () => _ = g.Result);
        g.Next();
        Says(NoResultYet, () => _ = g.Result);
        Assert.Equal((Suspended, false, 2), (g.State, g.TrySend(2), g.Result));
    }

    [Fact, Message("NoResult")]
    public void A_result_asked_for_after_a_close_or_a_failure_says_which()
    {
        static Generator<int, int, int> Make() => new(async yield => await yield(1));
        Generator<int, int, int> closed = Make().Prime(), failed = Make().Prime();
        closed.Close();
        Assert.Null(Says(NoResult, () => _ = closed.Result).InnerException);
        Assert.Null(Says(NoResult, () => _ = closed.Result).InnerException);
        var failure = new FormatException();
        Assert.Same(failure, Record.Exception(() => failed.Throw(failure)));
        Assert.Same(failure, Says(NoResultButFailure, () => _ = failed.Result).InnerException);
        Assert.Equal((Closed, false), (failed.State, failed.TryGetResult(out _)));
    }
}
