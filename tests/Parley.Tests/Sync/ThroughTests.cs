using System.Threading.Channels;
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
    public void Null_arguments_are_refused_at_once()
    {
        IEnumerable<int> source = [];
        Assert.Throws<ArgumentNullException>("source", () => ((IEnumerable<int>)null!).Through(Summing()));
        Assert.Throws<ArgumentNullException>("generator", () => source.Through((Generator<int, int>)null!));
        Assert.Throws<ArgumentNullException>("generator", () => source.Through((AsyncGenerator<int, int>)null!));
        var reader = Channel.CreateUnbounded<int>().Reader;
        Assert.Throws<ArgumentNullException>("generator", () => reader.Through((Generator<int, int>)null!));
        Assert.Throws<ArgumentNullException>("generator", () => reader.Through((AsyncGenerator<int, int>)null!));
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
