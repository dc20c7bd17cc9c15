using static Parley.Tests.Exact.Messages;

namespace Parley.Tests.Exact;

// What a fork costs, and what its errors say.
public class ForkTests
{
    private static Generator<int, int, int> Sum() => new(async yield =>
    {
        int total = 0;
        while (true) total += await yield(total);
    });

    [Fact]
    public void Fork_of_a_simple_body_allocates_what_a_new_generator_does()
    {
        Generator<int, int, int> kept = Sum();
        long created = Measure.Bytes(() => kept = Sum());
        Generator<int, int, int> g = Sum();
        g.Next();
        Assert.Equal(created, Measure.Bytes(() => kept = g.Fork()));
        Assert.Equal(7, kept.Send(7));
        Assert.Equal(0, g.Current);
    }

    [Fact, Message("AlreadyExecutingToFork")]
    public void Fork_from_inside_the_body_says_that_it_executes_already()
    {
        Generator<string> me = null!;
        me = new(async yield =>
        {
            string message = "";
            try { me.Fork(); }
            catch (InvalidOperationException e) { message = e.Message; }

            await yield(message);
        });
        Assert.Equal(AlreadyExecutingToFork, me.Next());
    }

    [Fact, Message("AlreadyRunningToFork")]
    public async Task Fork_of_an_asynchronous_generator_says_that_a_call_is_pending()
    {
        var gate = new TaskCompletionSource();
        AsyncGenerator<int> g = new(async yield => { await gate.Task; await yield(1); });
        ValueTask<int> pending = g.NextAsync();
        Says(AlreadyRunningToFork, () => g.Fork());
        gate.SetResult();
        Assert.Equal(1, await pending);
    }

    [Fact, Message("CannotFork")]
    public void Fork_in_a_loop_over_an_enumerator_names_its_type()
    {
        Generator<int> g = new(async yield => { foreach (int i in new SortedSet<int>([1, 2])) await yield(i); });
        g.Next();
        Says(CannotFork, () => g.Fork());
        Assert.Equal(2, g.Next());
    }
}
