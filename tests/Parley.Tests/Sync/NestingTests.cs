using static Parley.GeneratorState;

namespace Parley.Tests.Sync;

/// <summary>Bodies in bodies, where the outer yield is but a variable; loops over another one; recursion.</summary>
public class NestingTests : SyncTests
{
    private const string NotItsOwn = "outside of the running body";

    [Fact, Row("T262-23")]
    public void Nested_body_that_awaits_the_yield_of_the_outer_fails_there_and_the_outer_goes_on()
    {
        Generator<int> inner = null!;
        var outer = new Generator<int>(async yield =>
        {
            inner = new(async _ => { try { await yield(1); _log.Add("passed"); } finally { _log.Add("finally"); } });
            Refuses(NotItsOwn, () => inner.Next());
            _log.Add("refused");
            await yield(2);
            await yield(3);
        }).At(2);
        _log.Reads("finally", "refused");
        Assert.Equal((Closed, 3, false), (inner.State, outer.Next(), outer.MoveNext()));
    }

    [Fact, Row("T262-23")]
    public void Nested_body_may_catch_it_and_use_its_own_yield() =>
        Assert.Equal([10, 11, 2], new Generator<int>(async yield =>
        {
            await yield.From(new Generator<int>(async mine =>
            {
                try { await yield(1); } catch (InvalidOperationException) { await mine(10); await mine(11); }
            }));
            await yield(2);
        }));

    [Fact, Row("T262-23")]
    public void Nested_body_that_awaits_a_From_of_the_outer_fails_there() =>
        Assert.Equal([3], new Generator<int>(async yield =>
        {
            Refuses(NotItsOwn, () => new Generator<int>(async _ => await yield.From([1, 2])).Next());
            await yield(3);
        }));

    [Fact, Row("T262-23")]
    public void Body_that_is_delegated_to_can_not_use_the_yield_of_its_delegator()
    {
        Assert.Equal([1, 3, 4], new Generator<int>(async yield =>
        {
            await yield.From(new Generator<int>(async mine =>
            {
                await mine(1);
                try { await yield(2); } catch (InvalidOperationException e) { _log.Add(e.Message); }
                await mine(3);
            }));
            await yield(4);
        }));
        Assert.Contains(NotItsOwn, Assert.Single(_log), StringComparison.Ordinal);
    }

    [Fact, Row("T262-21")]
    public void Closing_a_body_paused_in_a_loop_over_another_generator_closes_that_one()
    {
        var inner = Counting(() => _log.Add("inner finally"));
        new Generator<int>(async yield =>
        {
            try { foreach (int x in inner) await yield(x); } finally { _log.Add($"outer finally, {inner.State}"); }
        }).At(1).Close();
        _log.Reads("inner finally; outer finally, Closed");
    }

    [Theory, Row("T262-21"), InlineData(false), InlineData(true)]
    public void Failure_of_that_close_comes_out_instead_of_the_exception(bool closes)
    {
        var inner = Counting(() => throw _e);
        var outer = new Generator<int>(async yield => { foreach (int x in inner) await yield(x); }).At(1);
        Action end = closes ? outer.Close : () => outer.Throw(new InvalidCastException());
        Assert.Same(_e, Record.Exception(end));
        Assert.Equal(Closed, outer.State);
    }

    [Fact, Row("T262-20")]
    public void Twenty_levels_yield_on_their_way_in_and_out()
    {
        IntReturner level(int n) => new(async yield =>
        {
            await yield(n);
            int below = n == 20 ? 0 : await yield.From(level(n + 1));
            await yield(-n);
            return below + 1;
        });
        var g = level(1);
        Assert.Equal([.. Enumerable.Range(1, 20), .. Enumerable.Range(1, 20).Select(n => n - 21)], g);
        Assert.Equal(20, g.Result);
    }

    [Theory, Row("T262-20"), InlineData(false, new[] { 3, 2, 1, 1, 2, 1, 1 })]
    [InlineData(true, new[] { 34, 34, 34, 34, 34, 34, 34 })]
    public void Countdown_with_delegations_between_or_inside_its_yields(bool inside, int[] values)
    {
        Generator<int, int, int> countdown(int n) => new(async yield =>
        {
            while (n > 0 && inside) await yield(await yield.From(countdown(--n)));
            while (n > 0) { await yield(n); await yield.From(countdown(--n)); }
            return 34;
        });
        var g = countdown(3);
        Assert.Equal(values, g);
        Assert.Equal(34, g.Result);
    }
}
