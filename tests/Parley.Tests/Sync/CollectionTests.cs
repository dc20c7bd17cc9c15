using System.Runtime.CompilerServices;
using static Parley.GeneratorState;
using static Parley.Tests.Harness.Tracking;

namespace Parley.Tests.Sync;

/// <summary>Dropped ones, and what a delegation no longer needs. What an end lets go of: Shared/ReleaseTests.</summary>
public class CollectionTests : SyncTests
{
    private int _finallies;

    public static TheoryData<string> Ends => ["Next", "Throw", "Exit", "Close"];
    private Generator<int> Endless() => Counting(() => _finallies++);

    // References to what is made by this call and dropped.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference[] Dropped(Func<object[]> make) => [.. make().Select(made => new WeakReference(made))];

    private static void AreCollected(WeakReference[] dropped)
    {
        Assert.NotEmpty(dropped);
        Assert.All(dropped, reference => Assert.False(Lives(reference)));
    }

    private static Generator<T> Ended<T>(string way, Generator<T> g)
    {
        if (way == "Next") Assert.False(g.MoveNext());
        else if (way == "Throw") Assert.Throws<ArithmeticException>(() => g.Throw(new ArithmeticException()));
        else if (way == "Exit") Assert.Throws<GeneratorExitException>(() => g.Throw(new GeneratorExitException()));
        else g.Close();
        return g;
    }

    [Fact, Row("GEN-17")]
    public void A_dropped_suspended_one_is_collected_and_its_finally_does_not_run()
    {
        var held = Endless().At(1);
        AreCollected(Dropped(() => [Endless().At(1)]));
        Assert.Equal(0, _finallies);
        held.Close();
        Assert.Equal(1, _finallies);
    }

    [Fact, Row("GEN-17")]
    public void A_held_suspended_one_is_not_collected()
    {
        var held = Endless().At(1);
        Assert.True(Lives(new WeakReference(held)));
        held.Close();
        Assert.Equal(1, _finallies);
    }

    [Fact, Row("GEN-17")]
    public void Dropped_ones_in_a_cycle_are_collected()
    {
        AreCollected(Dropped(() =>
        {
            Generator<int> a = null!, b = null!;
            a = Counting(() => { _finallies++; GC.KeepAlive(b); });
            b = Counting(() => { _finallies++; GC.KeepAlive(a); });
            return [a.At(1), b.At(1)];
        }));
        Assert.Equal(0, _finallies);
    }

    [Fact, Row("GEN-17")]
    public void A_dropped_one_that_delegates_is_collected_with_its_inner()
    {
        AreCollected(Dropped(() =>
        {
            var inner = Endless();
            var outer = new Generator<int>(
                async yield => { try { await yield.From(inner); } finally { _finallies++; } });
            return [outer.At(1), inner];
        }));
        Assert.Equal(0, _finallies);
    }

    [Fact, Row("GEN-17")]
    public void A_dropped_one_leaves_its_held_inner_open_and_is_collected_at_the_end_of_that_at_the_latest()
    {
        var inner = Endless();
        var outer = Dropped(() => [Delegating(inner).At(1)]);
        Assert.Equal((2, 0), (inner.Next(), _finallies));
        inner.Close();
        Assert.Equal(1, _finallies);
        AreCollected(outer);
        Assert.Equal(Closed, inner.State);
    }

    [Theory, MemberData(nameof(Ends))]
    public void Ended_outer_lets_its_inner_go(string way)
    {
        Generator<int> outer = null!;
        AreCollected(Dropped(() =>
        {
            var inner = Yielding(1);
            outer = Ended(way, Delegating(inner).At(1));
            return [inner];
        }));
        Assert.Equal(Closed, outer.State);
    }

    [Theory, MemberData(nameof(Ends))]
    public void Ended_inner_lets_its_outer_go(string way)
    {
        var inner = Yielding(1);
        AreCollected(Dropped(() => [Ended(way, Delegating(inner).At(1))]));
        Assert.Equal(Closed, inner.State);
    }

    [Theory, Row("NET-02"), MemberData(nameof(Ends))]
    public void Current_keeps_nothing_alive_once_ended(string way)
    {
        var inner = new Generator<object>(async yield => await yield(new object()));
        var outer = Delegating(inner);
        AreCollected(Dropped(() => { object value = outer.Next(); Ended(way, outer); return [value]; }));
        GC.KeepAlive((inner, outer));
    }

    [Fact]
    public void Outer_that_goes_on_lets_its_inner_and_its_enumerable_go()
    {
        var outer = new Generator<int>(
            async yield => { await yield.From(Yielding(1)); await yield.From(new List<int> { 2 }); await yield(3); });
        var dropped = Dropped(() => [outer.At(1).YieldingFrom!, outer.At(2).YieldingFrom!]);
        outer.At(3);
        AreCollected(dropped);
        Assert.Equal(Suspended, outer.State);
    }

    [Fact]
    public void Dropped_chain_is_collected() =>
        AreCollected(Dropped(() => { var inner = Yielding(1); return [Delegating(inner).At(1), inner]; }));

    [Fact]
    public void Outer_that_left_its_inner_behind_is_collected()
    {
        var inner = new Generator<int>(
            async yield => { try { await yield(1); } catch (GeneratorExitException) { await yield(2); } });
        AreCollected(Dropped(() =>
        {
            var outer = Delegating(inner).At(1);
            Assert.Throws<InvalidOperationException>(outer.Close);
            return [outer];
        }));
        Assert.Equal(Suspended, inner.State);
    }
}
