using System.Runtime.CompilerServices;
using System.Threading.Channels;
using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Shared.Vocabulary;

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
                if (i % 2 == 0) await Task.Yield();
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
    public async Task What_a_new_one_yields_first_does_not_come_out_and_what_a_started_one_has_yielded_neither()
    {
        Assert.Equal([1], await All(Source(1).Through(Summing())));
        var started = await Started(Make<int, int>(async yield => { for (int x = 1; ;) x = await yield(x); }));
        Assert.Equal([1, 2], await All(Source(2).Through(started)));
    }

    [Fact]
    public async Task What_the_body_throws_reaches_the_caller_and_the_source_is_disposed()
    {
        var failure = new FormatException();
        var g = Make<int, int>(async yield => { if (await yield(0) + await yield(1) > 0) throw failure; });
        await Throws(failure, () => Done(Source(3).Through(g)));
        Assert.Equal(["1", "2", "source"], _log);
        await IsClosed(g);
        var unstartable = Make<int, int>(async yield => throw failure);
        await Throws(failure, () => Done(Source(3).Through(unstartable)));
        Assert.Equal(["1", "2", "source"], _log);
    }

    [Fact]
    public async Task An_exit_that_is_ignored_at_the_end_is_an_error_and_the_generator_still_suspended()
    {
        var g = Make<int, int>(async yield =>
        {
            while (true)
            {
                try { await yield(1); }
                catch (GeneratorExitException) { }
            }
        });
        await Refuses("ignored GeneratorExit", () => Done(Source(1).Through(g)));
        Assert.Equal(["1", "source"], _log);
        Assert.Equal(GeneratorState.Suspended, g.State);
    }

    [Fact]
    public async Task What_the_disposal_of_the_source_throws_reaches_the_caller_and_the_generator_is_closed()
    {
        var failure = new ArithmeticException();
        async IAsyncEnumerable<int> Bad()
        {
            try { await Task.Yield(); yield return 1; }
            finally { throw failure; }
        }
        var g = Summing();
        await Throws(failure, async () => { await foreach (int _ in Bad().Through(g)) break; });
        Assert.Equal(["generator"], _log);
        await IsClosed(g);
    }

    [Fact]
    public async Task A_query_from_inside_the_body_is_refused_takes_no_element_and_changes_nothing()
    {
        IntSender me = null!;
        me = Make<int, int>(async yield =>
        {
            var query = Source(3).Through(me).GetAsyncEnumerator();
            _log.Add(Record.Exception(() => Now(query.MoveNextAsync()))!.Message);
            await yield(1);
        });
        await Started(me);
        Assert.Contains(AlreadyExecuting, Assert.Single(_log), StringComparison.Ordinal);
        Assert.Equal(GeneratorState.Suspended, me.State);
        Assert.False(await me.MoveNextAsync());
    }

    [Fact]
    public async Task One_that_delegates_takes_the_elements_too()
    {
        var g = Make<int, int, int>(async yield => await yield.From(Summing(upTo: 4)));
        Assert.Equal([1, 3], await All(Source(9).Through(g)));
        Assert.Equal(6, g.Result);
    }

    private static async ValueTask Done(IAsyncEnumerable<int> values) => await All(values);

    private sealed class Unstartable : IAsyncEnumerable<int>
    {
        public IAsyncEnumerator<int> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
            throw new ArithmeticException();
    }
}
