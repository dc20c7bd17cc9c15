using System.Runtime.CompilerServices;
using Parley.Tests.Harness;
using Xunit;
using static Parley.Tests.Harness.Expect;
using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Harness.Tracking;

namespace Parley.Tests.Shared;

/// <summary>What a generator lets go of at its end, while it lives on itself.</summary>
public class ReleaseTests
{
    [Fact, Row("CLOSE-13")]
    public async Task A_return_releases_the_locals()
    {
        var local = new WeakReference(null);
        var g = Make<int, int, int>(async yield =>
        {
            object held = Track(local);
            await yield(1);
            GC.KeepAlive(held);
            return 42;
        });
        await Yields(1, g.NextAsync());
        Assert.True(Lives(local));
        Assert.False(await g.MoveNextAsync());
        Assert.False(Lives(local));
        Assert.Equal(42, g.Result);
    }

    [Fact, Row("CLOSE-13")]
    public async Task An_exception_releases_the_locals()
    {
        var local = new WeakReference(null);
        var e = new ArithmeticException();
        var g = Make<int>(async yield =>
        {
            object held = Track(local);
            await yield(1);
            GC.KeepAlive(held);
            throw e;
        });
        await Yields(1, g.NextAsync());
        Assert.True(Lives(local));
        await Throws(e, () => g.NextAsync());
        Assert.False(Lives(local));
        Assert.Equal(GeneratorState.Closed, g.State);
    }

    [Fact, Row("CLOSE-13")]
    public async Task Close_with_a_try_releases_the_locals()
    {
        var local = new WeakReference(null);
        bool ran = false;
        var g = Make<int>(async yield =>
        {
            object held = Track(local);
            try
            {
                await yield(1);
            }
            finally
            {
                GC.KeepAlive(held);
                ran = true;
            }
        });
        await Yields(1, g.NextAsync());
        Assert.True(Lives(local));
        await g.CloseAsync();
        Assert.True(ran);
        Assert.False(Lives(local));
        Assert.Equal(GeneratorState.Closed, g.State);
    }

    [Fact, Row("CLOSE-13")]
    public async Task Close_without_a_try_releases_the_locals()
    {
        var local = new WeakReference(null);
        var g = Make<int>(async yield =>
        {
            object held = Track(local);
            await yield(1);
            GC.KeepAlive(held);
        });
        await Yields(1, g.NextAsync());
        Assert.True(Lives(local));
        await g.CloseAsync();
        Assert.False(Lives(local));
        Assert.Equal(GeneratorState.Closed, g.State);
    }

    [Fact, Row("CLOSE-13")]
    public async Task Close_unstarted_releases_what_the_body_has_captured()
    {
        var captured = new WeakReference(null);
        var make = [MethodImpl(MethodImplOptions.NoInlining)] () =>
        {
            object held = Track(captured);
            return Make<int>(async yield =>
            {
                await yield(1);
                GC.KeepAlive(held);
            });
        };
        var g = make();
        Assert.True(Lives(captured));
        await g.CloseAsync();
        Assert.False(Lives(captured));
        Assert.Equal(GeneratorState.Closed, g.State);
    }

    [Fact, Row("CLOSE-13")]
    public async Task A_throw_releases_the_locals()
    {
        var local = new WeakReference(null);
        var e = new ArithmeticException();
        var g = Make<int>(async yield =>
        {
            object held = Track(local);
            await yield(1);
            GC.KeepAlive(held);
        });
        await Yields(1, g.NextAsync());
        Assert.True(Lives(local));
        await Throws(e, () => g.ThrowAsync(e));
        Assert.False(Lives(local));
        Assert.Equal(GeneratorState.Closed, g.State);
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
        Assert.True(Lives(yielded));
        Assert.True(Lives(sent));
        await g.CloseAsync();
        Assert.False(Lives(yielded));
        Assert.False(Lives(sent));
        Assert.Equal(GeneratorState.Closed, g.State);
    }

    [Fact, Row("CLOSE-13")]
    public async Task The_end_releases_what_it_delegated_to()
    {
        WeakReference inner = new(null), closed = new(null);
        var make = (WeakReference reference) => Make<int>(async yield =>
        {
            var made = Make<int>(async yield => await yield(1));
            reference.Target = made;
            await yield.From(made);
        });

        var returning = make(inner);
        await Yields(1, returning.NextAsync());
        Assert.True(Lives(inner));
        Assert.False(await returning.MoveNextAsync());
        Assert.False(Lives(inner));

        var closing = make(closed);
        await Yields(1, closing.NextAsync());
        Assert.True(Lives(closed));
        await closing.CloseAsync();
        Assert.False(Lives(closed));
        Assert.Equal(GeneratorState.Closed, returning.State);
        Assert.Equal(GeneratorState.Closed, closing.State);
    }
}
