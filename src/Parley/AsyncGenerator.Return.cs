using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Parley.Bodies;
using Parley.Waiting;

namespace Parley;

/// <summary>
/// An asynchronous generator that returns a value at its end. The value is kept as <see cref="Result"/>, and <c>await
/// yield.From(generator)</c> evaluates to it (<see href="https://peps.python.org/pep-0828/">PEP 828</see>).
/// </summary>
/// <typeparam name="TYield">The type of the values handed out.</typeparam>
/// <typeparam name="TSend">The type of the values sent in.</typeparam>
/// <typeparam name="TReturn">The type of the returned value.</typeparam>
/// <inheritdoc cref="AsyncGenerator{TYield}" path="/remarks"/>
[DebuggerStepThrough, StackTraceHidden]
public partial class AsyncGenerator<TYield, TSend, TReturn> : AsyncGenerator<TYield, TSend>, IReturning<TReturn>
{
    /// <inheritdoc cref="AsyncGenerator{TYield}(Func{Yield{TYield}, AsyncGeneratorBody})"/>
    public AsyncGenerator(Func<Yield<TYield, TSend>, AsyncGeneratorBody<TReturn>> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        Core = new AsyncCore<TYield, TSend, TReturn>(this, body);
    }

    /// <inheritdoc cref="AsyncGenerator{TYield}(Func{Yield{TYield}, CancellationToken, AsyncGeneratorBody})"/>
    public AsyncGenerator(Func<Yield<TYield, TSend>, CancellationToken, AsyncGeneratorBody<TReturn>> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var cancellation = new AsyncCancellation();
        Core = new AsyncCore<TYield, TSend, TReturn>(
            this, [DebuggerStepThrough, StackTraceHidden] (yield) => body(yield, cancellation.Token));
        CancelBy(cancellation);
    }

    internal Generator<TYield, TSend, TReturn> Returning => (Generator<TYield, TSend, TReturn>)Core;

    /// <inheritdoc cref="Generator{TYield, TSend, TReturn}.Result"/>
    public TReturn Result => Returning.Result;

    /// <inheritdoc cref="Generator{TYield, TSend, TReturn}.TryGetResult"/>
    public bool TryGetResult([MaybeNullWhen(false)] out TReturn result) => Returning.TryGetResult(out result);
}
