using Parley.Tests.Harness;
using Xunit;
using static Parley.Tests.Exact.Messages;

namespace Parley.Tests.Exact;

// One thread at a time, whichever: a second one inside is refused.
public class ThreadTests
{
    [Fact, Row("RUN-06")]
    public void While_a_thread_is_inside_the_body_every_call_of_another_is_refused()
    {
        using var inside = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        Generator<int, int, int> g = new(async yield =>
        {
            int sent = await yield(1);
            inside.Set();
            goOn.Wait();
            return await yield(sent);
        });
        g.Next();
        int next = 0;
        var other = new Thread(() => next = g.Send(2));
        other.Start();
        inside.Wait();
        try
        {
            Assert.Equal(GeneratorState.Running, g.State);
            Assert.Equal(1, g.Current);
            Assert.Null(g.YieldingFrom);
            Assert.False(g.TryGetResult(out _));
            AllRefuse(g);
        }
        finally
        {
            goOn.Set();
            other.Join();
        }

        Assert.Equal(2, next);
        Assert.Equal(GeneratorState.Suspended, g.State);
        Assert.False(g.TrySend(3));
        Assert.Equal(3, g.Result);
    }

    [Fact, Row("RUN-04", "RUN-06")]
    public void While_a_thread_is_inside_the_inner_every_level_refuses()
    {
        using var inside = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        Generator<int, int, int> inner = new(async yield =>
        {
            inside.Set();
            goOn.Wait();
            return await yield(1);
        });
        Generator<int, int, int> middle = new(async yield => await yield.From(inner));
        Generator<int, int, int> outer = new(async yield => await yield.From(middle));
        int next = 0;
        var other = new Thread(() => next = outer.Next());
        other.Start();
        inside.Wait();
        try
        {
            AllRefuse(inner);
            AllRefuse(middle);
            AllRefuse(outer);
        }
        finally
        {
            goOn.Set();
            other.Join();
        }

        Assert.Equal(1, next);
        Assert.False(outer.TrySend(5));
        Assert.Equal((5, 5, 5), (inner.Result, middle.Result, outer.Result));
    }

    [Fact]
    public void It_can_be_handed_from_thread_to_thread_between_steps()
    {
        List<int> threads = [];
        Generator<int, int> inner = new(async yield =>
        {
            int total = 0;
            while (true)
            {
                total += await yield(total);
                threads.Add(Environment.CurrentManagedThreadId);
            }
        });
        using Generator<int, int> g = new(async yield => await yield.From(inner));
        g.Next();
        using var turnOfFirst = new SemaphoreSlim(1);
        using var turnOfSecond = new SemaphoreSlim(0);
        void Take(SemaphoreSlim turn, SemaphoreSlim other)
        {
            for (int i = 0; i < Measure.Steps / 2; i++)
            {
                turn.Wait();
                g.Send(1);
                other.Release();
            }
        }

        var first = new Thread(() => Take(turnOfFirst, turnOfSecond));
        var second = new Thread(() => Take(turnOfSecond, turnOfFirst));
        first.Start();
        second.Start();
        first.Join();
        second.Join();
        Assert.Equal(Measure.Steps, g.Current);
        Assert.Equal(
            Enumerable.Range(0, Measure.Steps).Select(i => (i % 2 == 0 ? first : second).ManagedThreadId), threads);
    }

    [Fact]
    public void What_is_thrown_in_on_one_thread_is_not_seen_by_another()
    {
        Generator<string> Catcher() => new(async yield =>
        {
            string caught = "";
            while (true)
            {
                try
                {
                    await yield(caught);
                }
                catch (FormatException e)
                {
                    caught = e.Message;
                }
            }
        });
        void Throw(string message, List<string> caught)
        {
            using Generator<string> g = Catcher();
            g.Next();
            for (int i = 0; i < 1000; i++) caught.Add(g.Throw(new FormatException(message)));
        }

        List<string> first = [], second = [];
        var other = new Thread(() => Throw("first", first));
        other.Start();
        Throw("second", second);
        other.Join();
        Assert.Equal(Enumerable.Repeat("first", 1000), first);
        Assert.Equal(Enumerable.Repeat("second", 1000), second);
    }

    private static void AllRefuse(Generator<int, int, int> g)
    {
        Says(AlreadyExecuting, () => g.Next());
        Says(AlreadyExecuting, () => g.MoveNext());
        Says(AlreadyExecuting, () => g.Send(1));
        Says(AlreadyExecuting, () => g.TrySend(1));
        Says(AlreadyExecuting, () => g.Throw(new FormatException()));
        Says(AlreadyExecuting, () => g.TryThrow(new FormatException()));
        Says(AlreadyExecuting, g.Close);
        Says(AlreadyExecuting, g.Dispose);
        Says(AlreadyExecuting, () => g.ElementAt(0));
        Assert.Equal(GeneratorState.Running, g.State);
    }
}
