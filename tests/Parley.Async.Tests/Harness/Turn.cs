using System.Runtime.CompilerServices;

namespace Parley.Tests.Harness;

/// <summary>
/// An awaitable that always waits: what follows it runs in its turn, on the one thread that pumps them all, as does
/// what is awaited there.
/// </summary>
internal readonly struct Turn : ICriticalNotifyCompletion
{
    private static readonly Pump s_pump = new();

    public bool IsCompleted => false;
    public Turn GetAwaiter() => this;
    public void GetResult() { }
    public void OnCompleted(Action continuation) => s_pump.Add(continuation);
    public void UnsafeOnCompleted(Action continuation) => s_pump.Add(continuation);
}
