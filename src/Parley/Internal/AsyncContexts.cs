namespace Parley.Internal;

/// <summary>
/// Where the bodies of a call go on behind a From: as behind an await of what the inner does meanwhile. A body that came
/// to its From in this call goes on in the contexts that it came with, one that delegates since an earlier call in its
/// caller's. If an inner has waited since, that is a matter of going back to a scheduler, too.
/// </summary>
internal sealed class AsyncContexts
{
    private readonly Stack<(AsyncBox Body, Contexts Contexts, int Waits)> _kept = [];
    private Contexts _caller;
    private int _waits;

    /// <summary>Where the body that is to go on elsewhere belongs.</summary>
    internal Contexts Next { get; private set; }

    /// <summary>The call begins, or its caller goes on without it.</summary>
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
        (Next, int waits) = (_caller, 0);
        while (_kept.TryPop(out var kept)) // those below it were abandoned
        {
            if (kept.Body != body) continue;
            (Next, waits) = (kept.Contexts, kept.Waits);
            break;
        }

        if (waits == _waits) Next.RestoreAll();
        else if (!Place.IsHere(Next.Place)) return false;
        else Next.Restore();
        return true;
    }

    /// <summary>The call is over.</summary>
    internal void Clear()
    {
        const int Usual = 64;
        _caller = Next = default;
        _waits = 0;
        _kept.Clear();
        if (_kept.Capacity > Usual) _kept.TrimExcess(Usual);
    }
}
