using Parley.CompilerServices;
using static Parley.GeneratorState;
using static Parley.Tests.Exact.Messages;

namespace Parley.Tests.Exact;

// A `yield` that is awaited, and compiles, where it doesn't belong: refused there, and its own generator goes on.
public class MisplacedYieldTests
{
    [Fact, Row("T262-23")]
    public void In_another_generators_body_it_is_refused_there_and_both_go_on()
    {
        List<object> log = [];
        Generator<int, int> outer = new(async yield =>
        {
            Generator<int, int> nested = new(async own =>
            {
                try { log.Add(await yield(-1)); }
                catch (InvalidOperationException e) { log.Add(e.Message); }
                finally { log.Add("finally"); }
                log.Add(await own(2));
            });
            log.Add(await yield(1));
            log.Add(nested.Next());
            log.Add(await yield(3));
            Assert.False(nested.TrySend(20));
        });
        Assert.Equal((1, 3, false), (outer.Next(), outer.Send(10), outer.TrySend(30)));
        Assert.Equal([10, NotInItsBody, "finally", 2, 30, 20], log);
    }

    [Fact, Row("T262-23")]
    public void In_another_generators_body_uncaught_it_ends_that_one()
    {
        List<string> log = [];
        Generator<int> outer = new(async yield =>
        {
            Generator<int> nested = new(async _ =>
            {
                try { await yield(-1); }
                finally { log.Add("finally"); }
            });
            Says(NotInItsBody, () => nested.MoveNext());
            Assert.Equal(Closed, nested.State);
            await yield(1);
        });
        Assert.Equal([1], outer);
        Assert.Equal(["finally"], log);
    }

    [Fact]
    public void A_From_in_another_generators_body_is_refused_there_and_the_inner_never_runs()
    {
        Generator<int, int, int> inner = new(async _ => throw new FormatException());
        Generator<int, int> outer = new(async yield =>
        {
            Generator<int> nested = new(async _ => await yield.From((Generator<int>)inner));
            Generator<int, int, int> returning = new(async _ => await yield.From(inner));
            Generator<int> looping = new(async _ => await yield.From([1, 2]));
            Says(NotInItsBody, () => nested.Next());
            Says(NotInItsBody, () => returning.Next());
            Says(NotInItsBody, () => looping.Next());
            await yield(await yield(1));
        });
        Assert.Equal((1, 2, Created), (outer.Next(), outer.Send(2), inner.State));
    }

    [Fact]
    public void In_the_inner_that_its_generator_delegates_to_it_is_refused()
    {
        Generator<int> outer = new(async yield =>
        {
            Generator<int> inner = new(async own =>
            {
                Says(NotInItsBody, () => yield(-1));
                Says(NotInItsBody, () => yield.From([-1]));
                await own(1);
                await yield(-2);
            });
            try { await yield.From(inner); }
            catch (InvalidOperationException e) when (e.Message == NotInItsBody) { await yield(2); }
        });
        Assert.Equal([1, 2], outer);
    }

    [Fact]
    public void In_a_body_that_is_being_closed_its_finally_blocks_run_and_the_closer_is_told()
    {
        List<string> log = [];
        Generator<int> outer = new(async yield =>
        {
            Generator<int> nested = new(async own =>
            {
                try { await own(1); }
                finally { try { await yield(-1); } finally { log.Add("finally"); } }
            });
            nested.Next();
            Says(NotInItsBody, nested.Close);
            Assert.Equal(Closed, nested.State);
            await yield(2);
        });
        Assert.Equal(2, outer.Next());
        Assert.Equal(["finally"], log);
    }

    [Fact]
    public void A_body_that_was_made_with_anothers_yield_is_refused_at_its_first_await()
    {
        static async GeneratorBody One(Yield<int> yield) => await yield(1);
        Yield<int> kept = null!;
        Generator<int> first = new(yield => { kept = yield; return One(yield); }), second = new(_ => One(kept));
        Says(NotInItsBody, () => second.Next());
        Assert.Equal(Closed, second.State);
        Assert.Equal([1], first);
    }

    [Fact]
    public void A_stale_awaitable_is_refused_in_another_body_and_its_generator_stays_paused()
    {
        YieldAwaitable<int, int> stale = default;
        Generator<int, int> g = new(async yield => { stale = yield(-1); await yield(await yield(1)); });
        Generator<int> other = new(async yield =>
        {
            try { await stale; }
            catch (InvalidOperationException e) when (e.Message == NotInItsBody) { await yield(5); }
        });
        Assert.Equal(1, g.Next());
        Assert.Equal([5], other);
        Assert.Equal((Suspended, 1, 2), (g.State, g.Current, g.Send(2)));
    }
}
