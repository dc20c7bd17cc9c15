namespace Parley.Waiting;

// The generators that asynchronous ones wrap: their bodies may wait. This lets both kinds share the Yield delegates and
// the engine. In a From, each is known by its Handle, the asynchronous generator.

internal sealed class AsyncCore<TYield> : Generator<TYield>
{
    private AsyncGenerator<TYield> _wrapper;

    internal AsyncCore(AsyncGenerator<TYield> handle, Func<Yield<TYield>, AsyncGeneratorBody> body)
    {
        _wrapper = handle;
        Attach(body(Yield).Box);
    }

    internal override AsyncGenerator<TYield> Wrapper => _wrapper;

    private protected override void CopyWrapper() => _wrapper = _wrapper.CopyFor(this);
}

internal sealed class AsyncCore<TYield, TSend> : Generator<TYield, TSend>
{
    private AsyncGenerator<TYield> _wrapper;

    internal AsyncCore(AsyncGenerator<TYield, TSend> handle, Func<Yield<TYield, TSend>, AsyncGeneratorBody> body)
    {
        _wrapper = handle;
        Attach(body(Yield).Box);
    }

    internal override AsyncGenerator<TYield> Wrapper => _wrapper;

    private protected override void CopyWrapper() => _wrapper = _wrapper.CopyFor(this);
}

internal sealed class AsyncCore<TYield, TSend, TReturn> : Generator<TYield, TSend, TReturn>
{
    private AsyncGenerator<TYield> _wrapper;

    internal AsyncCore(
        AsyncGenerator<TYield, TSend, TReturn> handle, Func<Yield<TYield, TSend>, AsyncGeneratorBody<TReturn>> body)
    {
        _wrapper = handle;
        Attach(body(Yield).Box);
    }

    internal override AsyncGenerator<TYield> Wrapper => _wrapper;

    private protected override void CopyWrapper() => _wrapper = _wrapper.CopyFor(this);
}
