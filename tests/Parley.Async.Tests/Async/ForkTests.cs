using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Async;

public sealed class ForkTests : IDisposable
{
    private readonly int _one = 1;
    private readonly CancellationTokenSource _before = new(), _after = new();

    public void Dispose()
    {
        _before.Dispose();
        _after.Dispose();
    }

    private static AsyncGenerator<bool> Watching() => new(async (yield, token) =>
    {
        CancellationToken same = token;
        Func<bool> inside = () => token.IsCancellationRequested;
        while (true) await yield(token.IsCancellationRequested && same.IsCancellationRequested && inside());
    });

    private static async Task<bool> Next(AsyncGenerator<bool> g) => await g.NextAsync();

    [Fact]
    public async Task Variable_of_a_local_function_whose_body_is_delegated_to_splits()
    {
        int two = 2;
        await Goes(new(async yield =>
        {
            await yield.From(Up(1));

            static AsyncGenerator<int> Up(int value) => new(async below => { while (true) await below(value++); });
        }));
        await Goes(new(async yield =>
        {
            AsyncGenerator<int> Up(int value) => new(async below => { while (true) await below(value++ + two - 2); });
            await yield.From(Up(1));
        }));
        await Goes(new(async yield =>
        {
            Func<int, AsyncGenerator<int>> up = value => new(async below =>
            {
                while (true) await below(value++ * _one);
            });
            await yield.From(up(1));
        }));

        static async Task Goes(AsyncGenerator<int> g)
        {
            Assert.Equal(1, await g.NextAsync());
            var fork = g.Fork();
            Assert.Equal((2, 2), (await g.NextAsync(), await fork.NextAsync()));
            Assert.Equal((3, 3), (await g.NextAsync(), await fork.NextAsync()));
        }
    }

