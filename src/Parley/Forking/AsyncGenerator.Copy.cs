using Parley.Forking;

namespace Parley;

public partial class AsyncGenerator<TYield> : IForkableHandle
{
    IForkable IForkableHandle.Core => Core;

    // Forks change nothing, so there can be several at a time.
    bool IForkableHandle.TryClaim()
    {
        int claim = Volatile.Read(ref _claim);
        while (claim <= Unclaimed)
        {
            int before = Interlocked.CompareExchange(ref _claim, claim - 1, claim);
            if (before == claim) return true;
            claim = before;
        }

        return false;
    }

    void IForkableHandle.Unclaim() => Interlocked.Increment(ref _claim);

    /// <summary>A copy of this, for a copy of its core.</summary>
    internal AsyncGenerator<TYield> CopyFor(Generator<TYield> core)
    {
        var copy = (AsyncGenerator<TYield>)MemberwiseClone();
        copy.Core = core;
        copy._moveCall = null;
        copy._valueCall = null;
        copy._fromContexts = null;
        copy.Held = null;
        copy.Unclaim();
        return copy;
    }
}
