using System.Diagnostics;
using System.Runtime.CompilerServices;
using Parley.CompilerServices;

namespace Parley;

/// <summary>
/// Provides <c>await yield.From(inner)</c>, Python's <c>yield from</c>
/// (<see href="https://peps.python.org/pep-0380/">PEP 380</see>).
/// </summary>
/// <remarks>
/// The caller of the outer generator talks to the inner one until that ends: advances, sends, exceptions and closing go
/// to the innermost generator, at the same cost at any depth. A generator that has been started continues where it
/// paused; for one that has ended, the <c>From</c> completes at once.
/// </remarks>
[DebuggerStepThrough, StackTraceHidden]
public static partial class YieldExtensions
{
    // Most enumerables are known by their interface only. What is a generator by its type, or both enumerable and
    // asynchronously so, is taken as that.
    private const int Enumerables = -1;

    /// <summary>Delegates to a generator.</summary>
    /// <typeparam name="TYield">The type of the values handed out.</typeparam>
    /// <param name="yield">The outer body's yield.</param>
    /// <param name="inner">The generator to delegate to.</param>
    /// <returns>An awaitable that must be awaited at once.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="inner"/> is null.</exception>
    /// <exception cref="InvalidOperationException"><paramref name="yield"/> is used outside of its own running
    /// body.</exception>
    public static YieldFromAwaitable<TYield> From<TYield>(this Yield<TYield> yield, Generator<TYield> inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        return Direct.From(Owner(yield), inner);
    }

    /// <summary>Delegates to a generator and evaluates to its return value, or to the default if it ends without
    /// one.</summary>
    /// <typeparam name="TYield">The type of the values handed out.</typeparam>
    /// <typeparam name="TSend">The type of the values that the inner takes.</typeparam>
    /// <typeparam name="TReturn">The type of the inner's return value.</typeparam>
    /// <inheritdoc cref="From{TYield}(Yield{TYield}, Generator{TYield})"/>
    public static YieldFromAwaitable<TYield, TSend, TReturn> From<TYield, TSend, TReturn>(
        this Yield<TYield> yield, Generator<TYield, TSend, TReturn> inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        return Direct.From(Owner(yield), inner);
    }

    /// <summary>Delegates to an enumerable. Its enumerator is disposed at the end and before an exception or an exit is
    /// raised at the <c>From</c>.</summary>
    /// <param name="yield">The outer body's yield.</param>
    /// <param name="inner">The enumerable to delegate to. If it is a generator, also one whose values are of a derived
    /// type, it is delegated to as one.</param>
    /// <inheritdoc cref="From{TYield}(Yield{TYield}, Generator{TYield})"/>
    [OverloadResolutionPriority(Enumerables)]
    public static YieldFromAwaitable<TYield> From<TYield>(this Yield<TYield> yield, IEnumerable<TYield> inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        return Direct.From(Owner(yield), inner);
    }

    /// <summary>Delegates to a generator, which gets the values sent in; one that can't be sent values is advanced
    /// instead.</summary>
    /// <typeparam name="TYield">The type of the values handed out.</typeparam>
    /// <typeparam name="TSend">The type of the values sent in.</typeparam>
    /// <param name="yield">The outer body's yield.</param>
    /// <param name="inner">The generator to delegate to.</param>
    /// <returns>An awaitable that must be awaited at once.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="inner"/> is null.</exception>
    /// <exception cref="InvalidOperationException">
    /// The inner takes values of another type, or <paramref name="yield"/> is used outside of its own running body.
    /// </exception>
    public static YieldFromAwaitable<TYield> From<TYield, TSend>(
        this Yield<TYield, TSend> yield, Generator<TYield> inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        return Direct.From(Owner(yield), inner);
    }

