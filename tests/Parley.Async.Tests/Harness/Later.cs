using System.Runtime.CompilerServices;

namespace Parley.Tests.Harness;

/// <summary>An awaitable that always waits: what follows it runs on the same thread, inside a call of
/// <see cref="RunNext"/>.</summary>
public readonly struct Later : ICriticalNotifyCompletion
{
    [ThreadStatic]
    private static Queue<Action>? t_turns;

    public bool IsCompleted => false;

    public static void RunNext()
    {
        Action turn = t_turns?.Count > 0
            ? t_turns.Dequeue()
            : throw new NotSupportedException("Nothing waits on this thread.");
        turn();
    }

    public Later GetAwaiter() => this;
    public void GetResult() { }
    public void OnCompleted(Action continuation) => (t_turns ??= new()).Enqueue(continuation);
    public void UnsafeOnCompleted(Action continuation) => OnCompleted(continuation);
}