    [Fact]
    public async Task Variable_of_an_asynchronous_local_function_is_not_shared()
    {
        var g = new AsyncGenerator<int>(async yield =>
        {
            Func<int> next = await From(1);
            while (true) await yield(next());

            static async Task<Func<int>> From(int value)
            {
                await Task.Yield();
                return () => value++;
            }
        });
        Assert.Equal(1, await g.NextAsync());
        var refusal = Assert.Throws<InvalidOperationException>(g.Fork); // it comes back in a task
        Assert.Contains("whose captured variables the local 'next'", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(2, await g.NextAsync());
    }

    [Fact]
    public async Task Token_given_before_cancels_both_and_one_given_later_its_own()
    {
        var g = Watching().GetAsyncEnumerator(_before.Token);
        Assert.False(await Next(g));
        var fork = g.Fork();
        fork.GetAsyncEnumerator(_after.Token);
        _after.Cancel();
        Assert.Equal((true, false), (await Next(fork), await Next(g)));
        var second = g.Fork();
        _before.Cancel();
        Assert.Equal((true, true), (await Next(g), await Next(second)));
        Assert.True(await Next(g.Fork())); // canceled already
    }

    [Fact]
    public async Task Token_of_one_that_delegates_cancels_the_forks_inner_and_not_the_others()
    {
        var inner = Watching();
        var g = new AsyncGenerator<bool>(async (yield, token) => await yield.From(inner));
        Assert.False(await Next(g));
        var fork = g.Fork();
        fork.GetAsyncEnumerator(_after.Token);
        _after.Cancel();
        Assert.Equal((true, false), (await Next(fork), await Next(g)));
        Assert.NotSame(inner, fork.YieldingFrom);
    }

    [Fact]
    public async Task Fork_of_one_that_another_ones_token_has_canceled_is_canceled()
    {
        var inner = Watching();
        var g = new AsyncGenerator<bool>(async (yield, token) => await yield.From(inner));
        Assert.False(await Next(g.GetAsyncEnumerator(_before.Token)));
        _before.Cancel();
        Assert.Equal((true, true), (await Next(inner.Fork()), await Next(inner)));
    }

    [Fact]
    public async Task Pending_one_or_one_above_it_is_not_forked_and_goes_on()
    {
        var gate = new TaskCompletionSource();
        var inner = new AsyncGenerator<int>(async yield => { await yield(1); await gate.Task; await yield(2); });
        var outer = new AsyncGenerator<int>(async yield => await yield.From(inner));
        await Expect.Yields(1, outer.NextAsync());
        ValueTask<int> pending = inner.NextAsync();
        foreach (var g in (AsyncGenerator<int>[])[inner, outer])
        {
            var refused = Assert.Throws<InvalidOperationException>(() => g.Fork());
            Assert.Contains("asynchronous generator is already running", refused.Message, StringComparison.Ordinal);
        }

        gate.SetResult();
        await Expect.Yields(2, pending);
        Assert.Equal(2, inner.Fork().Current);
        Assert.False(await outer.Fork().MoveNextAsync());
        Assert.False(await outer.MoveNextAsync());
    }

    [Fact]
    public async Task Waiting_forks_do_not_disturb_one_another()
    {
        TaskCompletionSource[] gates = [new(), new(), new()];
        int next = 0;
        var g = new AsyncGenerator<int>(async yield =>
        {
            int count = 0;
            Func<int> add = () => ++count;
            while (true)
            {
                await yield(add());
                await gates[next++].Task;
            }
        });
        await Expect.Yields(1, g.NextAsync());
        var fork = g.Fork();
        ValueTask<int> first = g.NextAsync(), second = fork.NextAsync();
        Assert.Throws<InvalidOperationException>(() => g.Fork());
        gates[1].SetResult();
        await Expect.Yields(2, second);
        Assert.False(first.IsCompleted);
        gates[0].SetResult();
        await Expect.Yields(2, first);
        Assert.Equal(2, fork.Fork().Current);
    }

    [Fact]
    public async Task Loop_over_an_asynchronous_generator_splits_and_one_over_an_iterator_is_refused()
    {
        static async IAsyncEnumerable<int> Native() { yield return 1; await Task.Yield(); yield return 2; }
        static AsyncGenerator<int> Own() => new(async yield => { for (int i = 1; i < 5; i++) await yield(i); });
        AsyncGenerator<int>[] split =
        [
            new(async yield => { await foreach (int i in Own()) await yield(i); }),
            new(async yield => { await foreach (int i in Own().ConfigureAwait(false)) await yield(i); }),
            new(async yield => { await foreach (int i in (IAsyncEnumerable<int>)Own()) await yield(i); }),
            new(async yield => await yield.From((IAsyncEnumerable<int>)Own())),
            new(async yield => { foreach (int i in new List<int> { 1, 2, 3 }) await yield(i); }),
        ];
        foreach (var g in split)
        {
            await Expect.Yields(1, g.NextAsync());
            var fork = g.Fork();
            await Expect.Yields(2, g.NextAsync());
            await Expect.Yields(2, fork.NextAsync());
            await Expect.Yields(3, fork.NextAsync());
            await Expect.Yields(3, g.NextAsync());
        }

        AsyncGenerator<int>[] refused =
        [
            new(async yield => { await foreach (int i in Native()) await yield(i); }),
            new(async yield => { await foreach (int i in Native().ConfigureAwait(false)) await yield(i); }),
            new(async yield => await yield.From(Native())),
            new(async yield => await yield.From(Native().ConfigureAwait(false))),
        ];
        foreach (var g in refused)
        {
            await Expect.Yields(1, g.Fork().NextAsync());
            await Expect.Yields(1, g.NextAsync());
            Assert.Contains("can't be copied", Assert.Throws<InvalidOperationException>(g.Fork).Message);
            await Expect.Yields(2, g.NextAsync());
        }
    }

    [Fact]
    public async Task Loop_over_an_iterator_that_an_exception_has_left_is_no_obstacle()
    {
        static async IAsyncEnumerable<int> Native() { yield return 1; await Task.Yield(); yield return 2; }
        AsyncGenerator<int> g = new(async yield =>
        {
            try { await foreach (int i in Native()) { await yield(i); throw new ArithmeticException(); } }
            catch (ArithmeticException) { }

            await yield(2);
            await foreach (int i in Native()) await yield(i + 2);
        });
        await Expect.Yields(1, g.NextAsync());
        Assert.Throws<InvalidOperationException>(g.Fork);
        await Expect.Yields(2, g.NextAsync());
        var fork = g.Fork();
        await Expect.Yields(3, g.NextAsync());
        Assert.Throws<InvalidOperationException>(g.Fork);
        await Expect.Yields(3, fork.NextAsync());
        await Expect.Yields(4, fork.NextAsync());
    }

    [Fact]
    public async Task Asynchronous_enumerator_of_an_interface_of_ones_own_is_refused()
    {
        AsyncGenerator<int> g = new(async yield => { await foreach (int i in new Steps()) await yield(i); });
        await Expect.Yields(1, g.NextAsync());
        Assert.Contains("Steps", Assert.Throws<InvalidOperationException>(g.Fork).Message);
        await Expect.Yields(2, g.NextAsync());
    }

    private interface IStepper
    {
        int Current { get; }
        ValueTask<bool> MoveNextAsync(CancellationToken token = default);
    }

    private sealed class Steps : IStepper
    {
        private int _step;
        int IStepper.Current => _step;
        public IStepper GetAsyncEnumerator() => this;
        ValueTask<bool> IStepper.MoveNextAsync(CancellationToken token) => new(++_step <= 3);
    }

    [Fact]
    public async Task Threads_that_fork_one_generator_do_not_disturb_one_another()
    {
        var inner = new AsyncGenerator<int>(async yield => { for (int i = 1; ; i++) await yield(i); });
        var g = new AsyncGenerator<int>(async yield =>
        {
            int count = 0;
            Func<int> add = () => ++count;
            add();
            await yield.From(inner);
        });
        await Expect.Yields(1, g.NextAsync());
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (int i = 0; i < 5000; i++)
            {
                var fork = g.Fork();
                Assert.Equal(GeneratorState.Suspended, fork.State);
                Assert.NotEqual(GeneratorState.Running, g.State);
                Assert.Equal(2, await fork.NextAsync());
            }
        })));
        await Expect.Yields(2, g.NextAsync());
    }

    [Fact]
    public async Task Synchronous_and_derived_inners_split()
    {
        AsyncGenerator<object>[] outers =
        [
            new(async yield => await yield.From(new Generator<object>(async below =>
            {
                for (int i = 1; ; i++) await below($"{i}");
            }))),
            new(async yield => await yield.From(new AsyncGenerator<string, int, int>(async below =>
            {
                for (int i = 1; ; i++) await below($"{i}");
            }))),
        ];
        foreach (var g in outers)
        {
            await Expect.Yields("1", g.NextAsync());
            var fork = g.Fork();
            await Expect.Yields("2", g.NextAsync());
            await Expect.Yields("2", fork.NextAsync());
            await Expect.Yields("3", fork.NextAsync());
        }
    }

    [Fact]
    public async Task Forks_and_calls_of_generators_that_share_an_inner_never_meet()
    {
        var inner = new AsyncGenerator<int>(async yield =>
        {
            for (int i = 0; ; i++) { await yield(i); if (i % 3 == 0) await Task.Yield(); }
        });
        var outers = Enumerable.Range(0, 4)
            .Select(_ => new AsyncGenerator<int>(async yield => await yield.From(inner))).ToArray();
        await Task.WhenAll(outers.Select(outer => Task.Run(async () =>
        {
            for (int i = 0; i < 2000; i++)
            {
                try
                {
                    if (i % 2 == 0) { await outer.NextAsync(); continue; }
                    var fork = outer.Fork();
                    if (fork.State != GeneratorState.Suspended) continue;
                    int at = await fork.NextAsync();
                    Assert.Equal(at + 1, await fork.NextAsync());
                }
                catch (InvalidOperationException e) when (e.Message.Contains("already running")) { }
                catch (StopIterationException) { return; } // another call was inside where the From begins
            }
        })));
    }

    [Fact]
    public async Task Deep_chain_splits()
    {
        const int Depth = 100_000;
        var g = new AsyncGenerator<int, int, int>(async yield => await yield(1) + await yield(2));
        for (int i = 0; i < Depth; i++)
        {
            var inner = g;
            g = new(async yield => 1 + await yield.From(inner));
        }

        await Expect.Yields(1, g.NextAsync());
        var fork = g.Fork();
        await Expect.Yields(2, fork.SendAsync(5));
        Assert.False(await fork.TrySendAsync(6));
        await Expect.Yields(2, g.SendAsync(7));
        Assert.False(await g.TrySendAsync(8));
        Assert.Equal((Depth + 11, Depth + 15), (fork.Result, g.Result));
    }

    [Fact]
    public async Task Generator_whose_body_is_a_method_that_got_the_bodys_lambda_splits()
    {
        var g = new AsyncGenerator<int>(async yield =>
        {
            int count = 0;
            var counting = new AsyncGenerator<int>(inner => Calling(inner, () => count++));
            while (await counting.MoveNextAsync()) await yield(count);
        });
        Assert.Equal(1, await g.NextAsync());
        var fork = g.Fork();
        Assert.Equal((2, 3), (await g.NextAsync(), await g.NextAsync()));
        Assert.Equal((2, 3), (await fork.NextAsync(), await fork.NextAsync()));
    }

    private static async AsyncGeneratorBody Calling(Yield<int> yield, Action call)
    {
        while (true)
        {
            await Task.Yield();
            call();
            await yield(1);
        }
    }
}
