using System.Collections;
using Parley.Tests.Harness;
using Xunit;
using static Parley.Tests.Sync.ReentranceTests;

namespace Parley.Tests.Sync;

public class ReentranceFromElsewhereTests
{
    [Fact, Row("RUN-06")]
    public async Task A_second_thread_is_refused_while_the_first_is_inside()
    {
        using var entered = new ManualResetEventSlim();
        using var gate = new ManualResetEventSlim();
        var g = new Generator<int, int>(async yield =>
        {
            entered.Set();
            gate.Wait();
            await yield(1);
            await yield(2);
        });
        var first = Task.Run(() => g.Next());
        entered.Wait();
        try
        {
            Assert.Equal(GeneratorState.Running, g.State);
            foreach (string call in Calls.All.Keys) Refuses(g, call);
        }
        finally
        {
            gate.Set();
        }

        Assert.Equal(1, await first);
        Assert.Equal(2, g.Next());
    }

    [Fact, Row("RUN-07")]
    public void A_loop_over_itself_is_refused_once_and_its_dispose_does_not_hide_it()
    {
        var seen = new List<int>();
        var errors = new List<Exception>();
        Generator<int> g = null!;
        g = new(async yield =>
        {
            try
            {
                foreach (int x in g) seen.Add(x);
            }
            catch (InvalidOperationException e)
            {
                errors.Add(e);
            }

            await yield(1);
            await yield(2);
        });
        Assert.Equal([1, 2], g.ToList());
        Assert.Empty(seen);
        Assert.Contains("generator already executing", Assert.Single(errors).Message, StringComparison.Ordinal);
    }

    [Fact, Row("RUN-07")]
    public void An_uncaught_loop_over_itself_finishes_it()
    {
        Generator<int> g = null!;
        g = new(async yield =>
        {
            foreach (int x in g) await yield(x);
        });
        var error = Assert.Throws<InvalidOperationException>(() => g.Next());
        Assert.Contains("generator already executing", error.Message, StringComparison.Ordinal);
        Assert.Equal(GeneratorState.Closed, g.State);
    }

    [Theory, Row("RUN-08"), MemberData(nameof(ReentranceTests.Names), MemberType = typeof(ReentranceTests))]
    public void The_delegator_is_running_while_an_enumerator_is_disposed(string call)
    {
        int disposed = 0;
        Generator<int, int> outer = null!;
        var numbers = new Numbers(() =>
        {
            Assert.Equal(GeneratorState.Running, outer.State);
            Refuses(outer, call);
            disposed++;
        });
        Generator<int, int> Make() => outer = new(async yield => await yield.From(numbers));

        Assert.Equal(1, Make().Next());
        outer.Close();
        Assert.Equal(1, disposed);
        Assert.Equal(GeneratorState.Closed, outer.State);

        var e = new ArithmeticException();
        Assert.Equal(1, Make().Next());
        Assert.Same(e, Record.Exception(() => outer.Throw(e)));
        Assert.Equal(2, disposed);

        Assert.Equal([1, 2], Make().ToList());
        Assert.Equal(3, disposed);
    }

    [Theory, Row("RUN-08"), MemberData(nameof(ReentranceTests.Names), MemberType = typeof(ReentranceTests))]
    public void The_delegator_is_running_while_an_enumerator_is_stepped(string call)
    {
        int stepped = 0;
        Generator<int, int> outer = null!;
        outer = new(async yield => await yield.From(new[] { 1, 2 }.Select(x =>
        {
            Assert.Equal(GeneratorState.Running, outer.State);
            Refuses(outer, call);
            stepped++;
            return x;
        })));
        Assert.Equal([1, 2], outer.ToList());
        Assert.Equal(2, stepped);
    }

    private sealed class Numbers(Action onDispose) : IEnumerable<int>
    {
        public IEnumerator<int> GetEnumerator() => new Enumerator(onDispose);

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        private sealed class Enumerator(Action onDispose) : IEnumerator<int>
        {
            public int Current { get; private set; }

            object IEnumerator.Current => Current;

            public bool MoveNext() => ++Current <= 2;

            public void Dispose() => onDispose();

            public void Reset() => throw new NotSupportedException();
        }
    }
}
