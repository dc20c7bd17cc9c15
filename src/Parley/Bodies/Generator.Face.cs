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

    internal bool HasReturned => _returned;

    internal virtual bool HasResultType => false;

    // True if its caller drives it, not another generator's.
    internal bool IsRoot => _down is null;

    internal void MakeFace() => _arrival |= Arrival.AtFace;

    // A face of a suspended generator is itself suspended.
    internal void PauseAt(TYield current)
    {
        _current = current;
        _phase = OwnPause;
    }

    // Undoes the begin of a call that leaves with an exception, though the generator hasn't ended.
    internal void Rest(bool isNew)
    {
        if (_phase == Phase.Closed) return;
        _phase = isNew ? Phase.Created : Phase.Innermost;
        if (_down is { } root) root._current = _current;
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

    // For a call on a face that doesn't come to its source, if this is one.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private protected void NoteRefusal<T>(string call, T? argument)
    {
        if (_phase != Phase.Closed && !IsExecuting) return;
        NoteRefusal(call, argument, isBusy: _phase != Phase.Closed);
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
