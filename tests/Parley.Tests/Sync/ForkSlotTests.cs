using System.Collections;

namespace Parley.Tests.Sync;

/// <summary>What the compiler keeps in fields of its own, several uses of which share one in Release.</summary>
public class ForkSlotTests : SyncTests
{
    [Fact]
    public void Generator_that_an_expression_needs_is_shared_after_a_loop_that_keeps_its_own_there()
    {
        Generator<int> other = Yielding(1, 2, 3, 4, 5);
        Generator<int, int> g = new(async yield =>
        {
            foreach (int i in Yielding(10, 20)) await yield(i);
            while (true) await yield(Next(other, await yield(0)));
        });
        g.At(10);
        var inLoop = g.Fork();
        g.At(20).At(0);
        var fork = g.Fork();
        Assert.Equal((1, 2), (fork.Next(), g.Next()));
        inLoop.At(20).At(0).At(3);

        static int Next(Generator<int> generator, int sent) => generator.Next() + sent;
    }

    [Fact]
    public void Enumerator_that_an_expression_needs_is_shared_after_a_loop_that_keeps_its_own_there()
    {
        IEnumerator<int> other = Iterator().GetEnumerator();
        Generator<int, int> g = new(async yield =>
        {
            foreach (int i in Iterator()) await yield(10 * i);
            while (true) await yield(Next(other, await yield(0)));
        });
        g.At(10);
        Refuses("can't be copied, ", () => g.Fork());
        g.At(20).At(30).At(0);
        var fork = g.Fork();
        Assert.Equal((1, 2), (fork.Next(), g.Next()));

        static int Next(IEnumerator<int> enumerator, int sent) => enumerator.MoveNext() ? enumerator.Current + sent : 0;
    }

    [Fact]
    public void Loop_that_goes_around_another_one_is_refused_or_split_at_every_place()
    {
        Generator<int> g = new(async yield =>
        {
            foreach (int i in new List<int> { 10, 20 })
            {
                foreach (int j in Iterator()) await yield(i + j);
                await yield(i);
            }
        });
        g.At(11);
        Refuses("can't be copied, ", () => g.Fork());
        g.At(12).At(13).At(10);
        var fork = g.Fork();
        g.At(21);
        fork.At(21).At(22);
        Refuses("can't be copied, ", () => fork.Fork());
    }

    [Fact]
    public void Loop_that_is_left_after_every_element_is_still_refused()
    {
        Generator<int> g = new(async yield =>
        {
            foreach (int i in Iterator())
            {
                await yield(i);
                break;
            }

            await yield(2);
        });
        g.At(1);
        Refuses("can't be copied, ", () => g.Fork());
        g.At(2);
        g.Fork();
    }

    [Fact]
    public void Enumerator_of_an_interface_of_ones_own_is_refused()
    {
        Generator<int> g = new(async yield => { foreach (int i in new Steps()) await yield(i); });
        g.Fork().At(1);
        g.At(1);
        Assert.Contains("Steps", Refuses("can't be copied, ", () => g.Fork()).Message, StringComparison.Ordinal);
        g.At(2);
    }

    [Fact]
    public void Enumerator_with_explicit_members_is_refused()
    {
        Generator<int> g = new(async yield => { foreach (int i in (IEnumerable<int>)new Explicit()) await yield(i); });
        g.At(1);
        Refuses("can't be copied, ", () => g.Fork());
        g.At(2);
    }

    [Fact]
    public void Enumerator_whose_Current_hides_another_one_is_refused_in_a_loop_and_shared_elsewhere()
    {
        var other = new Hiding();
        Generator<int, int> g = new(async yield =>
        {
            foreach (int i in new Hiding()) await yield(i);
            while (true) await yield(Next(other, await yield(0)));
        });
        g.At(1);
        Refuses("can't be copied, ", () => g.Fork());
        g.At(2).At(3).At(0);
        var fork = g.Fork();
        Assert.Equal((1, 2), (fork.Next(), g.Next()));

        static int Next(Hiding enumerator, int sent) => enumerator.MoveNext() ? enumerator.Current + sent : 0;
    }

    [Fact]
    public void Loop_over_a_query_through_a_generator_is_refused_and_before_and_after_it_is_not()
    {
        Generator<int> g = new(async yield =>
        {
            Generator<int, int> twice = new(async below => { int got = 0; while (true) got = await below(2 * got); });
            await yield(0);
            foreach (int i in new List<int> { 1, 2 }.Through(twice)) await yield(i);
            await yield(9);
        });
        g.At(0);
        g.Fork();
        g.At(2);
        Refuses("can't be copied, ", () => g.Fork());
        g.At(4).At(9);
        Assert.False(g.Fork().MoveNext());
    }

    private static IEnumerable<int> Iterator() { for (int i = 1; i <= 3; i++) yield return i; }

    private interface IStepping { int Current { get; } }

    private interface IStepper : IStepping { bool MoveNext(); }

    private sealed class Steps : IStepper
    {
        private int _step;
        int IStepping.Current => _step;
        public IStepper GetEnumerator() => this;
        bool IStepper.MoveNext() => ++_step <= 3;
    }

    private sealed class Explicit : IEnumerable<int>, IEnumerator<int>
    {
        private int _step;
        int IEnumerator<int>.Current => _step;
        object IEnumerator.Current => _step;
        IEnumerator<int> IEnumerable<int>.GetEnumerator() => this;
        IEnumerator IEnumerable.GetEnumerator() => this;
        bool IEnumerator.MoveNext() => ++_step <= 3;
        void IEnumerator.Reset() => _step = 0;
        void IDisposable.Dispose() { }
    }

    private class Hidden { public object? Current => null; }

    private sealed class Hiding : Hidden
    {
        public new int Current { get; private set; }
        public Hiding GetEnumerator() => this;
        public bool MoveNext() => ++Current <= 3;
    }
}
