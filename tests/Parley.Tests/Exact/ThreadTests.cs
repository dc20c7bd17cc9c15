using static Parley.GeneratorState;
using static Parley.Tests.Exact.Messages;

namespace Parley.Tests.Exact;

// One thread at a time, whichever: a second one inside is refused.
public class ThreadTests
{
    private readonly ManualResetEventSlim _inside = new();
    private readonly ManualResetEventSlim _goOn = new();

    [Fact, Row("RUN-06")]
    public void While_a_thread_is_inside_the_body_every_call_of_another_is_refused()
    {
        Generator<int, int, int> g = new(
            async yield => { int sent = await yield(1); Wait(); return await yield(sent); });
        g.Next();
        Assert.Equal(2, While(() => g.Send(2), () =>
        {
            Assert.Equal((Running, 1, null, false), (g.State, g.Current, g.YieldingFrom, g.TryGetResult(out _)));
            AllRefuse(g);
        }));
        Assert.Equal((Suspended, false, 3), (g.State, g.TrySend(3), g.Result));
    }

    [Fact, Row("RUN-04", "RUN-06")]
    public void While_a_thread_is_inside_the_inner_every_level_refuses()
    {
        Generator<int, int, int> inner = new(async yield => { Wait(); return await yield(1); });
        Generator<int, int, int> middle = new(async yield => await yield.From(inner));
        Generator<int, int, int> outer = new(async yield => await yield.From(middle));
        Assert.Equal(1, While(outer.Next, () => Assert.All([inner, middle, outer], AllRefuse)));
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
            while (true) { total += await yield(total); threads.Add(Environment.CurrentManagedThreadId); }
        });
        using Generator<int, int> g = new(async yield => await yield.From(inner));
        g.Next();
        using SemaphoreSlim turnOfFirst = new(1), turnOfSecond = new(0);
        Thread StartTaking(SemaphoreSlim turn, SemaphoreSlim other) => Start(() =>
        {
            for (int i = 0; i < Measure.Steps / 2; i++) { turn.Wait(); g.Send(1); other.Release(); }
        });
        Thread first = StartTaking(turnOfFirst, turnOfSecond), second = StartTaking(turnOfSecond, turnOfFirst);
        first.Join();
        second.Join();
        Assert.Equal(Measure.Steps, g.Current);
        Assert.Equal(
            Enumerable.Range(0, Measure.Steps).Select(i => (i % 2 == 0 ? first : second).ManagedThreadId), threads);
    }

    [Fact]
    public void What_is_thrown_in_on_one_thread_is_not_seen_by_another()
    {
        void Throw(string message, List<string> caught)
        {
            using Generator<string> g = new(async yield =>
            {
                string last = "";
                while (true) { try { await yield(last); } catch (FormatException e) { last = e.Message; } }
            });
            g.Next();
            for (int i = 0; i < 1000; i++) caught.Add(g.Throw(new FormatException(message)));
        }
        List<string> first = [], second = [];
        Thread other = Start(() => Throw("first", first));
        Throw("second", second);
        other.Join();
        Assert.Equal(Enumerable.Repeat("first", 1000), first);
        Assert.Equal(Enumerable.Repeat("second", 1000), second);
    }

    private static Thread Start(ThreadStart start)
    {
        var thread = new Thread(start);
        thread.Start();
        return thread;
    }

    // In a body: until While has looked.
    private void Wait() { _inside.Set(); _goOn.Wait(); }

    // What a step gives on another thread; `look` is called while that is inside the body, at a Wait.
    private int While(Func<int> step, Action look)
    {
        int value = 0;
        Thread other = Start(() => value = step());
        _inside.Wait();
        try { look(); }
        finally { _goOn.Set(); other.Join(); }
        return value;
    }
}
