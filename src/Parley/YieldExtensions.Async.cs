using Parley.Bodies;
using Parley.CompilerServices;
using Parley.Waiting;

namespace Parley;

public static partial class YieldExtensions
{
    /// <summary>Delegates to an asynchronous generator, in an asynchronous body.</summary>
    /// <inheritdoc cref="From{TYield}(Yield{TYield}, Generator{TYield})"/>
    public static AsyncYieldFromAwaitable<TYield> From<TYield>(this Yield<TYield> yield, AsyncGenerator<TYield> inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        return new(yield.From(inner.Core));
    }

    /// <summary>
    /// Delegates to an asynchronous generator, in an asynchronous body, and evaluates to what it returns; to the
    /// default if it ends without returning.
    /// </summary>
    /// <inheritdoc cref="From{TYield, TSend, TReturn}(Yield{TYield}, Generator{TYield, TSend, TReturn})"/>
    public static AsyncYieldFromAwaitable<TYield, TSend, TReturn> From<TYield, TSend, TReturn>(
        this Yield<TYield> yield, AsyncGenerator<TYield, TSend, TReturn> inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        return new(yield.From(inner.Returning));
    }

    /// <summary>
    /// Delegates to an asynchronous enumerable, in an asynchronous body. It is given the body's token, and is disposed
    /// at its end, and before an exception or an exit is raised at the From.
    /// </summary>
    /// <inheritdoc cref="From{TYield}(Yield{TYield}, IEnumerable{TYield})"/>
    public static AsyncYieldFromAwaitable<TYield> From<TYield>(this Yield<TYield> yield, IAsyncEnumerable<TYield> inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        return inner is AsyncGenerator<TYield> generator
            ? yield.From(generator)
            : new(yield.From(new AsyncEnumerableGenerator<TYield>(inner, TokenOf(yield().Generator))));
    }

    /// <summary>
    /// Delegates to an asynchronous generator, in an asynchronous body: it gets the values sent in; one without sends
    /// takes a send as an advance.
    /// </summary>
    /// <inheritdoc cref="From{TYield, TSend}(Yield{TYield, TSend}, Generator{TYield})"/>
    public static AsyncYieldFromAwaitable<TYield> From<TYield, TSend>(
        this Yield<TYield, TSend> yield, AsyncGenerator<TYield> inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        return new(yield.From(inner.Core));
    }

    /// <summary>
    /// Delegates to an asynchronous generator, in an asynchronous body: it gets the values sent in. Evaluates to what
    /// it returns; to the default if it ends without returning.
    /// </summary>
    /// <inheritdoc cref="From{TYield, TSend, TReturn}(Yield{TYield, TSend}, Generator{TYield, TSend, TReturn})"/>
    public static AsyncYieldFromAwaitable<TYield, TSend, TReturn> From<TYield, TSend, TReturn>(
        this Yield<TYield, TSend> yield, AsyncGenerator<TYield, TSend, TReturn> inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        return new(yield.From(inner.Returning));
    }

    /// <summary>
    /// Delegates to an asynchronous enumerable, in an asynchronous body. It is given the body's token, and is disposed
    /// at its end, and before an exception or an exit is raised at the From. It can't be sent values: a send meanwhile
    /// raises <see cref="InvalidOperationException"/> at the From.
    /// </summary>
    /// <inheritdoc cref="From{TYield, TSend}(Yield{TYield, TSend}, IEnumerable{TYield})"/>
    public static AsyncYieldFromAwaitable<TYield> From<TYield, TSend>(
        this Yield<TYield, TSend> yield, IAsyncEnumerable<TYield> inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        return inner is AsyncGenerator<TYield> generator
            ? yield.From(generator)
            : new(yield.From(new AsyncEnumerableGenerator<TYield>(inner, TokenOf(yield().Generator))));
    }

    private static CancellationToken TokenOf<TYield>(Generator<TYield> outer) =>
        (outer._box as AsyncBox)?.Cancellation?.Token ?? default;
}
