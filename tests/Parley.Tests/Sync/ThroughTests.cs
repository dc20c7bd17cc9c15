using static Parley.GeneratorState;

namespace Parley.Tests.Sync;

/// <summary>Through, over an ordinary source.</summary>
public class ThroughTests : SyncTests
{
    private Generator<int, int, int> Summing() => new(async yield =>
    {
        int total = 0;
        try
        {
            while (true)
            {
                try { total += await yield(total); }
                catch (ArithmeticException) { total += 100; }
            }
        }
        catch (GeneratorExitException) { return total; }
        finally { _log.Add("generator"); }
    });

    private IEnumerable<int> Source(int last, Exception? failure = null)
    {
        try
        {
            for (int i = 1; i <= last; i++) yield return i;
            if (failure is not null) throw failure;
        }
        finally { _log.Add("source"); }
    }

    [Fact]
    public void It_is_an_operator_in_a_query()
    {
        var g = Summing();
        Assert.Equal([6, 10], Source(4).Through(g).Where(total => total > 3));
        Assert.Equal(10, g.Result);
        _log.Reads("source; generator");
    }

    [Fact]
    public void Take_ends_both_and_so_does_a_failure()
    {
        var g = Summing();
        Assert.Equal([1, 3], Source(9).Through(g).Take(2));
        Assert.Equal(3, g.Result);
        Assert.Equal([1, 101], Source(1, _e).Through(Summing()));
        var failure = new FormatException();
        Assert.Same(failure, Assert.Throws<FormatException>(() => Source(1, failure).Through(Summing()).ToList()));
        _log.Reads("source; generator; source; generator; source; generator");
    }

    [Fact]
    public void A_second_enumeration_and_an_ended_generator_are_refused_at_the_first_step()
    {
        var query = Source(1).Through(Summing());
        Assert.Equal([1], query);
        using var again = query.GetEnumerator();
        Refuses("good for one enumeration", () => again.MoveNext());
        Generator<int, int> closed = new(async yield => await yield(1));
        closed.Close();
        using var refused = Source(1).Through(closed).GetEnumerator();
        Refuses("has ended", () => refused.MoveNext());
    }

    [Fact]
    public void What_the_disposal_of_the_source_throws_reaches_the_caller_and_the_generator_is_closed()
    {
        IEnumerable<int> Bad()
        {
            try { yield return 1; } finally { throw _e; }
        }
        var g = Summing();
        Assert.Same(_e, Assert.Throws<ArithmeticException>(() => { foreach (int _ in Bad().Through(g)) break; }));
        Assert.Equal(Closed, g.State);
    }

    [Fact]
    public void If_both_fail_while_they_are_ended_what_the_generator_throws_reaches_the_caller()
    {
        var failure = new FormatException();
        Generator<int, int> g = new(async yield => { try { while (true) await yield(1); } finally { throw failure; } });
        var source = new Source<int>(_log, 1) { During = call => { if (call == "Dispose") throw _e; } };
        Assert.Same(failure, Record.Exception(() => source.Through(g).First()));
        Assert.Equal(Closed, g.State);
    }

    [Fact]
    public void A_source_goes_on_after_its_failure_if_it_can()
    {
        var g = Summing();
        Assert.Equal([1, 101, 103], new Stumbling(_e).Through(g));
    }

    [Fact]
    public void A_face_makes_it_fit()
    {
        var lengths = Summing().SelectSend((string s) => s.Length).SelectYield(total => $"{total} in all");
        Assert.Equal(["1 in all", "3 in all"], ((string[])["a", "bc"]).Through(lengths));
    }

    [Fact]
    public async Task An_ordinary_source_goes_through_an_asynchronous_generator_which_gets_the_token()
    {
        using var cancel = new CancellationTokenSource();
        CancellationToken seen = default;
        AsyncGenerator<int, int> g = new(async (yield, token) =>
        {
            seen = token;
            int total = 0;
            while (true) { await Task.Yield(); total += await yield(total); }
        });
        List<int> totals = [];
        await foreach (int total in Source(3).Through(g).WithCancellation(cancel.Token))
        {
            totals.Add(total);
            if (total == 3) { Assert.False(seen.IsCancellationRequested); cancel.Cancel(); }
        }
        Assert.Equal([1, 3, 6], totals);
        Assert.True(seen.IsCancellationRequested);
        _log.Reads("source");
    }

