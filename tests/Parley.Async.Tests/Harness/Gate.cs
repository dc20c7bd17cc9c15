using System.Runtime.CompilerServices;

namespace Parley.Tests.Harness;

/// <summary>What a body waits at until the test opens it, on the test's own stack. It can be waited at again and
/// again.</summary>
internal sealed class Gate : ICriticalNotifyCompletion
{
    private Action? _continuation;
    private Exception? _failure;

    public bool IsCompleted => false;
    public Gate GetAwaiter() => this;

    public void GetResult()
    {
        if (Interlocked.Exchange(ref _failure, null) is { } failure) throw failure;
    }

    public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

    public void UnsafeOnCompleted(Action continuation)
    {
        if (Interlocked.Exchange(ref _continuation, continuation) is null) return;
        throw new InvalidOperationException("Somebody waits at this gate already.");
    }

    /// <summary>Lets the one who waits here go on, with an exception if there is one.</summary>
    public void Open(Exception? failure = null)
    {
        Action continuation = Interlocked.Exchange(ref _continuation, null)
            ?? throw new InvalidOperationException("Nobody waits at this gate.");
        _failure = failure;
        continuation();
    }

    /// <summary>Lets the call go on, which waits here, and gives it back.</summary>
    public ValueTask<T> Through<T>(ValueTask<T> call)
    {
        Assert.False(call.IsCompleted, "The call doesn't wait.");
        Open();
        return call;
    }

    /// <inheritdoc cref="Through{T}(ValueTask{T})"/>
    public ValueTask Through(ValueTask call)
    {
        Assert.False(call.IsCompleted, "The call doesn't wait.");
        Open();
        return call;
    }
}
