using System.Runtime.CompilerServices;
using System.Threading.Channels;
using static Parley.Tests.Harness.Subject;

namespace Parley.Tests.Shared;

/// <summary>Through, over an asynchronous source and over a channel.</summary>
public class ThroughTests
{
    private readonly List<string> _log = [];

    private IntReturner Summing(int upTo = int.MaxValue) => Make<int, int, int>(async yield =>
    {
        int total = 0;
        try
        {
            while (total < upTo)
            {
                try { total += await yield(total); }
                catch (ArithmeticException) { total += 100; }
            }
            return total;
        }
        catch (GeneratorExitException) { return -total; }
        finally { _log.Add("generator"); }
    });

    private async IAsyncEnumerable<int> Source(
        int last, Exception? failure = null, [EnumeratorCancellation] CancellationToken token = default)
    {
        try
        {
            for (int i = 1; i <= last; i++)
            {
                await Task.CompletedTask;
                token.ThrowIfCancellationRequested();
                _log.Add($"{i}");
                yield return i;
            }
            if (failure is not null) throw failure;
        }
        finally { _log.Add("source"); }
    }

    private static async Task<List<T>> All<T>(IAsyncEnumerable<T> values)
    {
        List<T> all = [];
        await foreach (T value in values) all.Add(value);
        return all;
    }

    [Fact]
    public async Task Elements_go_in_answers_come_out_and_the_source_is_disposed_first()
    {
        var g = Summing();
        Assert.Equal([1, 3, 6], await All(Source(3).Through(g)));
        Assert.Equal(["1", "2", "3", "source", "generator"], _log);
        Assert.Equal(-6, g.Result);
    }

    [Fact]
    public async Task It_is_lazy_and_a_break_ends_both()
    {
        var g = Summing();
        var query = Source(3).Through(g);
        Assert.Equal(GeneratorState.Created, g.State);
        await foreach (int _ in query) break;
        Assert.Equal(["1", "source", "generator"], _log);
        Assert.Equal(-1, g.Result);
    }

    [Fact]
    public async Task Ending_early_ends_the_sequence()
    {
        var g = Summing(upTo: 3);
        Assert.Equal([1], await All(Source(3).Through(g)));
        Assert.Equal(["1", "2", "generator", "source"], _log);
        Assert.Equal(3, g.Result);
        _log.Clear();
        Assert.Empty(await All(Source(3).Through(Summing(upTo: 0))));
        Assert.Equal(["generator"], _log);
    }

    [Fact]
    public async Task A_started_one_goes_on_and_an_ended_one_is_refused_at_the_first_step()
    {
        var g = Summing();
        await g.NextAsync();
        await g.SendAsync(10);
        var query = Source(2).Through(g);
        Assert.Equal([11, 13], await All(query));
        await using var again = query.GetAsyncEnumerator();
        await Refuses("has ended", () => again.MoveNextAsync());
    }

    [Fact]
    public async Task A_failing_source_is_thrown_in_and_the_answer_comes_out()
    {
        Assert.Equal([1, 101], await All(Source(1, new ArithmeticException()).Through(Summing())));
        var g = Summing();
        var failure = new FormatException();
        Assert.Same(failure, await Record.ExceptionAsync(() => All(Source(1, failure).Through(g))));
        Assert.Equal(GeneratorState.Closed, g.State);
    }

    [Fact]
    public async Task A_source_that_cannot_begin_is_thrown_in_once()
    {
        Assert.Equal([100], await All(new Unstartable().Through(Summing())));
    }

    [Fact]
    public async Task The_source_gets_the_token()
    {
        using var cancel = new CancellationTokenSource();
        var g = Summing();
        List<int> seen = [];
        await Assert.ThrowsAsync<OperationCanceledException>(async () =>
        {
            await foreach (int value in Source(5).Through(g).WithCancellation(cancel.Token))
            {
                seen.Add(value);
                if (value == 3) cancel.Cancel();
            }
        });
        Assert.Equal([1, 3], seen);
        Assert.Equal(GeneratorState.Closed, g.State);
    }

    [Fact]
    public async Task A_channel_goes_through_until_it_is_completed_or_fails()
    {
        var channel = Channel.CreateUnbounded<int>();
        foreach (int i in (int[])[1, 2]) Assert.True(channel.Writer.TryWrite(i));
        channel.Writer.Complete();
        Assert.Equal([1, 3], await All(channel.Reader.Through(Summing())));
        channel = Channel.CreateUnbounded<int>();
        Assert.True(channel.Writer.TryWrite(1));
        channel.Writer.Complete(new ArithmeticException());
        Assert.Equal([1, 101], await All(channel.Reader.Through(Summing())));
    }

    [Fact]
    public void Null_arguments_are_refused_at_once()
    {
        Assert.Throws<ArgumentNullException>("source", () => ((IAsyncEnumerable<int>)null!).Through(Summing()));
        Assert.Throws<ArgumentNullException>("source", () => ((ChannelReader<int>)null!).Through(Summing()));
    }

    private sealed class Unstartable : IAsyncEnumerable<int>
    {
        public IAsyncEnumerator<int> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
            throw new ArithmeticException();
    }
}
