namespace Parley.Tests.Context;

/// <summary>
/// A wait that is over before the call which runs into it has come back: the rest of the body runs where the awaiter
/// resumes it, not on the caller's thread, as in a native iterator.
/// </summary>
public class ResumingThreadTests
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task Body_goes_on_in_the_context_that_its_wait_ended_in(bool native)
    {
        using var loop = new Pump();
        List<bool> there = [];
        IAsyncEnumerator<int> body = native ? Native() : new AsyncGenerator<int>(async yield =>
        {
            there.Add(loop.IsCurrent); await loop; there.Add(loop.IsCurrent); await yield(1);
        });
        async IAsyncEnumerator<int> Native()
        {
            there.Add(loop.IsCurrent); await loop; there.Add(loop.IsCurrent); yield return 1;
        }

        Assert.True(await body.MoveNextAsync());
        Assert.Equal([false, true], there);
        await body.DisposeAsync();
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Second_wait_of_a_call_is_like_the_first(bool native)
    {
        using Pump first = new(), second = new();
        List<bool> there = [];
        IAsyncEnumerator<int> body = native ? Native() : new AsyncGenerator<int>(async yield =>
        {
            await first; there.Add(first.IsCurrent); await second; there.Add(second.IsCurrent); await yield(1);
        });
        async IAsyncEnumerator<int> Native()
        {
            await first; there.Add(first.IsCurrent); await second; there.Add(second.IsCurrent); yield return 1;
        }

        Assert.True(await body.MoveNextAsync());
        Assert.Equal([true, true], there);
        await body.DisposeAsync();
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Body_whose_wait_ends_on_a_bare_thread_leaves_that_of_the_caller(bool native)
    {
        var hop = new Hop();
        List<int> threads = [];
        IAsyncEnumerator<int> body = native ? Native() : new AsyncGenerator<int>(async yield =>
        {
            threads.Add(Environment.CurrentManagedThreadId);
            await hop;
            threads.Add(Environment.CurrentManagedThreadId);
            await yield(1);
        });
        async IAsyncEnumerator<int> Native()
        {
            threads.Add(Environment.CurrentManagedThreadId);
            await hop;
            threads.Add(Environment.CurrentManagedThreadId);
            yield return 1;
        }

        Task<bool>? call = null;
        var thread = new Thread(() => call = body.MoveNextAsync().AsTask());
        thread.Start();
        thread.Join();
        Assert.True(await call!);
        Assert.Equal(2, threads.Distinct().Count());
        await body.DisposeAsync();
    }
}
