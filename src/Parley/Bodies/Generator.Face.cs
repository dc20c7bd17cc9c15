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

    // The source's state, for a face that is open and isn't being driven itself.
    private GeneratorState? SourceState => IsFace && _phase < Phase.Closed ? AsFace.SourceState : null;

    private FaceBox AsFace => (FaceBox)_box!;

    internal bool HasReturned => _returned;

    internal bool HasEndedLate => _box is EndedBox { IsLate: true };

    internal virtual bool HasResultType => false;

    // True if its caller drives it, not another generator's.
    internal bool IsRoot => _down is null;

    // True if none of the body has run, of the source if this is a face.
    internal bool IsNew => IsFace && _phase != Phase.Closed ? AsFace.IsNew : _phase == Phase.Created;

    internal void MakeFace() => _arrival |= Arrival.AtFace;

    // What is paused, or has ended, by calls that didn't come through this face, is so here as well from now on.
    internal void Refresh()
    {
        if (IsFace && _phase < Phase.Closed) AsFace.Refresh();
    }

    // A face of a suspended generator is itself suspended.
    internal void PauseAt(TYield current)
    {
        _current = current;
        _phase = OwnPause;
    }

    // The call of this face has failed without ending it: an error at the From that it stands in, if it does. If it has
    // been closed, that From fails, too, instead of being left.
    internal void Refuse(Exception failure)
    {
        if (IsRoot)
        {
            Escape(failure);
        }
        else if (_phase == Phase.Closed)
        {
            End(failure);
        }
        else
        {
            _phase = Phase.Refused;
            Raised.Put(failure);
        }
    }

    // Leaves the whole call with an exception. All is where the call has left it.
    internal void Escape(Exception failure)
    {
        if (_phase != Phase.Closed)
        {
            _phase = OwnPause;
            if (_down is { } root) root._current = _current;
        }

        Raised.Throw(failure);
    }

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
        if (_phase < Phase.Closed && AsFace.HasEnded) Refresh();
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
