using System.Diagnostics;
using System.Threading.Tasks.Sources;

namespace Parley.Internal;

/// <summary>What a call of an asynchronous generator gives its caller.</summary>
internal enum AsyncForm
{
    /// <summary>Whether it yielded.</summary>
    Move,

    /// <summary>The value that it yielded.</summary>
    Value,

    /// <summary>Nothing: it was closed.</summary>
    Close,
}

/// <summary>
/// A call that waits: it drives the chain on when the wait is over, and is the source of the caller's ValueTask. A
/// generator keeps one for its next call, unless its caller hasn't taken the result by then.
/// </summary>
[DebuggerStepThrough, StackTraceHidden]
internal abstract class AsyncCall<TYield, TResult>(AsyncGenerator<TYield> generator)
    : IAsyncDriver, IThreadPoolWorkItem, IValueTaskSource<TResult>
{
    private static readonly ContextCallback s_settle = static call => ((AsyncCall<TYield, TResult>)call!).Settle();

    private ManualResetValueTaskSourceCore<TResult> _source;
    private Generator<TYield>.Drive _drive;
    private ExecutionContext? _context;
    private object? _place;
    private AsyncForm _form;
    private bool _taken;

    /// <summary>Takes this for a call, if the last caller has its result.</summary>
    internal bool TryTake() => !Volatile.Read(ref _taken) && (_taken = true);

    /// <summary>Waits, and goes on until the call is over.</summary>
    /// <returns>The version that the caller's ValueTask is for.</returns>
    internal short Start(in Generator<TYield>.Drive drive, AsyncForm form)
    {
        _drive = drive;
        _form = form;
        _context = ExecutionContext.Capture();
        _place = Place.Current;
        short version = _source.Version;
        Drive(Outcome.Waiting);
        return version;
    }

    void IAsyncDriver.GoOn()
    {
        if (GoOnHere()) SettleInContext();
    }

    void IThreadPoolWorkItem.Execute() => SettleInContext();

    public TResult GetResult(short token)
    {
        // Throws if it isn't this call's, or if it is too early, and the call goes on.
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

    // The wait is over: the body runs in its own context, what follows in the caller's. False if that is to be
    // elsewhere: a body behind the From of one that has ended, or has ignored an exit, goes on where any await would.
    private bool GoOnHere()
    {
        Waiting.GoOn();
        bool resumesDelegator = _drive.Waiting != generator.Core && _drive.Waiting!._phase switch
        {
            Phase.Closed => true,
            Phase.Running => _drive.Level is { } level && level != generator.Core,
            _ => false,
        };
        if (!resumesDelegator || Place.IsHere(_place)) return true;
        Place.Post(_place, this);
        return false;
    }

    private void SettleInContext()
    {
        if (_context is { } context) ExecutionContext.Run(context, s_settle, this);
        else Settle();
    }

    private void Settle() => Drive(generator.Core.Settle(_drive.Waiting!, ref _drive));

    private void Drive(Outcome outcome)
    {
        while (outcome == Outcome.Waiting)
        {
            if (Waiting.Park(this) || !GoOnHere()) return; // from here on it may be another thread's
            outcome = generator.Core.Settle(_drive.Waiting!, ref _drive);
        }

        Exception? error = generator.ErrorOf(outcome, _form);
        TResult result = error is null ? Value(generator.Core, outcome) : default!;
        _drive = default;
        _context = null;
        _place = null;
        generator.Leave();
        if (error is null) _source.SetResult(result);
        else _source.SetException(error);
    }
}

/// <summary>A waiting call that gives whether it yielded, or nothing.</summary>
internal sealed class AsyncMoveCall<TYield>(AsyncGenerator<TYield> generator)
    : AsyncCall<TYield, bool>(generator), IValueTaskSource
{
    void IValueTaskSource.GetResult(short token) => GetResult(token);

    private protected override bool Value(Generator<TYield> core, Outcome outcome) => outcome == Outcome.Yielded;
}

/// <summary>A waiting call that gives the yielded value.</summary>
internal sealed class AsyncValueCall<TYield>(AsyncGenerator<TYield> generator) : AsyncCall<TYield, TYield>(generator)
{
    private protected override TYield Value(Generator<TYield> core, Outcome outcome) => core._current!;
}
