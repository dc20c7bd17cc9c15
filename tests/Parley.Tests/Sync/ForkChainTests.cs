namespace Parley.Tests.Sync;

/// <summary>Forks of chains: deep ones, ones of several types, on several threads.</summary>
public class ForkChainTests : SyncTests
{
    [Theory, InlineData(10_000), InlineData(1_000_000)]
    public void Deep_chain_splits_on_a_small_stack(int depth) => OnThread(stackSize: 256 * 1024, run: () =>
    {
        IntReturner innermost = new(async yield =>
        {
            int total = 0;
            while (total < 100) total += await yield(total);
            return total;
        });
        IntReturner g = Enumerable.Range(0, depth)
            .Aggregate(innermost, (inner, _) => new(async yield => 1 + await yield.From(inner)));
        g.At(0);
        Assert.Equal(5, g.Send(5));
        IntReturner fork = g.Fork();
        Assert.Equal((6, 7), (g.Send(1), fork.Send(2)));
        Assert.False(fork.TrySend(100));
        Assert.Equal((depth + 107, 6, GeneratorState.Suspended), (fork.Result, g.Current, innermost.State));
    });

    [Fact]
    public void Deep_chain_of_closures_splits_on_a_small_stack() => OnThread(stackSize: 256 * 1024, run: () =>
    {
        static Generator<int> Nest(int depth) => new(async yield =>
        {
            int count = 0;
            Func<int> next = () => ++count;
            if (depth > 0) await yield.From(Nest(depth - 1));
            while (true) await yield(next());
        });
        Generator<int> g = Nest(10_000).At(1);
        Generator<int> fork = g.Fork();
        g.At(2).At(3);
        fork.At(2);
    });

    [Fact]
    public void Inner_of_a_derived_type_splits()
    {
        Generator<object, int, int> g = new(async yield =>
        {
            Generator<string, int, int> inner = new(async below =>
            {
                int total = 0;
                while (total < 100) total += await below($"{total}");
                return total;
            });
            return 1 + await yield.From(inner);
        });
        Assert.Equal("0", g.Next());
        Assert.Equal("5", g.Send(5));
        var fork = g.Fork();
        Assert.Equal(("6", "7"), (g.Send(1), fork.Send(2)));
        Assert.False(fork.TrySend(100));
        Assert.Equal((108, "6"), (fork.Result, g.Current));
        Assert.NotSame(g.YieldingFrom, g.Fork().YieldingFrom);
    }

    [Fact]
    public void Inner_that_has_gone_on_by_itself_or_ended_is_copied_where_it_is()
    {
        Generator<int> inner = Yielding(1, 2, 3);
        Generator<int> g = new(async yield => { await yield.From(inner); await yield(10); });
        g.At(1);
        inner.At(2);
        Assert.Equal(1, g.Fork().Current);
        g.Fork().At(3);
        inner.Close();
        g.Fork().At(10);
        g.At(10);
    }

    [Fact]
    public void Inner_that_ignored_the_exit_is_copied_where_it_is()
    {
        Generator<int> inner = new(async yield =>
        {
            try { await yield(1); }
            catch (GeneratorExitException) { await yield(2); }

            await yield(3);
        });
        Generator<int> g = Delegating(inner);
        g.At(1);
        Refuses("ignored GeneratorExit", g.Close);
        Assert.Equal((GeneratorState.Closed, GeneratorState.Closed), (g.State, g.Fork().State));
        inner.Fork().At(3);
        inner.At(3);
    }

    [Fact]
    public void Body_that_is_missing_is_missing_in_the_fork()
    {
        Generator<int> g = new(_ => default);
        Refuses("no body of its own", () => g.Fork().Next());
        Refuses("no body of its own", () => g.Next());
    }

    [Fact]
    public void Forks_go_on_on_two_threads_at_once()
    {
        Generator<int> g = new(async yield =>
        {
            int count = 0;
            Func<int> next = () => ++count;
            await yield.From(new Generator<int>(async below => { while (true) await below(next()); }));
        });
        g.At(1);
        Generator<int>[] forks = [g, .. Enumerable.Range(0, 3).Select(_ => g.Fork())];
        Parallel.ForEach(forks, fork =>
        {
            for (int i = 2; i < 20_000; i++) Assert.Equal(i, fork.Next());
        });
    }

    [Fact]
    public void A_hundred_thousand_faces_split()
    {
        Generator<int> g = new(async yield =>
        {
            int count = 0;
            Generator<int> face = new(async below => { while (true) await below(++count); });
            for (int i = 0; i < 100_000; i++) face = face.SelectYield(value => value);
            await yield(0);
            GC.KeepAlive(face);
            await yield(count);
        });
        g.At(0);
        OnThread(() => g.Fork().At(0), 256 * 1024);
        g.At(0);
    }

    [Fact]
    public void Delegate_of_a_hundred_thousand_delegates_splits()
    {
        Generator<int> g = new(async yield =>
        {
            int count = 0;
            Action add = () => count++;
            Action deep = add;
            for (int i = 0; i < 100_000; i++) deep = new Action(deep.Invoke);
            while (true)
            {
                await yield(count);
                add();
                GC.KeepAlive(deep);
            }
        });
        g.At(0);
        Generator<int>? fork = null;
        OnThread(() => fork = g.Fork(), 256 * 1024);
        fork!.At(1);
        g.At(1);
    }

    [Fact]
    public void Fork_of_a_users_own_type_is_of_that_type()
    {
        var g = new Named("n");
        g.At(1);
        var fork = Assert.IsType<Named>(g.Fork());
        Assert.Equal(("n", 2), (fork.Name2, fork.Next()));
    }

    [Fact]
    public void Fork_keeps_neither_the_original_nor_what_drives_it_alive()
    {
        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static (Generator<int> Fork, WeakReference Original, WeakReference Outer) Make()
        {
            Generator<int> inner = Yielding(1, 2, 3);
            Generator<int> outer = Delegating(inner);
            outer.At(1);
            return (inner.Fork(), new(inner), new(outer));
        }

        var (fork, original, outer) = Make();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.Equal((false, false), (original.IsAlive, outer.IsAlive));
        fork.At(2);
    }

    private sealed class Named(string name)
        : Generator<int>(async yield => { for (int i = 1; ; i++) await yield(i); })
    {
        public string Name2 => name;
    }
}
