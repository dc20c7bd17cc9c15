using System.Runtime.CompilerServices;
using Parley.Engine;

namespace Parley;

// The step of an asynchronous call on a generator that is paused at its own yield.
public partial class Generator<TYield>
{
    // False if the body hasn't yielded: the caller then has to take a Drive and continue.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool StepSuspended() => Step(this);
}

public partial class Generator<TYield, TSend>
{
    // Puts a value in place for a step. False if this isn't paused at its own yield.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryPut(TSend value)
    {
        if (_phase != Phase.Suspended) return false;
        _sent = value;
        return true;
    }
}
