using System.Diagnostics;
using System.Runtime.CompilerServices;
using Parley.Engine;
using Parley.Waiting;

namespace Parley.Bodies;

/// <summary>
/// The box of a generator that is a face of another one, its source: a step is a call of the source, which is the root
/// of a chain of its own. If a call fails and the source hasn't ended, then the face is where it was.
/// </summary>
[DebuggerStepThrough, StackTraceHidden]
internal abstract class FaceBox : AsyncBox
{
    internal override bool Catches => true; // so that Step runs and passes it on

    /// <summary>The state of the source. A face of faces asks the last one's; they may be more than the stack
    /// holds.</summary>
    internal GeneratorState SourceState
    {
        get
        {
            FaceBox face = this;
            while (face.Below is { } below) face = below;
            return face.OwnSourceState;
        }
    }

    /// <summary>The state of the source as it knows it if it is a face itself.</summary>
    private protected abstract GeneratorState OwnSourceState { get; }

    /// <summary>The source's box, if it is a face itself that knows less than its own source.</summary>
    private protected abstract FaceBox? Below { get; }

    /// <summary>True if the source hasn't been started.</summary>
    internal abstract bool IsNew { get; }

    /// <summary>True if the source has ended, as far as it knows if it is a face itself.</summary>
    internal abstract bool HasEnded { get; }

    /// <summary>Makes the face be where its source is: paused at the same value, or ended.</summary>
    /// <exception cref="Exception">The value couldn't be mapped. Nothing has changed.</exception>
    internal abstract void Refresh();
}

