using System.Diagnostics;
using System.Threading.Tasks.Sources;
using Parley.Engine;

namespace Parley.Waiting;

/// <summary>The kind of result that a call on an asynchronous generator has.</summary>
internal enum AsyncForm
{
    /// <summary>Whether the generator yielded.</summary>
    Move,

    /// <summary>The value that the generator yielded.</summary>
    Value,

    /// <summary>None: the generator was closed.</summary>
    Close,
}

/// <summary>
/// A call that waits. It continues to drive the chain when the wait is over, and is the source of the caller's
/// ValueTask. A generator reuses it for its next call, unless the result hasn't been taken by then.
/// </summary>
[DebuggerStepThrough, StackTraceHidden]
internal abstract class AsyncCall<TYield, TResult>(AsyncGenerator<TYield> generator)
    : IAsyncDriver, IThreadPoolWorkItem, IValueTaskSource<TResult>
{
    private static readonly Action<AsyncCall<TYield, TResult>> s_wait =
        [DebuggerStepThrough, StackTraceHidden] static (call) => call.Drive(Outcome.Waiting);
    private static readonly Action<AsyncCall<TYield, TResult>> s_wake =
        [DebuggerStepThrough, StackTraceHidden] static (call) => call.Drive(call.Run(returns: false));

    private static readonly Action<AsyncCall<TYield, TResult>> s_return =
        [DebuggerStepThrough, StackTraceHidden] static (call) => call.Drive(call.Run(returns: true));

    private ManualResetValueTaskSourceCore<TResult> _source;
    private Generator<TYield>.Drive _drive;
    private AsyncForm _form;
    private Exception? _error;
    private bool _taken;

    /// <summary>Takes this for a call that waits; false if the last caller hasn't taken the result.</summary>
    internal bool TryTake(in Generator<TYield>.Drive drive, AsyncForm form)
    {
        if (Volatile.Read(ref _taken)) return false;
        _taken = true;
        _drive = drive;
        _form = form;
        return true;
    }

    /// <summary>Waits, then continues until the call is over.</summary>
    /// <returns>The token for the caller's ValueTask.</returns>
    internal short Start()
    {
        short version = _source.Version;
        generator.FromContexts.KeepCaller();
        Isolated.Run(s_wait, this);
        return version;
    }

    // A wait is over, and the body continues here, perhaps on the stack of the code that completed the task.
    void IAsyncDriver.Wake() => Isolated.Run(s_wake, this);

    // This runs in the place where the body is to continue after its From.
    void IThreadPoolWorkItem.Execute() => Isolated.Run(s_return, this);

    public TResult GetResult(short token)
    {
        // Throws if the token isn't this call's or if it is too early; the call isn't affected.
        if (_source.GetStatus(token) == ValueTaskSourceStatus.Pending) return _source.GetResult(token);
        try
        {
            return _source.GetResult(token);
        }
        finally
        {
            _source.Reset();
            Volatile.Write(ref _taken, false);
        }
    }

    public ValueTaskSourceStatus GetStatus(short token) => _source.GetStatus(token);

    public void OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    private protected abstract TResult Value(Generator<TYield> core, Outcome outcome);

    private AsyncBox Waiting => (AsyncBox)_drive.Waiting!._box!;

    // Continues the body that has waited: after its wait, or behind its From.
    private Outcome Run(bool returns)
    {
        try
        {
            if (returns)
            {
                generator.FromContexts.Next.Restore();
                return _drive.Resume(_drive.Waiting!, _drive.Thrown);
            }

            Waiting.Resume();
            return _drive.Continue(_drive.Waiting!);
        }
        catch (Exception exception)
        {
            // The engine itself has failed. Nobody else could report that.
            _drive.Unclaim();
            _error = exception;
            return Outcome.AlreadyEnded;
        }
    }

    private void Drive(Outcome outcome)
    {
        FromContexts contexts = generator.FromContexts;
        while (outcome == Outcome.Waiting)
        {
            contexts.Wait();
            if (Waiting.Park(this)) return; // from here on, another thread may be running it
            contexts.CancelWait();
            outcome = Run(returns: false);
        }

        if (outcome == Outcome.Elsewhere)
        {
            contexts.Next.Place.Post(this);
            return;
        }

        Exception? error = _error ?? generator.ErrorOf(outcome, _form);
        _error = null;
        TResult result = error is null ? Value(generator.Core, outcome) : default!;
        _drive = default;
        contexts.Clear();
        generator.Release();
        if (error is null) _source.SetResult(result);
        else _source.SetException(error);
    }
}

/// <summary>A waiting call whose result is what the generator has come to, or a part of that, or nothing.</summary>
[DebuggerStepThrough, StackTraceHidden]
internal sealed class AsyncMoveCall<TYield>(AsyncGenerator<TYield> generator)
    : AsyncCall<TYield, Moved<TYield>>(generator), IValueTaskSource<bool>, IValueTaskSource
{
    bool IValueTaskSource<bool>.GetResult(short token) => GetResult(token).Yields;

    void IValueTaskSource.GetResult(short token) => GetResult(token);

    private protected override Moved<TYield> Value(Generator<TYield> core, Outcome outcome) =>
        new(outcome == Outcome.Yielded, core._current);
}

/// <summary>A waiting call whose result is the yielded value.</summary>
[DebuggerStepThrough, StackTraceHidden]
internal sealed class AsyncValueCall<TYield>(AsyncGenerator<TYield> generator) : AsyncCall<TYield, TYield>(generator)
{
    private protected override TYield Value(Generator<TYield> core, Outcome outcome) => core._current!;
}
