using System.Diagnostics;
using System.Runtime.CompilerServices;
using Parley.Engine;
using Parley.Waiting;

namespace Parley.Bodies;

/// <summary>
/// The box of a generator that is a face of another one, its source: a step is a call of the source, which is the root
/// of a chain of its own. An exception leaves a step only if the source hasn't ended: then the face is where it was.
/// </summary>
/// <param name="source">The source.</param>
/// <param name="mapYield">Maps what the source yields. What it throws is thrown into the source.</param>
/// <param name="mapSend">Maps what the face is sent. What it throws is thrown into the source.</param>
/// <param name="write">Where each call is written, if anywhere.</param>
/// <param name="standsIn">True if this stands for the source in one <c>From</c>, and ends with that.</param>
[DebuggerStepThrough, StackTraceHidden]
internal sealed partial class FaceBox<TYield, TSend, TInner, TInnerSend>(
    Calls<TInner, TInnerSend> source,
    Func<TInner, TYield> mapYield,
    Func<TSend, TInnerSend> mapSend,
    Action<string>? write = null,
    bool standsIn = false) : AsyncBox
{
    private Generator<TYield>? _face;
    private ValueTaskAwaiter<bool> _call;
    private bool _waits;
    private bool _closes;
    private bool _hasStarted;
    private bool _hadEnded;

    internal override bool Catches => true; // so that Step runs and passes it on

    internal override string BodyName => Source._box?.BodyName ?? "";

    internal override Action<string>? Write => write;

    internal override object? YieldingFrom
    {
        get
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            return source.YieldingFrom;
        }
    }

    private Generator<TYield> Face => _face!;

    // For what asks one face after another: they may be more than the stack holds.
    private Generator<TInner> Source
    {
        get
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            return source.Core;
        }
    }

    private bool HasEnded => source.Core._phase == Phase.Closed; // its State would be asked of the whole chain

    /// <summary>Makes <paramref name="face"/>, which has this box, a face. Unless it stands in, it is where the source
    /// is.</summary>
    internal void Begin(Generator<TYield> face)
    {
        _face = face;
        face.MakeFace();
        Cancellation = source.Cancellation;
        if (standsIn) return;
        switch (source.State)
        {
            case GeneratorState.Suspended:
                face.PauseAt(mapYield(source.Core.Current));
                _hasStarted = true;
                break;

            case GeneratorState.Running:
                face.PauseAt(default!);
                _hasStarted = true;
                break;

            case GeneratorState.Closed:
                End();
                break;
        }
    }

    internal override void Step()
    {
        string outcome = "";
        Exception? leaving = null;
        try
        {
            if (!TryCall(out bool yields)) return;
            _hasStarted = true;
            if (!yields) End();
            outcome = write is null ? "" : yields ? "yield " + TraceLine.Text(Face._current) : EndText();
        }
        catch (Exception exception)
        {
            if (!TryTake(exception)) leaving = exception;
            Trace(TraceLine.Throw(exception));
            if (leaving is null) return;
        }

        // Not thrown in the catch block: it would stay on the stack, one for each face of a face.
        if (leaving is not null) Raised.Throw(leaving);
        Trace(outcome);
    }

    // The source's end disposes of the cancellation.
    internal override EndedBox End(Exception? failure)
    {
        Complete();
        EndedBox ended = source.Core._box as EndedBox ?? new EndedBox(null, null);
        return write is null && ended.Failure == failure ? ended : ended.End(failure, write);
    }

    // True if the call is over: whether the source yielded. False if it waits.
    private bool TryCall(out bool yields)
    {
        yields = false;
        ValueTaskAwaiter<bool> call = _waits ? TakeCall() : AwaiterOf(Invoke());
        while (true)
        {
            if (!call.IsCompleted)
            {
                _call = call;
                _waits = true;
                WaitUnsafe(ref call);
                return false;
            }

            if (!call.GetResult()) return true;
            try
            {
                Face._current = mapYield(source.Core._current!);
                return yields = true;
            }
            catch (Exception exception)
            {
                call = AwaiterOf(source.TryThrow(exception));
            }
        }
    }

    private static ValueTaskAwaiter<bool> AwaiterOf(ValueTask<bool> call) => call.GetAwaiter();

    private ValueTaskAwaiter<bool> TakeCall()
    {
        ValueTaskAwaiter<bool> call = _call;
        _call = default;
        _waits = false;
        return call;
    }

    private ValueTask<bool> Invoke()
    {
        Exception? thrown = Face._phase == Phase.Raising ? Raised.Take() : null;
        Arrival mark = Face.TakeMark();
        Face._phase = Phase.Running;
        _text = null;
        _closes = thrown == Raised.ExitMark;
        _hadEnded = HasEnded;
        RuntimeHelpers.EnsureSufficientExecutionStack(); // the source's steps are on top of this one
        if (mark != Arrival.Plain) return Send(((Generator<TYield, TSend>)Face).TakeSent(), mark);
        if (write is not null) _text = TraceLine.Call(_closes ? "close" : thrown is null ? "next" : "throw", thrown);
        if (thrown is null) return source.MoveNext();
        if (_closes) return source.Close();

        // In a From, a StopIteration thrown in counts as the end of an inner that has already ended.
        return _hadEnded && thrown is StopIterationException && !Face.IsRoot ? default : source.TryThrow(thrown);
    }

    private ValueTask<bool> Send(TSend sent, Arrival mark)
    {
        if (write is not null) _text = TraceLine.Call("send", sent);
        if (_hadEnded) return default;
        if (source.Core._phase == Phase.Created)
        {
            throw mark == Arrival.Resumed ? Errors.CannotStartWith() : Errors.JustStarted();
        }

        TInnerSend value;
        try
        {
            value = mapSend(sent);
        }
        catch (Exception exception)
        {
            return source.TryThrow(exception);
        }

        return mark == Arrival.Resumed ? source.TryResume(value) : source.TrySend(value);
    }

    // The face ends like the source.
    private void End()
    {
        Generator<TInner> core = source.Core;
        if (core.HasReturned) Face.ReturnAs(core);
        else Face.End(_hasStarted ? null : core.Failure);
    }

    // Called when the call has failed. False if the face is where it was, and its caller is to get the exception.
    private bool TryTake(Exception exception)
    {
        if (standsIn || HasEnded)
        {
            Face.End(exception);
            return true;
        }

        if (_closes && Errors.IsIgnoredExit(exception)) return true; // the driver sees that the face is paused still
        Face.Rest(!_hasStarted);
        return false;
    }
}