/// <inheritdoc/>
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
    bool standsIn = false) : FaceBox
{
    private Generator<TYield>? _face;
    private ConfiguredValueTaskAwaitable<Moved<TInner>>.ConfiguredValueTaskAwaiter _call;
    private bool _waits;
    private bool _closes;
    private bool _hasStarted;
    private bool _isLate;       // the source had ended before the call
    private bool _isMapped;     // Current is that of the source, mapped, which was this:
    private TInner? _mapped;

    internal override string BodyName => Source._box?.BodyName ?? "";

    internal override Action<string>? Write => write;

    internal override object? SourceYieldingFrom
    {
        get
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            return source.YieldingFrom;
        }
    }

    private protected override GeneratorState OwnSourceState => source.OwnState;

    private protected override FaceBox? Below =>
        source.OwnState == GeneratorState.Running ? null : source.Core.Resting;

    // Not by its State, which would be asked of the whole chain.
    internal override bool HasEnded => source.Core._phase == Phase.Closed;

    internal override bool IsNew => !_hasStarted && !(_hasStarted = !Source.IsNew);

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

    /// <summary>Makes <paramref name="face"/>, which has this box, a face. Unless it stands in, it is where the source
    /// is.</summary>
    internal void Begin(Generator<TYield> face)
    {
        _face = face;
        face.MakeFace();
        Cancellation = source.Cancellation;
        if (!standsIn) Follow(source.OwnState);
    }

    internal override void Refresh()
    {
        Source.Refresh();
        Follow(SourceState);
    }

    private void Follow(GeneratorState state)
    {
        if (state == GeneratorState.Closed)
        {
            _isLate = true;
            End();
        }
        else if (state == GeneratorState.Suspended)
        {
            TInner value = source.Core.Current;
            if (_isMapped && EqualityComparer<TInner>.Default.Equals(value, _mapped)) return;
            Face.PauseAt(mapYield(value));
            SetMapped(value);
        }
    }

    internal override void RunBody()
    {
        Exception? refusal = null;
        string outcome = "";
        try
        {
            if (!TryCall(out bool yields)) return;
            if (!yields) End();
            if (write is not null) outcome = yields ? "yield " + TraceLine.Text(Face._current) : EndText();
        }
        catch (Exception exception)
        {
            if (!TryTake(exception)) refusal = exception;
            outcome = TraceLine.Throw(exception);
        }

        // Not in the catch block: it would stay on the stack, one for each face of a face.
        Exception? unwritten = Trace(outcome);
        if ((unwritten ?? refusal) is not { } failure) return;
        if (refusal is not null || (_closes && HasEnded)) Face.Refuse(failure); // so that what closes it is closed
        else Face.Escape(failure);
    }

    // The source's end disposes of the cancellation.
    internal override EndedBox EndBody(Exception? failure)
    {
        Complete();
        Generator<TInner> core = source.Core;
        EndedBox ended = core._box as EndedBox ?? new EndedBox(null, null);
        bool isLate = _isLate || ended.IsLate;
        object? result = Face.HasResultType ? null : core.BoxedResult;
        return (write, isLate, result) == (null, ended.IsLate, null) && ended.Failure == failure
            ? ended
            : ended.EndFace(failure, write, isLate, result);
    }

    // True if the call is over: whether the source yielded. False if it waits.
    private bool TryCall(out bool yields)
    {
        yields = false;
        var call = _waits ? TakeCall() : AwaiterOf(Invoke());
        while (true)
        {
            if (!call.IsCompleted)
            {
                _call = call;
                _waits = true;
                _isMapped = false;
                _mapped = default;
                WaitUnsafe(ref call);
                return false;
            }

            Moved<TInner> moved = call.GetResult();
            if (!moved.Yields) return true;
            try
            {
                Face._current = mapYield(moved.Value!);
                SetMapped(moved.Value!);
                return yields = true;
            }
            catch (Exception exception)
            {
                call = AwaiterOf(source.TryThrow(exception));
            }
        }
    }

    private void SetMapped(TInner value)
    {
        _mapped = value;
        _isMapped = true;
        _hasStarted = true;
    }

    // No context is captured: a face goes on where the step of its source has ended.
    private static ConfiguredValueTaskAwaitable<Moved<TInner>>.ConfiguredValueTaskAwaiter AwaiterOf(
        ValueTask<Moved<TInner>> call) =>
        call.ConfigureAwait(false).GetAwaiter();

    private ConfiguredValueTaskAwaitable<Moved<TInner>>.ConfiguredValueTaskAwaiter TakeCall()
    {
        var call = _call;
        _call = default;
        _waits = false;
        return call;
    }

    private ValueTask<Moved<TInner>> Invoke()
    {
        Exception? thrown = Face.TakeRaw();
        Arrival mark = Face.TakeMark();
        Face._phase = Phase.Running;
        _text = null;
        _closes = thrown == Raised.ExitMark;
        _isLate = HasEnded;
        RuntimeHelpers.EnsureSufficientExecutionStack(); // the source's steps are on top of this one
        if (mark != Arrival.Plain) return Send(((Generator<TYield, TSend>)Face).TakeSent(), mark);
        if (write is not null) _text = TraceLine.Call(_closes ? "close" : thrown is null ? "next" : "throw", thrown);
        if (thrown is null) return source.MoveNext();
        if (_closes) return source.Close();

        // In a From, a StopIteration thrown in counts as the end of an inner that has already ended.
        return _isLate && thrown is StopIterationException && !Face.IsRoot ? default : source.TryThrow(thrown);
    }

    private ValueTask<Moved<TInner>> Send(TSend sent, Arrival mark)
    {
        bool isNew = IsNew;
        bool starts = isNew && mark == Arrival.Resumed && EqualityComparer<TSend>.Default.Equals(sent, default);
        if (write is not null) _text = TraceLine.Call(starts ? "next" : "send", sent);
        if (_isLate) return default;
        if (starts) return source.MoveNext();
        if (isNew) throw mark == Arrival.Resumed ? Errors.CannotStartWith() : Errors.JustStarted();

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
        else Face.End(null);
    }

    // Called when the call has failed. False if that isn't what has ended the source, or it hasn't.
    private bool TryTake(Exception exception)
    {
        if (standsIn || (HasEnded && source.Core.Failure == exception))
        {
            Face.End(exception);
            return true;
        }

        if (HasEnded) End();
        return _closes && Errors.IsIgnoredExit(exception); // the driver sees that the face is paused still
    }
}
