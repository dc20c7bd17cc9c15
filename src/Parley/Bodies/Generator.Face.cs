using System.Runtime.CompilerServices;
using Parley.Bodies;
using Parley.Engine;

namespace Parley;

// A generator as a face of another one, its source: a call of it is a call of the source, even before it is started. It
// pauses as Innermost, never as Suspended, so that every call takes the way on which a send is told from an advance.
public partial class Generator<TYield>
{
    private protected bool IsFace => (_arrival & Arrival.AtFace) != 0;

    // The phase of a generator that is paused at its own yield, last driven by its own caller.
    private Phase OwnPause => IsFace ? Phase.Innermost : Phase.Suspended;

    // Its box, if this is a face that hasn't ended, as far as it knows, and isn't being driven itself.
    internal FaceBox? Resting => IsFace && _phase < Phase.Closed ? (FaceBox)_box! : null;

    internal bool HasReturned => _returned;

    internal bool HasEndedLate => _box is EndedBox { IsLate: true };

    internal virtual bool HasResultType => false;

    // True if its caller drives it, not another generator's.
    internal bool IsRoot => _down is null;

    // True if none of the body has run, of the source if this is a face.
    internal bool IsNew => IsFace && _phase != Phase.Closed ? ((FaceBox)_box!).IsNew : _phase == Phase.Created;

    internal void MakeFace() => _arrival |= Arrival.AtFace;

    // What is paused, or has ended, by calls that didn't come through this face, is so here as well from now on.
    internal void Refresh() => Resting?.Refresh();

    // The same if it has ended.
    internal void RefreshEnd()
    {
        if (Resting is { SourceState: GeneratorState.Closed } face) face.Refresh();
    }

    // A face of a suspended generator is itself suspended.
    internal void PauseAt(TYield current)
    {
        _current = current;
        _phase = OwnPause;
    }

    // The call of this face has failed, and that is none of its generator's failures: an error at the From that it
    // stands in, if it does.
    internal void Refuse(Exception failure)
    {
        if (IsRoot) Escape(failure);
        _phase = Phase.Refused;
        Raised.Put(failure);
    }

    // Leaves the whole call with an exception. All is where the call has left it.
    internal void Escape(Exception failure)
    {
        EndRefusal();
        if (_phase != Phase.Closed && _down is { } root) root._current = _current;
        Raised.Throw(failure);
    }

    private void EndRefusal() => _phase = _box is EndedBox ? Phase.Closed : OwnPause;

    // Ends it like `source`, which has returned.
    internal virtual void ReturnAs(object source)
    {
        _returned = true;
        End(null);
    }

    // Of a copy that stands for a source: that is another one.
    internal virtual void StandFor(object handle)
    {
    }

    private protected void Mark(Arrival sent) => _arrival |= sent;

    // Sent, Resumed, or neither.
    internal Arrival TakeMark()
    {
        const Arrival Marks = Arrival.Sent | Arrival.Resumed;
        Arrival mark = _arrival & Marks;
        _arrival &= ~Marks;
        return mark;
    }

    // A call comes to this face. If its source has ended, so has it; the line is of a call that goes no further.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private protected void Arrive<T>(string call, T? argument)
    {
        if (Resting is { HasEnded: true }) Refresh();
        if (_phase >= Phase.Closed) NoteRefusal(call, argument, isBusy: _phase != Phase.Closed);
    }

    internal void NoteRefusal<T>(string call, T? argument, bool isBusy) => Note(
        call,
        argument,
        isBusy ? nameof(InvalidOperationException)
            : call == "throw" ? argument!.GetType().Name
            : null);

    private ArgumentNullException NullException()
    {
        Note<Exception>("throw", null, nameof(ArgumentNullException));
        return new("exception");
    }

    private void Note<T>(string call, T? argument, string? thrown)
    {
        if (!IsFace || _box?.Write is not { } write) return;
        write(TraceLine.Of(TraceLine.Call(call, argument), thrown is null ? "closed" : "throw " + thrown));
    }
}
