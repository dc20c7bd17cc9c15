using System.Runtime.CompilerServices;

namespace Parley.Tests.Harness;

/// <summary>An awaitable whose wait is over before the call that waits for it has come back: what follows has run by
/// then, on a thread of its own that has this synchronization context, or none.</summary>
internal sealed class Hop(SynchronizationContext? context = null) : INotifyCompletion
{
    public bool IsCompleted => false;
    public Hop GetAwaiter() => this;
    public void GetResult() { }

    public void OnCompleted(Action continuation)
    {
        var thread = new Thread(() => { SynchronizationContext.SetSynchronizationContext(context); continuation(); });
        thread.Start();
        thread.Join();
    }
}
