using Parley.CompilerServices;
using static Parley.GeneratorState;
using static Parley.Tests.Exact.Messages;

namespace Parley.Tests.Exact;

// What is said of a body that isn't an async lambda's, of what it awaits, and of its result; what else a `yield` can be
// but the parameter itself. The generator is afterwards as it was.
public class BodyMisuseTests
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
        static Action Running(Func<Yield<int, int>, GeneratorBody<int>> body) =>
            () => new Generator<int, int, int>(body).Next();
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

    [Fact]
    public void A_default_body_is_refused_at_each_advance_and_can_be_closed()
    {
        Generator<int> plain = new(_ => default);
        Generator<int, int, int> returning = new(_ => default);
        Says(NotAnAsyncBody, () => plain.Next());
        Says(NotAnAsyncBody, () => plain.MoveNext());
        Says(NotAnAsyncBody, () => returning.Next());
        Assert.Equal(Created, returning.State);
        returning.Close();
        Assert.Equal((Closed, false), (returning.State, returning.TryGetResult(out _)));
        Says(NotAnAsyncBody, () => Assert.Equal([0], plain));
        Assert.Equal(Closed, plain.State);
    }

    [Fact]
    public void A_default_body_is_thrown_into_as_any_new_one()
    {
        Generator<int> g = new(_ => default);
        var exception = new FormatException();
        Assert.Same(exception, Record.Exception(() => g.Throw(exception)));
        Assert.Equal(Closed, g.State);
    }

    [Fact]
    public void A_body_used_twice_serves_the_first_generator_only()
    {
        static async GeneratorBody Body(Yield<int, int> yield) => await yield(await yield(1));
        GeneratorBody used = default;
        Generator<int, int> first = new(yield => used = Body(yield)), second = new(_ => used);
        Generator<string> third = new(_ => used);
        Says(NotAnAsyncBody, () => second.Next());
        Assert.Equal(1, first.Next());
        Says(NotAnAsyncBody, () => third.Next());
        second.Close();
        third.Close();
        Assert.Equal((Suspended, 2, false), (first.State, first.Send(2), first.MoveNext()));
        Says(NotAnAsyncBody, () => new Generator<int>(_ => used).Next());
    }

    [Fact]
    public void A_body_that_returns_a_value_used_twice_serves_the_first_generator_only()
    {
        static async GeneratorBody<int> Body(Yield<int, int> yield) => await yield(1);
        GeneratorBody<int> used = default;
        Generator<int, int, int> first = new(yield => used = Body(yield));
        Generator<string, string, int> second = new(_ => used);
        first.Next();
        Says(NotAnAsyncBody, () => second.Next());
        Assert.Equal((false, 2, false), (first.TrySend(2), first.Result, second.TryGetResult(out _)));
    }

    [Fact]
    public void A_body_that_forwards_to_an_async_method_works()
    {
        static async GeneratorBody<string> Count(Yield<int, int> yield, int from) => $"{from} {await yield(from)}";
        int calls = 0;
        Generator<int, int, string> g = new(yield => { calls++; return Count(yield, 3); });
        Assert.Equal((1, 3, false, "3 4", 1), (calls, g.Next(), g.TrySend(4), g.Result, calls));
    }

    [Fact]
    public void A_body_that_throws_when_called_throws_from_the_constructor()
    {
        var exception = new FormatException();
        Assert.Same(exception, Record.Exception(() => new Generator<int>(_ => throw exception)));
    }

    [Fact]
    public void A_yield_in_a_body_that_is_not_async_is_refused_in_the_constructor() =>
        Says(NotInItsBody, () => _ = new Generator<int>(yield => { yield(1); return default; }));

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
        Assert.Equal((1, 7, 8, CannotSend), (g.Next(), g.Send(0), g.Send(8), refusal));
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

    [Fact]
    public void A_wrapped_yield_works_as_the_one_inside()
    {
        Generator<int, int, int> inner = new(async yield => await yield(4));
        Generator<int, int, int> g = new(async yield =>
        {
            Yield<int, int> wrapped = value => yield(value);
            int sum = await wrapped(1) + await wrapped.From(inner);
            await wrapped.From([5, 6]);
            await wrapped.From((Generator<int>)new Generator<int>(async own => await own(7)));
            return sum + await wrapped();
        });
        Assert.Equal([1, 4, 5, 6, 7, 0], [g.Next(), g.Send(10), g.Send(20), g.Next(), g.Next(), g.Next()]);
        Assert.Equal((false, 60), (g.TrySend(30), g.Result));
    }

    [Fact]
    public void A_wrapped_yield_without_sends_works_as_the_one_inside()
    {
        Generator<int> g = new(async yield =>
        {
            Yield<int> twice = value => yield(value * 2);
            await twice(1);
            await twice.From(new Generator<int>(async own => await own(5)));
            await twice.From([6]);
            await twice(await twice.From(new Generator<int, int, int>(async own => await own(7) + 8)));
        });
        Assert.Equal([2, 5, 6, 7, 16], g);
    }
}
