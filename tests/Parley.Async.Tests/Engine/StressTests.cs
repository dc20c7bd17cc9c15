using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Engine;

/// <summary>Many generators, and threads that hand them to one another or call them at the same time.</summary>
public class StressTests
{
    private const int Threads = 8;

    [Fact(Timeout = 60_000)]
    public async Task Generators_handed_from_thread_to_thread_between_steps_lose_nothing_and_repeat_nothing()
    {
        const int Generators = 64, Steps = 60_000;
        var conversations = Channel.CreateUnbounded<Conversation>();
        List<Conversation> all = [.. Enumerable.Range(0, Generators).Select(seed => new Conversation(seed))];
        foreach (var conversation in all) conversations.Writer.TryWrite(conversation);
        int steps = 0;
        async Task Work()
        {
            while (Interlocked.Increment(ref steps) <= Steps)
            {
                var conversation = await conversations.Reader.ReadAsync();
                await conversation.StepAsync();
                conversations.Writer.TryWrite(conversation);
            }
        }

        await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Run(Work)));
        foreach (var conversation in all) await conversation.EndAsync();
        Assert.Equal(Steps, all.Sum(conversation => conversation.Sent.Count));
        Assert.All(all, conversation => Assert.Equal(conversation.Sent, conversation.Received));
    }

    [Fact(Timeout = 60_000)]
    public async Task Sends_raced_at_one_generator_arrive_once_or_are_refused()
    {
        const int Generators = 16, Calls = 3000;
        int refused = 0;
        for (int seed = 0; seed < Generators || refused == 0; seed++) // until calls have overlapped
        {
            var conversation = new Conversation(seed);
            await conversation.Generator.NextAsync();
            ConcurrentBag<int> sent = [], answers = [];
            async Task Send(int from)
            {
                for (int value = from; value < Calls; value += Threads)
                {
                    try { answers.Add(await conversation.Generator.SendAsync(value)); sent.Add(value); }
                    catch (InvalidOperationException e) when (IsOverlap(e)) { Interlocked.Increment(ref refused); }
                }
            }

            await Task.WhenAll(Enumerable.Range(0, Threads).Select(from => Task.Run(() => Send(from))));
            Assert.Equal(sent.Order(), conversation.Received.Order());
            Assert.Equal(Enumerable.Range(1, answers.Count), answers.Order());
            await conversation.Generator.CloseAsync();
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Close_raced_with_sends_closes_once_and_every_call_works_or_says_why_not()
    {
        const int Rounds = 2000;
        int refusedCloses = 0, refusedSends = 0, ended = 0;
        for (int round = 0; round < Rounds || refusedSends + refusedCloses + ended == 0; round++)
        {
            var conversation = new Conversation(round);
            await conversation.Generator.NextAsync();
            int ready = 0, sent = 0;
            async Task Send(int value)
            {
                try { await conversation.Generator.SendAsync(value); Interlocked.Increment(ref sent); }
                catch (InvalidOperationException e) when (IsOverlap(e)) { Interlocked.Increment(ref refusedSends); }
                catch (StopIterationException) { Interlocked.Increment(ref ended); }
            }

            bool closed = false;
            async Task Close()
            {
                try { await conversation.Generator.CloseAsync(); closed = true; }
                catch (InvalidOperationException e) when (IsOverlap(e)) { Interlocked.Increment(ref refusedCloses); }
            }

            Task Raced(Func<Task> call) => Task.Run(async () =>
            {
                Interlocked.Increment(ref ready);
                while (Volatile.Read(ref ready) < 3) await Task.Yield();
                await call();
            });
            await Task.WhenAll(Raced(() => Send(1)), Raced(() => Send(2)), Raced(Close));
            Assert.Equal(closed ? Closed : Suspended, conversation.Generator.State);
            Assert.Equal(sent, conversation.Received.Count);
            await conversation.EndAsync();
            Assert.Equal(1, conversation.Ended);
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Properties_can_be_read_while_a_call_is_pending_and_as_it_completes()
    {
        const int Steps = 2_000;
        var g = new AsyncGenerator<int, int>(async yield =>
        {
            for (int seed = 0; ; seed++) await yield.From(new Conversation(seed % 3).Generator);
        });
        await g.NextAsync();
        int read = 0;
        for (int i = 0; i < Steps || read == 0; i++)
        {
            var call = g.SendAsync(i % 7 == 6 ? -1 : i);
            for (; !call.IsCompleted; read++)
            {
                Assert.True(g.State is Running or Suspended);
                Assert.True(g.YieldingFrom is null or AsyncGenerator<int, int>);
                Assert.NotEmpty(g.ToString());
                Assert.InRange(g.Current, 0, Steps);
            }

            await call;
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Properties_in_the_middle_of_a_chain_can_be_read_while_another_thread_drives_it()
    {
        const int Steps = 100_000;
        AsyncGenerator<int> middle = null!, inner = null!;
        AsyncGenerator<int> Inner(int i) => new(async yield =>
        {
            await yield(1); if (i == 1) await Task.Yield(); await yield(2);
        });
        AsyncGenerator<int> Middle() => new(async yield =>
        {
            for (int i = 0; i < 3; i++) await yield.From(inner = Inner(i));
        });
        var outer = new AsyncGenerator<int>(async yield => { while (true) await yield.From(middle = Middle()); });
        await outer.NextAsync();
        bool over = false;
        int read = 0;
        var reading = Task.Run(() =>
        {
            for (; !Volatile.Read(ref over); Interlocked.Increment(ref read))
            {
                Assert.True(Enum.IsDefined(middle.State));
                Assert.True(middle.YieldingFrom is null or AsyncGenerator<int>);
                Assert.NotEmpty(inner.ToString());
            }
        });
        for (int i = 0; i < Steps || (Volatile.Read(ref read) == 0 && !reading.IsCompleted); i++)
        {
            await outer.NextAsync();
        }

        Volatile.Write(ref over, true);
        await reading;
    }

    private static bool IsOverlap(InvalidOperationException e) => e.Message.Contains(AlreadyExecuting);

    /// <summary>A generator that counts: it is sent values and answers with how many it was sent, after waits of every
    /// kind, by itself or through others. A negative value ends what it delegates to.</summary>
    private sealed class Conversation
    {
        private readonly Random _random;

        public Conversation(int seed)
        {
            _random = new Random(seed);
            Generator = (seed % 4) switch
            {
                0 => Counting(),
                1 => Delegating(Counting),
                2 => Delegating(() => Delegating(Counting)),
                _ => new(async yield => await yield.From(new Generator<int, int>(async yield =>
                {
                    try { while (true) Received.Add(await yield(Received.Count)); } finally { Ended++; }
                }))),
            };
        }

        public AsyncGenerator<int, int> Generator { get; }
        public List<int> Sent { get; } = [];
        public List<int> Received { get; } = [];
        public int Ended { get; private set; }

        public async Task StepAsync()
        {
            if (Generator.State == Created) Assert.Equal(0, await Generator.NextAsync());
            int value = _random.Next(1000);
            Sent.Add(value);
            Assert.Equal(Sent.Count, await Generator.SendAsync(value));
            Assert.Equal(Sent.Count, Generator.Current);
        }

        public async Task EndAsync() { await Generator.CloseAsync(); await IsClosed(Generator); }

        private static AsyncGenerator<int, int> Delegating(Func<AsyncGenerator<int, int>> inner) =>
            new(async yield => await yield.From(inner()));

        private AsyncGenerator<int, int> Counting() => new(async yield =>
        {
            try
            {
                while (true)
                {
                    await Wait();
                    int value = await yield(Received.Count);
                    await Wait();
                    if (value < 0) return;
                    Received.Add(value);
                }
            }
            finally { await Wait(); Ended++; }
        });

        private async ValueTask Wait()
        {
            switch (_random.Next(8))
            {
                case 0: await Task.Yield(); break;
                case 1: await default(Turn); break;
                case 2: await default(Inline); break;
                case 3: await default(AtThePool); break;
            }
        }
    }

    /// <summary>Goes on at the thread pool, at once: perhaps before the wait has been told to the caller.</summary>
    private readonly struct AtThePool : ICriticalNotifyCompletion
    {
        public bool IsCompleted => false;
        public AtThePool GetAwaiter() => this;
        public void GetResult() { }
        public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

        public void UnsafeOnCompleted(Action continuation) =>
            ThreadPool.UnsafeQueueUserWorkItem(static action => action(), continuation, preferLocal: false);
    }
}
