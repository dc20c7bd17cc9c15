using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Parley.Tests.Harness;

/// <summary>
/// An awaitable that always waits: what follows it runs in its turn, on the one thread that pumps them all, as does
/// what is awaited there.
/// </summary>
internal readonly struct Turn : ICriticalNotifyCompletion
{
    private static readonly BlockingCollection<Action> s_turns = Pump();

    public bool IsCompleted => false;

    public Turn GetAwaiter() => this;

    public void GetResult() { }

    public void OnCompleted(Action continuation) => s_turns.Add(continuation);

    public void UnsafeOnCompleted(Action continuation) => s_turns.Add(continuation);

    private static BlockingCollection<Action> Pump()
    {
        var turns = new BlockingCollection<Action>();
        new Thread(() =>
        {
            SynchronizationContext.SetSynchronizationContext(new Context());
            foreach (Action turn in turns.GetConsumingEnumerable()) turn();
        })
        {
            IsBackground = true,
            Name = nameof(Turn),
        }.Start();
        return turns;
    }

    private sealed class Context : SynchronizationContext
    {
        public override void Post(SendOrPostCallback callback, object? state) => s_turns.Add(() => callback(state));
    }
}
