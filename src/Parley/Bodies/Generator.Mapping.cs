using Parley.Bodies;
using Parley.Waiting;

namespace Parley;

// A generator as the inner of one of another type.
public partial class Generator<TYield> : IMappable
{
    /// <summary>
    /// The source of the token of a body that can be delegated to; null if it takes none, has ended, or is executing,
    /// in which case the From is refused.
    /// </summary>
    internal virtual AsyncCancellation? Cancellation =>
        _box is AsyncBox box && State is GeneratorState.Created or GeneratorState.Suspended ? box.Cancellation : null;

    Generator<TOuter>? IMappable.As<TOuter>() =>
        Upcast<TYield, TOuter>.Exists ? Mapped(Upcast<TYield, TOuter>.Map) : null;

    /// <summary>A new generator that hands out the mapped values of this one.</summary>
    internal virtual Generator<TOuter> Mapped<TOuter>(Func<TYield, TOuter> map) =>
        Face.StandIn<TOuter, TYield>(new SyncCalls<TYield, ValueTuple>(this), map);
}
