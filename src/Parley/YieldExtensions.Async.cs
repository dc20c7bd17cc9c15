using Parley.Bodies;
using Parley.CompilerServices;
using Parley.Waiting;

namespace Parley;

public static partial class YieldExtensions
{
    /// <summary>Delegates to an asynchronous generator from an asynchronous body.</summary>
    /// <inheritdoc cref="From{TYield}(Yield{TYield}, Generator{TYield})"/>
    public static AsyncYieldFromAwaitable<TYield> From<TYield>(this Yield<TYield> yield, AsyncGenerator<TYield> inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        return new(yield.From(inner.Core));
    }

    /// <summary>
    /// Delegates to an asynchronous generator from an asynchronous body, and evaluates to its return value, or to the
    /// default if it ends without one.
    /// </summary>
    /// <inheritdoc cref="From{TYield, TSend, TReturn}(Yield{TYield}, Generator{TYield, TSend, TReturn})"/>
    public static AsyncYieldFromAwaitable<TYield, TSend, TReturn> From<TYield, TSend, TReturn>(
        this Yield<TYield> yield, AsyncGenerator<TYield, TSend, TReturn> inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        return new(yield.From(inner.Returning));
    }

    /// <summary>
    /// Delegates to an asynchronous enumerable from an asynchronous body. Its enumerator gets the body's token, and is
    /// disposed at the end and before an exception or an exit is raised at the <c>From</c>.
    /// </summary>
    /// <inheritdoc cref="From{TYield}(Yield{TYield}, IEnumerable{TYield})"/>
    public static AsyncYieldFromAwaitable<TYield> From<TYield>(this Yield<TYield> yield, IAsyncEnumerable<TYield> inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        return inner is AsyncGenerator<TYield> generator
            ? yield.From(generator)
            : new(yield.From(new AsyncEnumerableGenerator<TYield>(inner, TokenOf(Owner(yield)))));
    }

    /// <summary>
    /// Delegates to an asynchronous generator from an asynchronous body. The generator gets the values sent in; one
    /// that can't be sent values is advanced instead.
    /// </summary>
    /// <inheritdoc cref="From{TYield, TSend}(Yield{TYield, TSend}, Generator{TYield})"/>
    public static AsyncYieldFromAwaitable<TYield> From<TYield, TSend>(
        this Yield<TYield, TSend> yield, AsyncGenerator<TYield> inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        return new(yield.From(inner.Core));
    }

    /// <summary>
    /// Delegates to an asynchronous generator from an asynchronous body. The generator gets the values sent in, and the
    /// expression evaluates to its return value, or to the default if it ends without one.
    /// </summary>
    /// <inheritdoc cref="From{TYield, TSend, TReturn}(Yield{TYield, TSend}, Generator{TYield, TSend, TReturn})"/>
    public static AsyncYieldFromAwaitable<TYield, TSend, TReturn> From<TYield, TSend, TReturn>(
        this Yield<TYield, TSend> yield, AsyncGenerator<TYield, TSend, TReturn> inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        return new(yield.From(inner.Returning));
    }

    /// <summary>
    /// Delegates to an asynchronous enumerable from an asynchronous body. Its enumerator gets the body's token, and is
    /// disposed at the end and before an exception or an exit is raised at the <c>From</c>. An enumerable can't be sent
    /// values: a send raises <see cref="InvalidOperationException"/> at the <c>From</c>.
    /// </summary>
    /// <inheritdoc cref="From{TYield, TSend}(Yield{TYield, TSend}, IEnumerable{TYield})"/>
    public static AsyncYieldFromAwaitable<TYield> From<TYield, TSend>(
        this Yield<TYield, TSend> yield, IAsyncEnumerable<TYield> inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        return inner is AsyncGenerator<TYield> generator
            ? yield.From(generator)
            : new(yield.From(new AsyncEnumerableGenerator<TYield>(inner, TokenOf(Owner(yield)))));
    }

    private static CancellationToken TokenOf<TYield>(Generator<TYield> outer) =>
        (outer._box as AsyncBox)?.Cancellation?.Token ?? default;
}
