using Parley.Forking;

namespace Parley;

public partial class AsyncGenerator<TYield> : IForkableHandle
{
    IForkable IForkableHandle.Core => Core;

    bool IForkableHandle.TryClaim() => TryClaim();

    void IForkableHandle.Unclaim() => Unclaim();

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