    [Fact]
    public async Task An_ordinary_source_goes_through_an_asynchronous_generator_like_any()
    {
        AsyncGenerator<int, int, int> Waiting() => new(async yield =>
        {
            int total = 0;
            try
            {
                while (total < 100)
                {
                    try { total += await yield(total); await Task.Yield(); }
                    catch (ArithmeticException) { total += 50; }
                }
                return total;
            }
            finally { _log.Add("generator"); }
        });
        Assert.Equal([1, 3, 53], await All(Source(2, _e).Through(Waiting())));
        _log.Reads("source; generator");
        var g = Waiting();
        Assert.Equal([60], await All(((int[])[60, 40, 1]).Through(g)));
        Assert.Equal(100, g.Result);
        Assert.Equal([50], await All(new Unstartable(_e).Through(Waiting())));
        var failure = new FormatException();
        await Throws(failure, async () => { await All(Source(1, failure).Through(Waiting())); });
        await Expect.Refuses("good for one enumeration", async () => { await All(Source(1).Through(g)); });

        static async Task<List<int>> All(IAsyncEnumerable<int> values)
        {
            List<int> all = [];
            await foreach (int value in values) all.Add(value);
            return all;
        }
    }

    [Fact]
    public void Nothing_is_taken_before_it_is_asked_for()
    {
        var source = new Source<int>(_log, 1, 2);
        using var query = source.Through(Echoing()).GetEnumerator();
        _log.Reads();
        Assert.False(query.MoveNext());
        _log.Reads("GetEnumerator; MoveNext; Current; Dispose");
    }

    [Fact]
    public void A_source_that_cannot_begin_is_thrown_in_once() =>
        Assert.Equal([100], new Unstartable(_e).Through(Summing()));

    [Fact]
    public void What_a_new_one_yields_first_does_not_come_out_and_a_started_one_is_not_started_again()
    {
        Generator<int, int> g = Yielding<int, int>(1, 2, 3, 4);
        Assert.Equal([2, 3], ((int[])[0, 0]).Through(g));
        g = Yielding<int, int>(1, 2, 3, 4).At(1).At(2);
        Assert.Equal([3, 4], ((int[])[0, 0, 0]).Through(g));
        Assert.Empty(((int[])[0]).Through(Yielding<int, int>()));
    }

    [Fact]
    public void A_query_that_is_refused_takes_no_element_and_leaves_the_generator_as_it_is()
    {
        Generator<int, int> me = null!;
        me = new(async yield =>
        {
            Refuses("already executing", () => new Source<int>(_log, 1).Through(me).First());
            await yield(1);
        });
        me.At(1);
        Generator<int, int> empty = new(_ => default);
        Refuses("no body of its own", () => new Source<int>(_log, 1).Through(empty).First());
        _log.Reads();
        Assert.Equal((Suspended, Created), (me.State, empty.State));
    }

    private sealed class Unstartable(Exception failure) : IEnumerable<int>
    {
        public IEnumerator<int> GetEnumerator() => throw failure;
        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => throw failure;
    }

    // Yields 1, fails once, yields 2.
    private sealed class Stumbling(Exception failure) : IEnumerable<int>, IEnumerator<int>
    {
        public int Current { get; private set; }
        object System.Collections.IEnumerator.Current => Current;
        private int _steps;

        public bool MoveNext()
        {
            if (++_steps == 2) throw failure;
            Current = _steps == 1 ? 1 : 2;
            return _steps < 4;
        }

        public IEnumerator<int> GetEnumerator() => this;
        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => this;
        public void Reset() { }
        public void Dispose() { }
    }
}
