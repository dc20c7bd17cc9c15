using System.Runtime.CompilerServices;
using Parley.Tests.Harness;
using Xunit;
using static Parley.Tests.Harness.Tracking;

namespace Parley.Tests.Sync;

/// <summary>Dropped generators. What a held one lets go of at its end is in Shared/ReleaseTests.</summary>
public class CollectionTests
{
    private int _finallies;

    [Fact, Row("GEN-17")]
    public void A_dropped_suspended_one_is_collected_and_its_finally_does_not_run()
    {
        var held = Suspended();
        var dropped = Drop();
        Assert.False(Lives(dropped));
        Assert.Equal(0, _finallies);
        held.Close();
        Assert.Equal(1, _finallies);

        [MethodImpl(MethodImplOptions.NoInlining)]
        WeakReference Drop() => new(Suspended());
    }

    [Fact, Row("GEN-17")]
    public void A_held_suspended_one_is_not_collected()
    {
        var held = Suspended();
        var reference = new WeakReference(held);
        Assert.True(Lives(reference));
        held.Close();
        Assert.Equal(1, _finallies);
    }

    [Fact, Row("GEN-17")]
    public void Dropped_ones_in_a_cycle_are_collected()
    {
        var (a, b) = Drop();
        Assert.False(Lives(a));
        Assert.False(Lives(b));
        Assert.Equal(0, _finallies);

        [MethodImpl(MethodImplOptions.NoInlining)]
        (WeakReference, WeakReference) Drop()
        {
            Generator<int> a = null!, b = null!;
            a = new(async yield =>
            {
                try
                {
                    await yield(1);
                }
                finally
                {
                    _finallies++;
                    GC.KeepAlive(b);
                }
            });
            b = new(async yield =>
            {
                try
                {
                    await yield(2);
                }
                finally
                {
                    _finallies++;
                    GC.KeepAlive(a);
                }
            });
            Assert.Equal(1, a.Next());
            Assert.Equal(2, b.Next());
            return (new(a), new(b));
        }
    }

    [Fact, Row("GEN-17")]
    public void A_dropped_one_that_delegates_is_collected_with_its_inner()
    {
        var (outer, inner) = Drop();
        Assert.False(Lives(outer));
        Assert.False(Lives(inner));
        Assert.Equal(0, _finallies);

        [MethodImpl(MethodImplOptions.NoInlining)]
        (WeakReference, WeakReference) Drop()
        {
            var inner = Endless();
            var outer = new Generator<int>(async yield =>
            {
                try
                {
                    await yield.From(inner);
                }
                finally
                {
                    _finallies++;
                }
            });
            Assert.Equal(1, outer.Next());
            return (new(outer), new(inner));
        }
    }

    [Fact, Row("GEN-17")]
    public void A_dropped_one_leaves_its_held_inner_open_and_is_collected_at_the_end_of_that_at_the_latest()
    {
        var inner = Endless();
        var outer = Drop();
        Assert.Equal(2, inner.Next());
        Assert.Equal(0, _finallies);
        inner.Close();
        Assert.Equal(1, _finallies);
        Assert.False(Lives(outer));
        Assert.Equal(GeneratorState.Closed, inner.State);

        [MethodImpl(MethodImplOptions.NoInlining)]
        WeakReference Drop()
        {
            var outer = new Generator<int>(async yield => await yield.From(inner));
            Assert.Equal(1, outer.Next());
            return new(outer);
        }
    }

    private Generator<int> Endless() => new(async yield =>
    {
        try
        {
            for (int i = 1; ; i++) await yield(i);
        }
        finally
        {
            _finallies++;
        }
    });

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Generator<int> Suspended()
    {
        var g = Endless();
        Assert.Equal(1, g.Next());
        return g;
    }
}
