using System.Runtime.CompilerServices;
using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Harness.Tracking;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Shared;

/// <summary>What a generator lets go of at its end, while it lives on itself.</summary>
public class ReleaseTests
{
    private readonly WeakReference _local = new(null);
    private readonly ArithmeticException _exception = new();

    [Fact, Row("CLOSE-13")]
    public async Task A_return_releases_the_locals()
    {
        var g = Holding(() => 42);
        await Releases(g, () => g.Do(Call.MoveNext));
        Assert.Equal(42, g.Result);
    }

    [Fact, Row("CLOSE-13")]
    public async Task An_exception_releases_the_locals()
    {
        var g = Holding(() => throw _exception);
        await Releases(g, async () => await Throws(_exception, () => g.NextAsync()));
    }

    [Fact, Row("CLOSE-13")]
    public async Task Close_with_a_try_releases_the_locals()
    {
        bool ran = false;
        var g = Make<int>(async yield =>
        {
            object held = Track(_local);
            try { await yield(1); }
            finally { GC.KeepAlive(held); ran = true; }
        });
        await Releases(g, () => g.CloseAsync());
        Assert.True(ran);
    }

    [Fact, Row("CLOSE-13")]
    public async Task Close_without_a_try_releases_the_locals()
    {
        var g = Holding();
        await Releases(g, () => g.CloseAsync());
    }

    [Fact, Row("CLOSE-13")]
    public async Task Close_unstarted_releases_what_the_body_has_captured()
    {
        var make = [MethodImpl(MethodImplOptions.NoInlining)] () =>
        {
            object held = Track(_local);
            return Make<int>(async yield => { await yield(1); GC.KeepAlive(held); });
        };
        var g = make();
        Assert.True(Lives(_local));
        await g.CloseAsync();
        Assert.False(Lives(_local));
        await IsClosed(g);
    }

    [Fact, Row("CLOSE-13")]
    public async Task A_throw_releases_the_locals()
    {
        var g = Holding();
        await Releases(g, async () => await Throws(_exception, () => g.ThrowAsync(_exception)));
    }

    [Theory, InlineData(Call.MoveNext), InlineData(Call.TrySend), InlineData(Call.TryThrow), InlineData(Call.Close)]
    public async Task Driven_by_itself_an_inner_keeps_no_outer_that_has_delegated_to_it(Call call)
    {
        var inner = Make<int, int>(async yield =>
        {
            for (int i = 1; ; i++)
            {
                try { await yield(i); }
                catch (ArithmeticException) { }
                catch (GeneratorExitException) { }
            }
        });
        await Expect.Yields(1, inner.NextAsync());
        WeakReference[] outers = [new(null), new(null)];
        await DelegateOnce(inner, outers);
        if (call == Call.Close) await Refuses("ignored", () => inner.CloseAsync());
        else await inner.Do(call, call == Call.TrySend ? 0 : _exception);
        Assert.All(outers, outer => Assert.False(Lives(outer)));
        GC.KeepAlive(inner);
    }

    [Fact]
    public async Task Driven_by_itself_an_inner_keeps_no_chain_of_a_hundred_thousand()
    {
        var inner = Yielding(1, 2, 3);
        WeakReference[] outers = [new(null), new(null)];
        await DelegateOnce(inner, outers, levels: 100_000);
        await Expect.Yields(2, inner.NextAsync());
        Assert.All(outers, outer => Assert.False(Lives(outer)));
        await Expect.Yields(3, inner.NextAsync());
    }

    [Fact]
    public async Task Driven_by_itself_a_middle_keeps_no_outer_but_its_inner()
    {
        var inner = Yielding(1, 2, 3, 4);
        var middle = Delegating(inner);
        WeakReference[] outers = [new(null), new(null)];
        await DelegateOnce(middle, outers);
        await Expect.Yields(2, middle.NextAsync());
        Assert.All(outers, outer => Assert.False(Lives(outer)));
        await Expect.Yields(3, middle.NextAsync());
        Assert.Equal((3, 3), (inner.Current, middle.Current));
    }

    [Fact]
    public async Task Driven_through_another_outer_an_inner_keeps_no_former_one()
    {
        var inner = Yielding(1, 2, 3);
        WeakReference[] outers = [new(null), new(null)];
        await DelegateOnce(inner, outers);
        await Expect.Yields(2, Delegating(inner).NextAsync());
        Assert.All(outers, outer => Assert.False(Lives(outer)));
        await Expect.Yields(3, inner.NextAsync());
    }

    // Takes one step of the inner through outers, and drops these.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task DelegateOnce(IntGenerator inner, WeakReference[] outers, int levels = 2)
    {
        IntGenerator near = Delegating(inner), far = near;
        for (int i = 1; i < levels; i++) far = Delegating(far);
        (outers[0].Target, outers[1].Target) = (near, far);
        Assert.True(await far.MoveNextAsync());
    }

    [Fact, Row("CLOSE-13")]
    public async Task The_end_releases_what_was_handed_out_and_sent_in()
    {
        WeakReference yielded = new(null), sent = new(null);
        var g = Make<object, object>(async yield =>
        {
            object received = await yield(new object());
            await yield(Track(yielded));
            GC.KeepAlive(received);
        });
        var send = [MethodImpl(MethodImplOptions.NoInlining)] async () =>
            Assert.True(await g.TrySendAsync(Track(sent)));
        Assert.True(await g.MoveNextAsync());
        await send();
        Assert.Equal((true, true), (Lives(yielded), Lives(sent)));
        await g.CloseAsync();
        Assert.Equal((false, false), (Lives(yielded), Lives(sent)));
        Assert.Equal(GeneratorState.Closed, g.State);
    }

    [Theory, Row("CLOSE-13"), InlineData(Call.MoveNext), InlineData(Call.Close)]
    public async Task The_end_releases_what_it_delegated_to(Call call)
    {
        var g = Make<int>(async yield =>
        {
            var inner = Make<int>(async yield => await yield(1));
            _local.Target = inner;
            await yield.From(inner);
        });
        await Releases(g, () => g.Do(call));
    }

    private IntReturner Holding(Func<int>? end = null) => Make<int, int, int>(async yield =>
    {
        object held = Track(_local);
        await yield(1);
        GC.KeepAlive(held);
        return end?.Invoke() ?? 0;
    });

    /// <summary>Up to its end, it holds what the reference is to, and no longer.</summary>
    private async Task Releases(IntGenerator g, Func<ValueTask> end)
    {
        await Yields(1, g.NextAsync());
        Assert.True(Lives(_local));
        await end();
        Assert.False(Lives(_local));
        await IsClosed(g);
    }
}
