using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Parley.Bodies;
using Parley.Engine;
using Parley.Waiting;

namespace Parley;

// A generator and its body: what the body's awaiters and its builder call.
public partial class Generator<TYield> : IBodyOwner, IDebugView
{
    internal Exception? Failure => (_box as EndedBox)?.Failure;

    internal virtual Type? SendType => null;

    internal virtual object? BoxedResult => null;

    // What was passed to From, if that isn't this generator itself.
    internal virtual object Handle => this;

    // True if it stands for an enumerable, which knows nothing of exits and of StopIteration.
    internal virtual bool IsEnumerable => false;

    // True if its body may wait.
    internal virtual bool IsAsync => false;

    // A box that is missing, or that another generator has, isn't an error yet: the first advance reports it.
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

    // The body awaits yield.From(inner).
    internal void DelegateTo(Generator<TYield> inner)
    {
        _phase = Phase.Entering;
        Inner = inner;
    }

    // The body goes on behind its yield.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Resumed()
    {
        if (_phase == Phase.Running) return;

        // Thrown from here, because each frame more costs a throw 0.2 µs.
        object raised = TakeRaised();
        if (raised is ExceptionDispatchInfo thrownIn) thrownIn.Throw();
        throw (Exception)raised;
    }

    private object TakeRaised()
    {
        if (_phase != Phase.Raising) return Errors.NotInItsBody();
        _phase = Phase.Running;
        return Raised.Take();
    }

    // The yield was awaited by another generator's body, in `box`. Throwing here would skip the finally blocks of that
    // body, whose state machine counts as suspended by now: it is resumed instead, and its awaiter throws.
    internal void Misplaced(Box box)
    {
        RaiseMisplaced();
        box.Owner!.Again();
    }

    // The yield was awaited by a method of another kind.
    internal void Misplaced(Action continuation)
    {
        RaiseMisplaced();
        continuation();
        if (_phase == Phase.Raising) TakeRaised();
    }

    // A generator that isn't running needs no telling: Resumed refuses it in any case.
    private void RaiseMisplaced()
    {
        if (_phase != Phase.Running) return;
        _phase = Phase.Raising;
        Raised.Put(Errors.NotInItsBody());
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

    private void Fail(Exception exception) => End(
        exception is StopIterationException stop && !IsEnumerable ? Errors.RaisedStopIteration(stop) : exception);

    internal void End(Exception? failure)
    {
        _phase = Phase.Closed;
        _current = default;
        _box = _box?.End(failure);
    }

    private void ForgetFailure() => _box = _box?.End(null);

    private InvalidOperationException AlreadyExecuting() =>
        _box is AsyncBox ? Errors.AlreadyRunning() : Errors.AlreadyExecuting();

    string? IDebugView.Body => _box?.BodyName;

    object? IDebugView.Current => Current;

    object? IDebugView.Result => BoxedResult;
}
