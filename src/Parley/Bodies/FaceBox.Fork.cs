using Parley.CompilerServices;
using Parley.Forking;

namespace Parley.Bodies;

// A face as a fork copies it: with its source, and with what its selectors run over if that belongs to a body.
internal sealed partial class FaceBox<TYield, TSend, TInner, TInnerSend>
{
    internal override IForkable? ForkSource => source.Core;

    internal override bool RunsOverOwn(ref Fork fork) =>
        fork.IsOwn(mapYield) | fork.IsOwn(mapSend) | fork.IsOwn(write);

    internal override Resumable CopyBody(IBodyOwner owner, ref Fork fork) =>
        new FaceBox<TYield, TSend, TInner, TInnerSend>(source, mapYield, mapSend, write, standsIn)
        {
            _face = (Generator<TYield>)owner,
            _hasStarted = _hasStarted,
            _isMapped = _isMapped,
            _mapped = _mapped,
        };

    internal override void RewireBody(ref Fork fork)
    {
        if (fork.IsLast) return;
        source = source.Forked(ref fork);
        mapYield = fork.MapOwn(mapYield);
        mapSend = fork.MapOwn(mapSend);
        if (write is not null) write = fork.MapOwn(write);
        Cancellation = source.Cancellation;
        Face.StandFor(source.Handle);
    }
}
