namespace Parley.Waiting;

/// <summary>
/// Where the bodies of a call go on behind a From: as behind an await of what the inner does meanwhile. A body that
/// came to its From in this call goes on in the contexts that it came with, one that delegates since an earlier call in
/// those of this call's caller. If an inner has waited since, that is a matter of going back to a scheduler, too.
/// </summary>
internal sealed class FromContexts
{
    private readonly Stack<(AsyncBox Body, Contexts Contexts, int Waits)> _kept = [];
    private Contexts? _caller;
    private int _waits;

    /// <summary>Where the body that is to go on elsewhere belongs.</summary>
    internal Contexts Next { get; private set; }

    /// <summary>The caller goes on, without waiting for the call.</summary>
    internal void KeepCaller() => _caller = Contexts.Current;

    /// <summary>A body has come to a From.</summary>
    internal void Keep(AsyncBox body) => _kept.Push((body, Contexts.Current, _waits));

    /// <summary>A body waits.</summary>
    internal void Wait() => _waits++;

    /// <summary>It doesn't, its wait was over at once.</summary>
    internal void Unwait() => _waits--;

    /// <summary>A body goes on behind its From: in the contexts where it was. False if those aren't here.</summary>
    internal bool TryReturn(AsyncBox body)
    {
        while (_kept.TryPop(out var kept)) // what is above it was abandoned
        {
            if (kept.Body == body) return TryReturn(kept.Contexts, kept.Waits);
        }

        return _caller is { } caller && TryReturn(caller, waits: 0); // else the call is still on its caller's stack
    }

    private bool TryReturn(Contexts contexts, int waits)
    {
        Next = contexts;
        if (waits == _waits) contexts.RestoreAll();
        else if (!contexts.AreHere) return false;
        else contexts.Restore();
        return true;
    }

    /// <summary>The call is over.</summary>
    internal void Clear()
    {
        const int Usual = 64;
        _caller = null;
        _waits = 0;
        Next = default;
        if (_kept.Count > 0) _kept.Clear();
        if (_kept.Capacity > Usual) _kept.TrimExcess(Usual);
    }
}
