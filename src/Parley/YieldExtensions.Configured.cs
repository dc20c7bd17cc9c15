using System.Runtime.CompilerServices;
using Parley.Bodies;
using Parley.CompilerServices;

namespace Parley;

public static partial class YieldExtensions
{
    /// <summary>
    /// Delegates from an asynchronous body to the result of an asynchronous generator's <c>ConfigureAwait</c>, which is
    /// the same as delegating to the generator. It has the token that it is configured with, not the body's.
    /// </summary>
    /// <inheritdoc cref="From{TYield}(Yield{TYield}, AsyncGenerator{TYield})"/>
    public static AsyncYieldFromAwaitable<TYield> From<TYield>(
        this Yield<TYield> yield, ConfiguredAsyncGenerator<TYield> inner) =>
        new(yield.From(inner.Start().Core), keepsToken: true);

    /// <inheritdoc cref="From{TYield}(Yield{TYield}, ConfiguredAsyncGenerator{TYield})"/>
    /// <inheritdoc cref="From{TYield, TSend}(Yield{TYield, TSend}, AsyncGenerator{TYield})"/>
    public static AsyncYieldFromAwaitable<TYield> From<TYield, TSend>(
        this Yield<TYield, TSend> yield, ConfiguredAsyncGenerator<TYield> inner) =>
        new(yield.From(inner.Start().Core), keepsToken: true);

    /// <summary>
    /// Delegates from an asynchronous body to an asynchronous enumerable that is configured by <c>WithCancellation</c>
    /// or <c>ConfigureAwait</c>. Its enumerator gets the token that it is configured with, not the body's, and is
    /// disposed at the end and before an exception or an exit is raised at the <c>From</c>.
    /// </summary>
    /// <inheritdoc cref="From{TYield}(Yield{TYield}, IAsyncEnumerable{TYield})"/>
    public static AsyncYieldFromAwaitable<TYield> From<TYield>(
        this Yield<TYield> yield, ConfiguredCancelableAsyncEnumerable<TYield> inner) =>
        new(yield.From(new AsyncEnumerableGenerator<TYield>(inner)));

    /// <summary>
    /// Delegates from an asynchronous body to an asynchronous enumerable that is configured by <c>WithCancellation</c>
    /// or <c>ConfigureAwait</c>. Its enumerator gets the token that it is configured with, not the body's, and is
    /// disposed at the end and before an exception or an exit is raised at the <c>From</c>. An enumerable can't be sent
    /// values: a send raises <see cref="InvalidOperationException"/> at the <c>From</c>.
    /// </summary>
    /// <inheritdoc cref="From{TYield, TSend}(Yield{TYield, TSend}, IAsyncEnumerable{TYield})"/>
    public static AsyncYieldFromAwaitable<TYield> From<TYield, TSend>(
        this Yield<TYield, TSend> yield, ConfiguredCancelableAsyncEnumerable<TYield> inner) =>
        new(yield.From(new AsyncEnumerableGenerator<TYield>(inner)));

    /// <summary>
    /// Delegates to an enumerable that is also an asynchronous one: in an asynchronous body to the asynchronous one,
    /// which gets the body's token, otherwise to the other.
    /// </summary>
    /// <typeparam name="TYield">The type of the values handed out.</typeparam>
    /// <typeparam name="TSource">The type of the enumerable.</typeparam>
    /// <inheritdoc cref="From{TYield}(Yield{TYield}, IEnumerable{TYield})"/>
    [OverloadResolutionPriority(Enumerables)]
    public static YieldFromAwaitable<TYield> From<TYield, TSource>(this Yield<TYield> yield, TSource inner)
        where TSource : IEnumerable<TYield>, IAsyncEnumerable<TYield>
    {
        ArgumentNullException.ThrowIfNull(inner);
        return Direct.From<TYield, TSource>(Owner(yield), inner);
    }

    /// <summary>
    /// Delegates to an enumerable that is also an asynchronous one: in an asynchronous body to the asynchronous one,
    /// which gets the body's token, otherwise to the other. An enumerable can't be sent values: a send raises
    /// <see cref="InvalidOperationException"/> at the <c>From</c>.
    /// </summary>
    /// <typeparam name="TYield">The type of the values handed out.</typeparam>
    /// <typeparam name="TSend">The type of the values sent in.</typeparam>
    /// <typeparam name="TSource">The type of the enumerable.</typeparam>
    /// <inheritdoc cref="From{TYield, TSend}(Yield{TYield, TSend}, IEnumerable{TYield})"/>
    [OverloadResolutionPriority(Enumerables)]
    public static YieldFromAwaitable<TYield> From<TYield, TSend, TSource>(
        this Yield<TYield, TSend> yield, TSource inner)
        where TSource : IEnumerable<TYield>, IAsyncEnumerable<TYield>
    {
        ArgumentNullException.ThrowIfNull(inner);
        return Direct.From<TYield, TSend, TSource>(Owner(yield), inner);
    }
}
