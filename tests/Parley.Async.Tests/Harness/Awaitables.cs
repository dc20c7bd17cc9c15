using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Parley.Tests.Harness;

/// <summary>What a body waits at, again and again, until the test opens it, on the test's own stack.</summary>
internal sealed class Gate : ICriticalNotifyCompletion
{
    private Action? _continuation;
    private Exception? _failure;

    public bool IsCompleted => false;
    public Gate GetAwaiter() => this;
    public void GetResult() { if (Interlocked.Exchange(ref _failure, null) is { } failure) throw failure; }
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
    public ValueTask<T> Through<T>(ValueTask<T> call) { OpenFor(call.IsCompleted); return call; }

    /// <inheritdoc cref="Through{T}(ValueTask{T})"/>
    public ValueTask Through(ValueTask call) { OpenFor(call.IsCompleted); return call; }

    private void OpenFor(bool isCompleted) { Assert.False(isCompleted, "The call doesn't wait."); Open(); }
}

/// <summary>Says that it isn't completed, and then goes on at once, inside the very call that is to wait.</summary>
public readonly struct Inline : ICriticalNotifyCompletion
{
    public bool IsCompleted => false;
    public Inline GetAwaiter() => this;
    public void GetResult() { }
    public void OnCompleted(Action continuation) => continuation();
    public void UnsafeOnCompleted(Action continuation) => continuation();
}

/// <summary>Always waits: what follows runs on the same thread, inside a call of <see cref="RunNext"/>.</summary>
public readonly struct Later : ICriticalNotifyCompletion
{
    [ThreadStatic]
    private static Queue<Action>? t_turns;

    public bool IsCompleted => false;

    public static void RunNext()
    {
        if (t_turns is not { Count: > 0 }) throw new NotSupportedException("Nothing waits on this thread.");
        t_turns.Dequeue()();
    }

    public Later GetAwaiter() => this;
    public void GetResult() { }
    public void OnCompleted(Action continuation) => (t_turns ??= new()).Enqueue(continuation);
    public void UnsafeOnCompleted(Action continuation) => OnCompleted(continuation);
}

/// <summary>Always waits: what follows runs in its turn, on the one thread that pumps them all, as does what is awaited
/// there.</summary>
internal readonly struct Turn : ICriticalNotifyCompletion
{
    private static readonly Pump s_pump = new();

    public bool IsCompleted => false;
    public Turn GetAwaiter() => this;
    public void GetResult() { }
    public void OnCompleted(Action continuation) => s_pump.Add(continuation);
    public void UnsafeOnCompleted(Action continuation) => s_pump.Add(continuation);
}

/// <summary>Its wait is over before the call that waits for it has come back: what follows has run by then, on a thread
/// of its own that has this synchronization context, or none.</summary>
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
