using System.Runtime.CompilerServices;
using Xunit;

namespace Parley.Tests.Sync;

/// <summary>What a delegation no longer needs is let go.</summary>
public class DelegationReleaseTests
{
    public static TheoryData<string> Ways => ["Next", "Throw", "Exit", "Close"];

    [Theory, MemberData(nameof(Ways))]
    public void Ended_outer_lets_its_inner_go(string way)
    {
        var (outer, inner) = Ended(way, keepsOuter: true);
        GC.Collect();
        Assert.False(inner.IsAlive);
        Assert.Equal(GeneratorState.Closed, outer.State);
    }

    [Theory, MemberData(nameof(Ways))]
    public void Ended_inner_lets_its_outer_go(string way)
    {
        var (inner, outer) = Ended(way, keepsOuter: false);
        GC.Collect();
        Assert.False(outer.IsAlive);
        Assert.Equal(GeneratorState.Closed, inner.State);
    }

    [Fact]
    public void Outer_that_goes_on_lets_its_inner_and_its_enumerable_go()
    {
        var outer = new Generator<int>(async yield =>
        {
            await yield.From(Inner());
            await yield.From(List());
            await yield(3);
        });
        var (inner, list) = (First(outer), First(outer));
        Assert.Equal(3, outer.Next());
        GC.Collect();
        Assert.False(inner.IsAlive);
        Assert.False(list.IsAlive);
        Assert.Equal(GeneratorState.Suspended, outer.State);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static Generator<int> Inner() => new(async yield => await yield(1));

        [MethodImpl(MethodImplOptions.NoInlining)]
        static List<int> List() => [2];

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference First(Generator<int> outer)
        {
            outer.Next();
            return new(outer.YieldingFrom);
        }
    }

    [Fact]
    public void Dropped_chain_is_collected()
    {
        var (outer, inner) = Start();
        GC.Collect();
        Assert.False(outer.IsAlive);
        Assert.False(inner.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static (WeakReference, WeakReference) Start()
        {
            var inner = new Generator<int>(async yield => await yield(1));
            var outer = new Generator<int>(async yield => await yield.From(inner));
            outer.Next();
            return (new(outer), new(inner));
        }
    }

    [Fact]
    public void Outer_that_left_its_inner_behind_is_collected()
    {
        var (outer, inner) = Start();
        GC.Collect();
        Assert.False(outer.IsAlive);
        Assert.Equal(GeneratorState.Suspended, inner.State);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static (WeakReference, Generator<int>) Start()
        {
            var inner = new Generator<int>(async yield =>
            {
                try
                {
                    await yield(1);
                }
                catch (GeneratorExitException)
                {
                    await yield(2);
                }
            });
            var outer = new Generator<int>(async yield => await yield.From(inner));
            outer.Next();
            Assert.Throws<InvalidOperationException>(outer.Close);
            return (new(outer), inner);
        }
    }

    // An outer that was ended, and its inner: one that is kept, and the other.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (Generator<int> Kept, WeakReference Other) Ended(string way, bool keepsOuter)
    {
        var inner = new Generator<int>(async yield => await yield(1));
        var outer = new Generator<int>(async yield => await yield.From(inner));
        outer.Next();
        End(outer, way);
        return keepsOuter ? (outer, new(inner)) : (inner, new(outer));
    }

    private static void End(Generator<int> g, string way)
    {
        if (way == "Next") Assert.False(g.MoveNext());
        else if (way == "Throw") Assert.Throws<ArithmeticException>(() => g.Throw(new ArithmeticException()));
        else if (way == "Exit") Assert.Throws<GeneratorExitException>(() => g.Throw(new GeneratorExitException()));
        else g.Close();
    }
}
