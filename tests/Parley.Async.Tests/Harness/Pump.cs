using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Parley.Tests.Harness;

/// <summary>A thread that runs what it is given, one after another, and its synchronization context. Awaited, it has
/// run the continuation before the call that waits has come back.</summary>
internal sealed class Pump : SynchronizationContext, INotifyCompletion, IDisposable
{
    private readonly BlockingCollection<Action> _turns = [];

    public Pump() => new Thread(Run) { IsBackground = true, Name = nameof(Pump) }.Start();

    public bool IsCurrent => Current == this;

    public bool IsCompleted => false;
    public Pump GetAwaiter() => this;
    public void GetResult() { }
    public void OnCompleted(Action continuation) => Send(static action => ((Action)action!)(), continuation);

    public void Add(Action turn) => _turns.Add(turn);

    public override void Post(SendOrPostCallback callback, object? state) => Add(() => callback(state));

    public override void Send(SendOrPostCallback callback, object? state)
    {
        using var done = new ManualResetEventSlim();
        Add(() => { callback(state); done.Set(); });
        done.Wait();
    }

    public void Dispose() => _turns.CompleteAdding();

    private void Run()
    {
        SetSynchronizationContext(this);
        foreach (Action turn in _turns.GetConsumingEnumerable()) turn();
    }
}
