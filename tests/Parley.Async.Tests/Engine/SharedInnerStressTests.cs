using System.Collections.Concurrent;

namespace Parley.Tests.Engine;

/// <summary>Generators that share an inner, each driven by a thread of its own at the same time.</summary>
public class SharedInnerStressTests
{
    private const int Rounds = 300, Values = 200;
    private static int s_refused;

    [Fact(Timeout = 60_000)]
    public Task Outers_over_one_inner() => EachValueArrivesOnce(inner => [Retrying(inner), Retrying(inner)]);

    [Fact(Timeout = 60_000)]
    public Task An_outer_and_its_inner() => EachValueArrivesOnce(inner => [Retrying(inner), inner]);

    [Fact(Timeout = 60_000)]
    public Task Every_generator_of_a_chain_of_three() => EachValueArrivesOnce(inner =>
    {
        AsyncGenerator<int> middle = Retrying(inner);
        return [Retrying(middle), middle, inner];
    });

    [Fact(Timeout = 60_000)]
    public Task Chains_of_three_over_one_inner() =>
        EachValueArrivesOnce(inner => [Retrying(Retrying(inner)), Retrying(Retrying(inner)), Retrying(inner)]);

    [Fact(Timeout = 60_000)]
    public Task Chains_over_one_middle_with_a_synchronous_inner() => EachValueArrivesOnce(inner =>
    {
        var numbers = new Generator<int>(async yield => { for (int i = 1; i <= Values; i++) await yield(i); });
        var middle = new AsyncGenerator<int>(async yield => await yield.From(numbers));
        return [Retrying(middle), Retrying(Retrying(middle)), middle];
    });

    [Fact(Timeout = 60_000)]
    public Task Chains_over_one_middle_with_inners_that_end() => EachValueArrivesOnce(inner =>
    {
        var middle = new AsyncGenerator<int>(async yield =>
        {
            for (int i = 1; i <= Values; i++) await yield.From(One(i));
        });
        return [Retrying(middle), Retrying(Retrying(middle)), Retrying(middle), middle];
    });

    [Fact(Timeout = 60_000)]
    public async Task Closing_one_outer_while_another_is_driven_closes_the_inner_or_says_why_not()
    {
        for (int round = 0; round < Rounds * 5; round++)
        {
            bool left = false;
            var inner = new AsyncGenerator<int>(async yield =>
            {
                try { for (int i = 1; ; i++) { await Wait(i); await yield(i); } }
                finally { Assert.False(left); left = true; }
            });
            AsyncGenerator<int> driven = Retrying(Retrying(inner));
            AsyncGenerator<int> closed = new(async yield => await yield.From(inner));
            await closed.NextAsync();
            var start = new Barrier(2);
            Task driving = Task.Run(async () =>
            {
                start.SignalAndWait();
                for (int i = 0; i < 20 && await driven.MoveNextAsync(); i++) { }
            });
            Task<bool> closing = Task.Run(async () =>
            {
                start.SignalAndWait();
                try { await closed.CloseAsync(); return true; }
                catch (InvalidOperationException e) when (IsOverlap(e)) { return false; }
            });
            await Task.WhenAll(driving, closing);
            Assert.Equal((await closing, Closed), (left, closed.State));
            await driven.CloseAsync();
            await inner.CloseAsync();
            Assert.Equal((true, Closed, Closed), (left, inner.State, driven.State));
        }
    }

    // The inner yields every value once, whoever drives it. On a busy machine, it can take long until calls overlap.
    private static async Task EachValueArrivesOnce(
        Func<AsyncGenerator<int>, AsyncGenerator<int>[]> share)
    {
        for (int round = 0; round < Rounds || Volatile.Read(ref s_refused) == 0; round++)
        {
            var inner = new AsyncGenerator<int>(async yield =>
            {
                for (int i = 1; i <= Values; i++)
                {
                    await Wait(i);
                    await yield(i);
                }
            });
            AsyncGenerator<int>[] roots = share(inner);
            var start = new Barrier(roots.Length);
            ConcurrentBag<int> seen = [];
            await Task.WhenAll(roots.Select(root => Task.Run(async () =>
            {
                start.SignalAndWait();
                while (root.State != Closed)
                {
                    try { seen.Add(await root.NextAsync()); }
                    catch (StopIterationException) { }
                    catch (InvalidOperationException e) when (IsOverlap(e)) { await Refused(); }
                }
            })));
            Assert.Equal(Enumerable.Range(1, Values), seen.Order());
            Assert.All(roots, root => Assert.Equal(Closed, root.State));
        }
    }

    // Delegates again if another call has the inner.
    private static AsyncGenerator<int> Retrying(AsyncGenerator<int> inner) => new(async yield =>
    {
        while (true)
        {
            try
            {
                await yield.From(inner);
                return;
            }
            catch (InvalidOperationException e) when (IsOverlap(e)) { await Refused(); }
        }
    });

    private static AsyncGenerator<int> One(int value) => new(async yield =>
    {
        await Wait(value);
        await yield(value);
        await Wait(value + 1);
    });

    private static async ValueTask Wait(int i)
    {
        if (i % 3 == 0) await Task.Yield();
        if (i % 7 == 0) Thread.SpinWait(50);
    }

    private static async ValueTask Refused()
    {
        Interlocked.Increment(ref s_refused);
        await Task.Yield();
    }

    private static bool IsOverlap(InvalidOperationException e) => e.Message.Contains(AlreadyExecuting);
}
