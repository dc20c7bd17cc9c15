namespace Parley.Waiting;

/// <summary>
/// The contexts in which a call's bodies continue after a From, the same as if they had awaited the inner's
/// MoveNextAsync. A body that reached its From in this call continues in the contexts that it had there; one that has
/// been delegating since an earlier call continues in those of this call's caller. If an inner has waited since, that
/// can mean going back to a scheduler.
/// </summary>
internal sealed class FromContexts
{
    private readonly Stack<(AsyncBox Body, Contexts Contexts, int Waits)> _kept = [];
    private Contexts? _caller;
    private int _waits;
    private bool _isClear = true;

    /// <summary>The contexts of the body that is to continue elsewhere.</summary>
    internal Contexts Next { get; private set; }

    /// <summary>Keeps the contexts of the caller, which regains control while the call waits.</summary>
    internal void KeepCaller()
    {
        _isClear = false;
        _caller = Contexts.Current;
    }

    /// <summary>Keeps the contexts of a body that has reached a From.</summary>
    internal void Keep(AsyncBox body)
    {
        _isClear = false;
        _kept.Push((body, Contexts.Current, _waits));
    }

    /// <summary>Counts a body's wait.</summary>
    internal void Wait() => _waits++;

    /// <summary>Uncounts a wait that was over at once.</summary>
    internal void CancelWait() => _waits--;

    /// <summary>Restores the contexts of a body that continues after its From; false if it must go elsewhere for
    /// them, which it isn't to do if it <paramref name="stays"/>.</summary>
    internal bool TryReturn(AsyncBox body, bool stays)
    {
        while (_kept.TryPop(out var kept)) // the entries above it were abandoned
        {
            if (kept.Body == body) return TryReturn(kept.Contexts, kept.Waits, stays);
        }

        // Without a caller, the call is still on its caller's stack.
        return _caller is { } caller && TryReturn(caller, waits: 0, stays);
    }

    private bool TryReturn(Contexts contexts, int waits, bool stays)
    {
        Next = contexts;
        if (waits == _waits) contexts.RestoreAll();
        else if (!stays && !contexts.AreHere) return false;
        else contexts.Restore();
        return true;
    }

    /// <summary>Forgets everything, because the call is over.</summary>
    internal void Clear()
    {
        const int Usual = 64;
        if (_isClear) return;
        _isClear = true;
        _caller = null;
        _waits = 0;
        Next = default;
        if (_kept.Count > 0) _kept.Clear();
        if (_kept.Capacity > Usual) _kept.TrimExcess(Usual);
    }
}
