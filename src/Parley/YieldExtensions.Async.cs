using System.Runtime.CompilerServices;
using Parley.Bodies;
using Parley.CompilerServices;
using Parley.Waiting;

namespace Parley;

public static partial class YieldExtensions
{
    /// <summary>Delegates to an asynchronous generator from an asynchronous body. Until the <c>From</c> ends, canceling
    /// the body's token cancels the inner's, too.</summary>
    /// <inheritdoc cref="From{TYield}(Yield{TYield}, Generator{TYield})"/>
    public static AsyncYieldFromAwaitable<TYield> From<TYield>(this Yield<TYield> yield, AsyncGenerator<TYield> inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        return new(yield.From(inner.Core));
    }

    /// <summary>
    /// Delegates to an asynchronous generator from an asynchronous body, and evaluates to its return value, or to the
    /// default if it ends without one. Until the <c>From</c> ends, canceling the body's token cancels the inner's, too.
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
    [OverloadResolutionPriority(Enumerables)]
    public static AsyncYieldFromAwaitable<TYield> From<TYield>(this Yield<TYield> yield, IAsyncEnumerable<TYield> inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        return new(yield.From(InnerOf(inner, Owner(yield))));
    }

    /// <summary>
    /// Delegates to an asynchronous generator from an asynchronous body. The generator gets the values sent in; one
    /// that can't be sent values is advanced instead. Until the <c>From</c> ends, canceling the body's token cancels
    /// the inner's, too.
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
    /// expression evaluates to its return value, or to the default if it ends without one. Until the <c>From</c> ends,
    /// canceling the body's token cancels the inner's, too.
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
    [OverloadResolutionPriority(Enumerables)]
    public static AsyncYieldFromAwaitable<TYield> From<TYield, TSend>(
        this Yield<TYield, TSend> yield, IAsyncEnumerable<TYield> inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        return new(yield.From(InnerOf(inner, Owner(yield))));
    }

    /// <summary>
    /// Delegates from an asynchronous body to an asynchronous generator whose values are of a derived type, and
    /// evaluates to its return value, or to the default if it ends without one.
    /// </summary>
    /// <inheritdoc cref="From{TYield, TInner, TSend, TReturn}(Yield{TYield}, Generator{TInner, TSend, TReturn})"/>
    [OverloadResolutionPriority(Enumerables)]
    public static AsyncYieldFromAwaitable<TYield, TSend, TReturn> From<TYield, TInner, TSend, TReturn>(
        this Yield<TYield> yield, AsyncGenerator<TInner, TSend, TReturn> inner)
        where TInner : class, TYield
    {
        ArgumentNullException.ThrowIfNull(inner);
        return new(new(Owner(yield), inner.Mapped(Upcast<TInner, TYield>.Map)));
    }

    /// <summary>
    /// Delegates from an asynchronous body to an asynchronous generator whose values are of a derived type. The
    /// generator gets the values sent in, and the expression evaluates to its return value, or to the default if it
    /// ends without one.
    /// </summary>
    /// <inheritdoc
    /// cref="From{TYield, TInner, TSend, TReturn}(Yield{TYield, TSend}, Generator{TInner, TSend, TReturn})"/>
    [OverloadResolutionPriority(Enumerables)]
    public static AsyncYieldFromAwaitable<TYield, TSend, TReturn> From<TYield, TInner, TSend, TReturn>(
        this Yield<TYield, TSend> yield, AsyncGenerator<TInner, TSend, TReturn> inner)
        where TInner : class, TYield
    {
        ArgumentNullException.ThrowIfNull(inner);
        return new(new(Owner(yield), inner.Mapped(Upcast<TInner, TYield>.Map)));
    }

    internal static Generator<TYield> InnerOf<TYield>(IAsyncEnumerable<TYield> inner, Generator<TYield> outer) =>
        (inner as AsyncGenerator<TYield>)?.Core ??
        (inner as IAsyncMappable)?.As<TYield>() ??
        new AsyncEnumerableGenerator<TYield>(inner, TokenOf(outer));

    private static CancellationToken TokenOf<TYield>(Generator<TYield> outer) =>
        (outer._box as AsyncBox)?.Cancellation?.Token ?? default;
}
