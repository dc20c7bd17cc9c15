using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Parley.Bodies;
using Parley.CompilerServices;
using Parley.Engine;

namespace Parley;

// A generator and its body: the calls from the body's awaiters and builder.
public partial class Generator<TYield> : IBodyOwner, IDebugView
{
    // What the call that has ended it raises, if it isn't the end of a From below.
    internal Exception? Failure => (_box as EndedBox)?.Failure;

    // What its body has failed with.
    private protected Exception? Cause => (_box as EndedBox)?.Cause;

    internal virtual Type? SendType => null;

    // That of a source, if this is a face of a type that has no result.
    internal virtual object? BoxedResult => (_box as EndedBox)?.Result;

    // The object that was passed to From: the generator itself, or what it stands for.
    internal virtual object Handle => (object?)Wrapper ?? this;

    // True if it stands for an enumerable, which knows nothing of exits or StopIteration.
    internal virtual bool IsEnumerable => false;

    // True if its body may wait.
    internal virtual bool IsAsync => Wrapper is not null;

    // The asynchronous generator that this is the core of, if it is.
    internal virtual AsyncGenerator<TYield>? Wrapper => null;

    // True if its delegator continues wherever it leaves it, and only the execution context is restored.
    internal virtual bool StaysInPlace => false;

    // A box that is missing, or that another generator owns, isn't an error yet: the first advance reports it.
    private protected void Attach(Box? box)
    {
        if (box is not { Owner: null }) return;
        box.Owner = this;
        _box = box;
    }

    // The body calls yield(value).
    private protected void HandOut(TYield value)
    {
        if (_phase != Phase.Running) throw Errors.NotInItsBody();
        _current = value;
    }

    // The body calls yield.From(inner).
    internal Generator<TYield> Executing() => _phase == Phase.Running ? this : throw Errors.NotInItsBody();

    // The body awaits yield.From(inner).
    internal void DelegateTo(Generator<TYield> inner)
    {
        _phase = Phase.Entering;
        Inner = inner;
    }

    // The body is resumed at its yield or From.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Resumed()
    {
        if (_phase == Phase.Running) return;

        // Thrown from here because each extra frame makes a throw 0.2 µs slower.
        object raised = TakeRaised();
        if (raised is ExceptionDispatchInfo thrownIn) thrownIn.Throw();
        throw (Exception)raised;
    }

    private object TakeRaised()
    {
        Phase phase = _phase;
        if (phase is not (Phase.Exiting or Phase.Raising)) return Errors.NotInItsBody();
        _phase = Phase.Running;
        return phase == Phase.Exiting ? new GeneratorExitException()
            : Raised.Take() is { } thrown ? Raised.Capture(thrown, this)
            : Errors.NotInItsBody();
    }

    // The same for what isn't a compiled body, as it is.
    internal Exception? TakeRaw() => _phase switch
    {
        Phase.Exiting => Raised.ExitMark,
        Phase.Raising => Raised.Take(),
        _ => null,
    };

    // The same if it is an exit, which the body then leaves for, without an exception.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TakeExit()
    {
        if (_phase != Phase.Exiting) return false;
        _phase = Phase.Running;
        return true;
    }

    // Another generator's body awaited this generator's yield. Throwing here would skip that body's finally
    // blocks, because its state machine already counts as suspended. It is resumed instead, and its awaiter throws.
    internal void Misplaced(Resumable body)
    {
        RaiseMisplaced();
        ((body as Box)?.Owner ?? (IBodyOwner)body).Again();
    }

    // A method that isn't a generator's body awaited the yield.
    internal void Misplaced(Action continuation) => MisplacedYields.Continue(this, continuation);

    bool IBodyOwner.IsNew => _phase == Phase.Created && _box is null;

    void IBodyOwner.ContinueMisplaced(Action continuation)
    {
        RaiseMisplaced();
        continuation();
        if (_phase == Phase.Raising) _phase = Phase.Running;
    }

    // If the generator isn't running, Resumed throws anyway.
    private void RaiseMisplaced()
    {
        if (_phase == Phase.Running) _phase = Phase.Raising;
    }

    void IBodyOwner.Again() => _phase = Phase.Again;

    void IBodyOwner.Wait() => _phase = Phase.Waiting;

    void IBodyOwner.EndWait() => _phase = Phase.Running;

    void IBodyOwner.Return()
    {
        _returned = true;
        End(null);
    }

    void IBodyOwner.Fail(Exception exception) => Fail(exception);

    internal void Fail(Exception exception)
    {
        Raised.Receive(exception, this);
        FailBy(exception);
    }

    private void FailBy(Exception exception) => End(
        exception is StopIterationException stop && !IsEnumerable ? Errors.RaisedStopIteration(stop) : exception);

    internal void End(Exception? failure)
    {
        _phase = Phase.Closed;
        _current = default;
        _box = _box?.EndBody(failure);
    }

    // Closes a generator whose body couldn't notice, by dropping the body. False if it has to be driven.
    private bool TryDrop()
    {
        if (IsFace) return false;
        if (_phase == Phase.Created || (_phase == Phase.Suspended && !_box!.Catches))
        {
            End(null);
            Unlink();
        }

        return _phase == Phase.Closed;
    }

    private void ForgetFailure() => _box = _box?.EndBody(null);

    private InvalidOperationException AlreadyExecuting() =>
        IsAsync ? Errors.AlreadyRunning() : Errors.AlreadyExecuting();

    string? IDebugView.Body => _box?.BodyName;

    object? IDebugView.Current => Current;

    object? IDebugView.Result => BoxedResult;
}
