using System.Diagnostics;
using Parley.Bodies;
using Parley.Engine;
using Parley.Waiting;

namespace Parley;

/// <summary>
/// An asynchronous generator that can be sent values: each <c>TSend x = await yield(value)</c> in its body evaluates to
/// the value passed to <see cref="SendAsync"/>, as with Python's <c>asend</c>
/// (<see href="https://peps.python.org/pep-0525/">PEP 525</see>).
/// </summary>
/// <typeparam name="TYield">The type of the values handed out.</typeparam>
/// <typeparam name="TSend">The type of the values sent in.</typeparam>
/// <inheritdoc cref="AsyncGenerator{TYield}" path="/remarks"/>
[DebuggerStepThrough, StackTraceHidden]
public partial class AsyncGenerator<TYield, TSend> : AsyncGenerator<TYield>
{
    /// <inheritdoc cref="AsyncGenerator{TYield}(Func{Yield{TYield}, AsyncGeneratorBody})"/>
    public AsyncGenerator(Func<Yield<TYield, TSend>, AsyncGeneratorBody> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        Core = new AsyncCore<TYield, TSend>(this, body);
    }

    /// <inheritdoc cref="AsyncGenerator{TYield}(Func{Yield{TYield}, CancellationToken, AsyncGeneratorBody})"/>
    public AsyncGenerator(Func<Yield<TYield, TSend>, CancellationToken, AsyncGeneratorBody> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var cancellation = new AsyncCancellation();
        Core = new AsyncCore<TYield, TSend>(
            this, [DebuggerStepThrough, StackTraceHidden] (yield) => body(yield, cancellation.Token));
        CancelBy(cancellation);
    }

    private protected AsyncGenerator()
    {
    }

    /// <inheritdoc cref="Generator{TYield, TSend}.Send"/>
    public ValueTask<TYield> SendAsync(TSend value) => Value(new Sending((Generator<TYield, TSend>)Core, value));

    /// <inheritdoc cref="Generator{TYield, TSend}.TrySend"/>
    public ValueTask<bool> TrySendAsync(TSend value) => Move(new Sending((Generator<TYield, TSend>)Core, value));

    internal ValueTask<Moved<TYield>> Send(TSend value) => MoveTo(new Sending((Generator<TYield, TSend>)Core, value));

    internal sealed override Generator<TOuter> Mapped<TOuter>(Func<TYield, TOuter> map) =>
        Face.StandIn<TOuter, TYield, TSend>(new AsyncCalls<TYield, TSend>(this), map);

    [DebuggerStepThrough, StackTraceHidden]
    private readonly struct Sending(Generator<TYield, TSend> taker, TSend value) : IOperation
    {
        public bool TryPut(Generator<TYield> core) => taker.TryPut(value);

        public Outcome Invoke(ref Generator<TYield>.Drive drive) => taker.SendBy(ref drive, value);

        public void NoteRefusal(Generator<TYield> core) => core.NoteRefusal("send", value, isBusy: true);
    }
}
