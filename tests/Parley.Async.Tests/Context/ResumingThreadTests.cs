namespace Parley.Tests.Context;

/// <summary>A wait that is over before the call which runs into it has come back: the rest of the body runs where the
/// awaiter resumes it, not on the caller's thread, as in a native iterator.</summary>
public class ResumingThreadTests
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task Body_goes_on_in_the_context_that_its_wait_ended_in(bool native)
    {
        using var loop = new Pump();
        List<bool> there = [];
        void Note() => there.Add(loop.IsCurrent);
        AsyncGenerator<int> Parley() => new(async yield => { Note(); await loop; Note(); await yield(1); });
        async IAsyncEnumerator<int> Native() { Note(); await loop; Note(); yield return 1; }
        await using IAsyncEnumerator<int> body = native ? Native() : Parley();
        Assert.True(await body.MoveNextAsync());
        Assert.Equal([false, true], there);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Second_wait_of_a_call_is_like_the_first(bool native)
    {
        using Pump first = new(), second = new();
        List<bool> there = [];
        void Note(Pump pump) => there.Add(pump.IsCurrent);
        await using IAsyncEnumerator<int> body = native ? Native() : new AsyncGenerator<int>(async yield =>
        {
            await first; Note(first); await second; Note(second); await yield(1);
        });
        async IAsyncEnumerator<int> Native() { await first; Note(first); await second; Note(second); yield return 1; }
        Assert.True(await body.MoveNextAsync());
        Assert.Equal([true, true], there);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Body_whose_wait_ends_on_a_bare_thread_leaves_that_of_the_caller(bool native)
    {
        var hop = new Hop();
        List<int> threads = [];
        void Note() => threads.Add(Environment.CurrentManagedThreadId);
        AsyncGenerator<int> Parley() => new(async yield => { Note(); await hop; Note(); await yield(1); });
        async IAsyncEnumerator<int> Native() { Note(); await hop; Note(); yield return 1; }
        await using IAsyncEnumerator<int> body = native ? Native() : Parley();
        Task<bool>? call = null;
        var thread = new Thread(() => call = body.MoveNextAsync().AsTask());
        thread.Start();
        thread.Join();
        Assert.True(await call!);
        Assert.Equal(2, threads.Distinct().Count());
    }
}
