using System.Runtime.CompilerServices;

namespace Parley.Tests.Oracle;

/// <summary>What the bodies of programs await between their statements.</summary>
public enum Awaits
{
    Nothing,
    Completed, // what has completed
    Inline, // what has to be waited for, and is over inside that very call
    Later, // what goes on after the call that the body runs in has come back, pending
}

/// <summary>What is put into the bodies of programs. It counts what has run.</summary>
public readonly struct Pause(Awaits awaits) : ICriticalNotifyCompletion
{
    private static int s_count;

    public static int Count => s_count;
    public bool IsCompleted => awaits == Awaits.Completed;
    public Pause Here() { Interlocked.Increment(ref s_count); return this; }
    public async ValueTask<T> Before<T>(T value) { await Here(); return value; }
    public Pause GetAwaiter() => this;
    public void GetResult() { }

    public void OnCompleted(Action continuation)
    {
        if (awaits == Awaits.Inline) default(Inline).OnCompleted(continuation);
        else default(Later).OnCompleted(continuation);
    }

    public void UnsafeOnCompleted(Action continuation) => OnCompleted(continuation);
}
