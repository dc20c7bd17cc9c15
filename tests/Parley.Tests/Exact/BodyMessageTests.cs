using Parley.CompilerServices;
using Xunit;
using static Parley.Tests.Exact.Messages;

namespace Parley.Tests.Exact;

// What is said of a body, of what it awaits, and of its result. The generator is afterwards as it was.
public class BodyMessageTests
{
    [Fact, Message("NotInItsBody")]
    public void A_yield_used_from_outside_says_where_it_belongs()
    {
        Yield<int, int> kept = null!;
        Generator<int, int> g = new(async yield =>
        {
            kept = yield;
            await yield(await yield(1));
        });
        g.Next();
        Says(NotInItsBody, () => kept(5));
        Assert.Equal(GeneratorState.Suspended, g.State);
        Assert.Equal(1, g.Current);
        Assert.Equal(2, g.Send(2));
    }

    [Fact, Message("NoGenerator")]
    public void Awaiting_a_default_value_says_so()
    {
        Generator<int> g = new(async yield =>
        {
            int refusals = 0;
            async GeneratorBody<int> Await(Yield<int, int> _, int which)
            {
                switch (which)
                {
                    case 0: await default(YieldAwaitable<int>); break;
                    case 1: await default(YieldAwaitable<int, int>); break;
                    case 2: await default(YieldFromAwaitable<int>); break;
                    default: await default(YieldFromAwaitable<int, int, int>); break;
                }

                return 0;
            }

            for (int i = 0; i < 4; i++)
            {
                int which = i;
                Says(NoGenerator, () => new Generator<int, int, int>(y => Await(y, which)).Next());
                refusals++;
            }

            try
            {
                await default(YieldAwaitable<int>);
            }
            catch (InvalidOperationException e) when (e.Message == NoGenerator)
            {
                refusals++;
            }

            await yield(refusals);
        });
        Assert.Equal(5, g.Next());
        Assert.Equal(GeneratorState.Suspended, g.State);
        Assert.False(g.MoveNext());
    }

    [Fact, Message("NotAnAsyncBody")]
    public void Without_an_async_body_the_first_advance_says_so()
    {
        Generator<int, int> g = new(_ => default(GeneratorBody));
        Says(NotAnAsyncBody, () => g.Next());
        Says(NotAnAsyncBody, () => g.MoveNext());
        Says(NotAnAsyncBody, () => g.Prime());
        Assert.Equal(GeneratorState.Created, g.State);
        Says(JustStarted, () => g.Send(1));

        Generator<int, int> outer = new(async yield =>
        {
            try
            {
                await yield.From(g);
            }
            catch (InvalidOperationException e)
            {
                Assert.Equal(NotAnAsyncBody, e.Message);
            }

            await yield(1);
        });
        Assert.Equal(1, outer.Next());
        Assert.Equal(GeneratorState.Created, g.State);
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
            foreach (IEnumerable<int> other in new IEnumerable<int>[] { inner, inner })
            {
                try
                {
                    await (refusals.Count == 0 ? yield.From(other) : yield.From((Generator<int>)other));
                }
                catch (InvalidOperationException e)
                {
                    refusals.Add(e.Message);
                }
            }

            await yield(await yield(7));
        });
        Assert.Equal(7, outer.Next());
        Assert.Equal([OtherSendType, OtherSendType], refusals);
        Assert.Equal(8, outer.Send(8));
        Assert.Equal(GeneratorState.Created, inner.State);
        Assert.Equal(1, inner.Next());
        Assert.Equal(3, inner.Send("abc"));
    }

    [Fact, Message("CannotSend")]
    public void A_send_while_it_delegates_to_an_enumerable_says_so_at_the_From()
    {
        InvalidOperationException? refusal = null;
        Generator<int, int> g = new(async yield =>
        {
            try
            {
                await yield.From([1, 2, 3]);
            }
            catch (InvalidOperationException e)
            {
                refusal = e;
            }

            await yield(await yield(7));
        });
        Assert.Equal(1, g.Next());
        Assert.Equal(7, g.Send(0));
        Assert.Equal(CannotSend, refusal!.Message);
        Assert.Equal(8, g.Send(8));
    }

    [Fact, Message("CannotSend")]
    public void A_send_that_an_enumerable_gets_and_nobody_catches_reaches_the_caller()
    {
        Generator<int, int> g = new(async yield => await yield.From([1, 2, 3]));
        g.Next();
        Says(CannotSend, () => g.TrySend(0));
        Assert.Equal(GeneratorState.Closed, g.State);
    }

    [Fact, Message("NoResultYet")]
    public void A_result_asked_for_before_the_end_says_to_wait()
    {
        Generator<int, int, int> g = null!;
        g = new(async yield =>
        {
            Says(NoResultYet, () => _ = g.Result);
            return await yield(1);
        });
        Says(NoResultYet, () => _ = g.Result);
        g.Next();
        Says(NoResultYet, () => _ = g.Result);
        Assert.Equal(GeneratorState.Suspended, g.State);
        g.TrySend(2);
        Assert.Equal(2, g.Result);
    }

    [Fact, Message("NoResult")]
    public void A_result_asked_for_after_a_close_or_a_failure_says_which()
    {
        Generator<int, int, int> closed = new(async yield => await yield(1));
        closed.Next();
        closed.Close();
        Assert.Null(Says(NoResult, () => _ = closed.Result).InnerException);
        Assert.Null(Says(NoResult, () => _ = closed.Result).InnerException);

        Generator<int, int, int> failed = new(async yield => await yield(1));
        var failure = new FormatException();
        failed.Next();
        Assert.Same(failure, Record.Exception(() => failed.Throw(failure)));
        Assert.Same(failure, Says(NoResultButFailure, () => _ = failed.Result).InnerException);
        Assert.Equal(GeneratorState.Closed, failed.State);
        Assert.False(failed.TryGetResult(out _));
    }
}
