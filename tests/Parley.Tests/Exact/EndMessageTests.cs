using static Parley.Tests.Exact.Messages;

namespace Parley.Tests.Exact;

/// <summary>What the exception for the end says of how the generator ended.</summary>
public class EndMessageTests
{
    /// <summary>Everything that closes a generator, by the name that the message has for it.</summary>
    public static TheoryData<string, Action<Generator<int, int>>> Closers => new()
    {
        { "Close", g => g.Close() },
        { "Dispose", g => g.Dispose() },
        { "'using'", g => { using (g) { } } },
        { "'foreach' (even after a 'break')", g => { foreach (int x in g) break; } },
        { "'foreach'", g => Assert.Throws<ArithmeticException>(() => Loop(g)) },
        { "LINQ's First", g => g.First() },
        { "Take", g => g.Take(1).ToList() },
    };

    /// <inheritdoc cref="Closers"/>
    public static TheoryData<string, Func<AsyncGenerator<int, int>, Task>> AsyncClosers => new()
    {
        { "CloseAsync", async g => await g.CloseAsync() },
        { "DisposeAsync", async g => await g.DisposeAsync() },
        { "'await using'", async g => { await using (g) { } } },
        { "'await foreach' (even after a 'break')", async g => { await foreach (int x in g) break; } },
        { "LINQ's FirstAsync", async g => await g.FirstAsync() },
        { "Take", async g => await g.Take(1).ToListAsync() },
    };

    [Theory, MemberData(nameof(Closers))]
    public void After_what_closes_it_every_call_names_that(string closer, Action<Generator<int, int>> close)
    {
        Generator<int, int> paused = new(async yield => { await yield(1); await yield(2); });
        Generator<int, int> caught = new(async yield => { try { await yield(1); } finally { GC.KeepAlive(yield); } });
        Generator<int, int, int> returning = new(async yield => await yield(1));
        foreach (Generator<int, int> g in (Generator<int, int>[])[paused, caught, returning])
        {
            close(g);
            Says(EndedByClose, () => g.Next());
            Says(EndedByClose, () => g.Send(1));
        }

        Assert.Contains(closer, EndedByClose, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(AsyncClosers))]
    public async Task After_what_closes_an_asynchronous_one_every_call_names_that(
        string closer, Func<AsyncGenerator<int, int>, Task> close)
    {
        AsyncGenerator<int, int> paused = new(async yield => { await yield(1); await Task.Yield(); await yield(2); });
        AsyncGenerator<int, int, int> returning = new(async yield => await yield(1));
        foreach (AsyncGenerator<int, int> g in (AsyncGenerator<int, int>[])[paused, returning])
        {
            await close(g);
            await Says(AsyncEndedByClose, () => g.NextAsync());
            await Says(AsyncEndedByClose, () => g.SendAsync(1));
        }

        Assert.Contains(closer, AsyncEndedByClose, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_return_it_says_that_it_has_ended()
    {
        Generator<int, int> plain = new(async yield => await yield(1));
        Generator<int, int, int> returning = new(async yield => await yield(1));
        foreach (Generator<int, int> g in (Generator<int, int>[])[plain, returning])
        {
            g.Next();
            for (int i = 0; i < 2; i++) Says(Ended, () => g.Send(2));
            g.Close();
            Says(Ended, () => g.Next());
        }

        AsyncGenerator<int, int> asynchronous = new(async yield => { await yield(1); await Task.Yield(); });
        await asynchronous.NextAsync();
        for (int i = 0; i < 2; i++) await Says(AsyncEnded, () => asynchronous.SendAsync(2));
    }

    [Fact]
    public void A_body_that_returns_while_it_is_closed_or_thrown_into_has_returned()
    {
        Generator<int> Make() => new(async yield => { try { await yield(1); } catch (Exception) { } });
        Generator<int> closed = Make().Prime(), thrownInto = Make().Prime();
        closed.Close();
        Says(Ended, () => closed.Next());
        Says(Ended, () => thrownInto.Throw(new ArithmeticException()));
    }

    [Fact]
    public async Task After_a_failure_it_says_so_and_has_the_failure_inside()
    {
        var failure = new ArithmeticException();
        Generator<int> failed = new(async yield => { await yield(1); throw failure; });
        Generator<int, int, int> thrownInto = new(async yield => await yield(1));
        AsyncGenerator<int> asynchronous = new(async yield => { await Task.Yield(); throw failure; });
        failed.Next();
        Assert.Same(failure, Record.Exception(() => failed.Next()));
        Assert.Same(failure, Record.Exception(() => thrownInto.Throw(failure))); // before the first advance
        await Assert.ThrowsAsync<ArithmeticException>(async () => await asynchronous.NextAsync());
        for (int i = 0; i < 2; i++)
        {
            Assert.Same(failure, Says(EndedByFailure, () => failed.Next()).InnerException);
            Assert.Same(failure, Says(EndedByFailure, () => thrownInto.Send(1)).InnerException);
            Assert.Same(failure, (await Says(EndedByFailure, () => asynchronous.NextAsync())).InnerException);
            failed.Close();
        }
    }

    private static void Loop(Generator<int, int> g)
    {
        foreach (int x in g) throw new ArithmeticException();
    }

    private static StopIterationException Says(string message, Func<object> call)
    {
        var end = Assert.ThrowsAny<StopIterationException>(call);
        Assert.Equal(message, end.Message);
        return end;
    }

    private static async Task<StopIterationException> Says(string message, Func<ValueTask<int>> call)
    {
        var end = await Assert.ThrowsAnyAsync<StopIterationException>(async () => await call());
        Assert.Equal(message, end.Message);
        return end;
    }
}
