using Parley.Waiting;

namespace Parley.Bodies;

/// <summary>Makes faces: generators that pass each call on to another one, with what goes in and comes out
/// mapped.</summary>
internal static class Face
{
    internal static Generator<TYield> Of<TYield, TInner>(
        Generator<TInner> source, Func<TInner, TYield> mapYield, Action<string>? write = null)
    {
        var box = new FaceBox<TYield, ValueTuple, TInner, ValueTuple>(
            new SyncCalls<TInner, ValueTuple>(source), mapYield, Same, write);
        Generator<TYield> face = new(_ => new GeneratorBody(box));
        box.Begin(face);
        return face;
    }

    internal static Generator<TYield, TSend> Of<TYield, TSend, TInner, TInnerSend>(
        Generator<TInner, TInnerSend> source,
        Func<TInner, TYield> mapYield,
        Func<TSend, TInnerSend> mapSend,
        Action<string>? write = null)
    {
        var box = new FaceBox<TYield, TSend, TInner, TInnerSend>(
            new SyncCalls<TInner, TInnerSend>(source), mapYield, mapSend, write);
        Generator<TYield, TSend> face = new(_ => new GeneratorBody(box));
        box.Begin(face);
        return face;
    }

    internal static Generator<TYield, TSend, TReturn> Of<TYield, TSend, TInner, TInnerSend, TReturn>(
        Generator<TInner, TInnerSend, TReturn> source,
        Func<TInner, TYield> mapYield,
        Func<TSend, TInnerSend> mapSend,
        Action<string>? write = null)
    {
        var box = new FaceBox<TYield, TSend, TInner, TInnerSend>(
            new SyncCalls<TInner, TInnerSend>(source), mapYield, mapSend, write);
        Generator<TYield, TSend, TReturn> face = new(_ => new GeneratorBody<TReturn>(box));
        box.Begin(face);
        return face;
    }

    internal static AsyncGenerator<TYield> Of<TYield, TInner>(
        AsyncGenerator<TInner> source, Func<TInner, TYield> mapYield, Action<string>? write = null)
    {
        var box = new FaceBox<TYield, ValueTuple, TInner, ValueTuple>(
            new AsyncCalls<TInner, ValueTuple>(source), mapYield, Same, write);
        AsyncGenerator<TYield> face = new(_ => new AsyncGeneratorBody(box));
        box.Begin(face.Core);
        return face;
    }

    internal static AsyncGenerator<TYield, TSend> Of<TYield, TSend, TInner, TInnerSend>(
        AsyncGenerator<TInner, TInnerSend> source,
        Func<TInner, TYield> mapYield,
        Func<TSend, TInnerSend> mapSend,
        Action<string>? write = null)
    {
        var box = new FaceBox<TYield, TSend, TInner, TInnerSend>(
            new AsyncCalls<TInner, TInnerSend>(source), mapYield, mapSend, write);
        AsyncGenerator<TYield, TSend> face = new(_ => new AsyncGeneratorBody(box));
        box.Begin(face.Core);
        return face;
    }

    internal static AsyncGenerator<TYield, TSend, TReturn> Of<TYield, TSend, TInner, TInnerSend, TReturn>(
        AsyncGenerator<TInner, TInnerSend, TReturn> source,
        Func<TInner, TYield> mapYield,
        Func<TSend, TInnerSend> mapSend,
        Action<string>? write = null)
    {
        var box = new FaceBox<TYield, TSend, TInner, TInnerSend>(
            new AsyncCalls<TInner, TInnerSend>(source), mapYield, mapSend, write);
        AsyncGenerator<TYield, TSend, TReturn> face = new(_ => new AsyncGeneratorBody<TReturn>(box));
        box.Begin(face.Core);
        return face;
    }

    /// <summary>A generator that stands for the source in a <c>From</c>, so that each is in a chain of its own
    /// type.</summary>
    internal static Generator<TYield> StandIn<TYield, TInner>(
        Calls<TInner, ValueTuple> source, Func<TInner, TYield> mapYield)
    {
        var box = new FaceBox<TYield, ValueTuple, TInner, ValueTuple>(source, mapYield, Same, standsIn: true);
        var face = new StandIn<TYield>(source.Handle, box);
        box.Begin(face);
        return face;
    }

    /// <summary>The same for a source that can be sent values.</summary>
    internal static Generator<TYield> StandIn<TYield, TInner, TSend>(
        Calls<TInner, TSend> source, Func<TInner, TYield> mapYield)
    {
        var box = new FaceBox<TYield, TSend, TInner, TSend>(source, mapYield, Same, standsIn: true);
        var face = new StandIn<TYield, TSend>(source.Handle, box);
        box.Begin(face);
        return face;
    }

    internal static T Same<T>(T value) => value;
}

internal sealed class StandIn<TYield> : Generator<TYield>
{
    private object _handle;

    internal StandIn(object handle, Box box)
    {
        _handle = handle;
        Attach(box);
    }

    internal override object Handle => _handle;

    internal override bool IsAsync => _handle is IAsyncMappable;

    internal override void StandFor(object handle) => _handle = handle;
}

internal sealed class StandIn<TYield, TSend> : Generator<TYield, TSend>
{
    private object _handle;

    internal StandIn(object handle, Box box)
    {
        _handle = handle;
        Attach(box);
    }

    internal override object Handle => _handle;

    internal override bool IsAsync => _handle is IAsyncMappable;

    internal override void StandFor(object handle) => _handle = handle;
}