    /// <summary>
    /// Delegates to a generator, which gets the values sent in, and evaluates to its return value, or to the default if
    /// it ends without one.
    /// </summary>
    /// <typeparam name="TYield">The type of the values handed out.</typeparam>
    /// <typeparam name="TSend">The type of the values sent in.</typeparam>
    /// <typeparam name="TReturn">The type of the inner's return value.</typeparam>
    /// <exception cref="InvalidOperationException"><paramref name="yield"/> is used outside of its own running
    /// body.</exception>
    /// <inheritdoc cref="From{TYield, TSend}(Yield{TYield, TSend}, Generator{TYield})"/>
    public static YieldFromAwaitable<TYield, TSend, TReturn> From<TYield, TSend, TReturn>(
        this Yield<TYield, TSend> yield, Generator<TYield, TSend, TReturn> inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        return Direct.From(Owner(yield), inner);
    }

    /// <summary>
    /// Delegates to an enumerable. Its enumerator is disposed at the end and before an exception or an exit is raised
    /// at the <c>From</c>. An enumerable can't be sent values: a send raises <see cref="InvalidOperationException"/> at
    /// the <c>From</c>.
    /// </summary>
    /// <param name="yield">The outer body's yield.</param>
    /// <param name="inner">The enumerable to delegate to. If it is a generator, also one whose values are of a derived
    /// type, it is delegated to as one.</param>
    /// <inheritdoc cref="From{TYield, TSend}(Yield{TYield, TSend}, Generator{TYield})"/>
    [OverloadResolutionPriority(Enumerables)]
    public static YieldFromAwaitable<TYield> From<TYield, TSend>(
        this Yield<TYield, TSend> yield, IEnumerable<TYield> inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        return Direct.From(Owner(yield), inner);
    }

    /// <summary>Delegates to a generator whose values are of a derived type, and evaluates to its return value, or to
    /// the default if it ends without one.</summary>
    /// <typeparam name="TYield">The type of the values handed out.</typeparam>
    /// <typeparam name="TInner">The type of the inner's values.</typeparam>
    /// <typeparam name="TSend">The type of the values that the inner takes.</typeparam>
    /// <typeparam name="TReturn">The type of the inner's return value.</typeparam>
    /// <inheritdoc cref="From{TYield}(Yield{TYield}, Generator{TYield})"/>
    [OverloadResolutionPriority(Enumerables)]
    public static YieldFromAwaitable<TYield, TSend, TReturn> From<TYield, TInner, TSend, TReturn>(
        this Yield<TYield> yield, Generator<TInner, TSend, TReturn> inner)
        where TInner : class, TYield
    {
        ArgumentNullException.ThrowIfNull(inner);
        return Direct.From(Owner(yield), inner);
    }

    /// <summary>
    /// Delegates to a generator whose values are of a derived type. The generator gets the values sent in, and the
    /// expression evaluates to its return value, or to the default if it ends without one.
    /// </summary>
    /// <typeparam name="TYield">The type of the values handed out.</typeparam>
    /// <typeparam name="TInner">The type of the inner's values.</typeparam>
    /// <typeparam name="TSend">The type of the values sent in.</typeparam>
    /// <typeparam name="TReturn">The type of the inner's return value.</typeparam>
    /// <inheritdoc cref="From{TYield}(Yield{TYield}, Generator{TYield})"/>
    [OverloadResolutionPriority(Enumerables)]
    public static YieldFromAwaitable<TYield, TSend, TReturn> From<TYield, TInner, TSend, TReturn>(
        this Yield<TYield, TSend> yield, Generator<TInner, TSend, TReturn> inner)
        where TInner : class, TYield
    {
        ArgumentNullException.ThrowIfNull(inner);
        return Direct.From(Owner(yield), inner);
    }

    // The generator whose yield it is. A From hands nothing out, so the yield isn't called, unless the body has wrapped
    // it in a delegate of its own: only a call then tells whose it is.
    private static Generator<TYield> Owner<TYield>(Yield<TYield> yield) =>
        yield.Target is Generator<TYield> generator ? generator.Executing() : yield().Generator;

    private static Generator<TYield, TSend> Owner<TYield, TSend>(Yield<TYield, TSend> yield)
    {
        if (yield.Target is not Generator<TYield, TSend> generator) return yield().Generator;
        generator.Executing();
        return generator;
    }
}
