using System.Runtime.CompilerServices;

namespace Parley.Tests.Harness;

/// <summary>An awaitable that says it isn't completed, and then goes on at once, inside the very call that is to
/// wait.</summary>
public readonly struct Inline : ICriticalNotifyCompletion
{
    public bool IsCompleted => false;
    public Inline GetAwaiter() => this;
    public void GetResult() { }
    public void OnCompleted(Action continuation) => continuation();
    public void UnsafeOnCompleted(Action continuation) => continuation();
}
