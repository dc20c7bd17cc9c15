using System.Diagnostics;
using Parley.Bodies;
using Parley.CompilerServices;
using Parley.Engine;

namespace Parley;

/// <summary>
/// <c>await yield.From(inner)</c>: Python's <c>yield from</c> (<see href="https://peps.python.org/pep-0380/">PEP
/// 380</see>).
/// </summary>
/// <remarks>
/// The caller of the outer generator talks to the inner one until that ends: advances, sends, exceptions and closing go
/// to the innermost generator, at the same cost at every depth. A generator that has been started goes on from where it
/// stands; one that has ended is over at once.
/// </remarks>
[DebuggerStepThrough, StackTraceHidden]
public static partial class YieldExtensions
{
    /// <summary>Delegates to a generator.</summary>
    /// <typeparam name="TYield">The type of the values handed out.</typeparam>
    /// <param name="yield">The outer body's yield.</param>
    /// <param name="inner">The generator to delegate to.</param>
    /// <returns>What to await, at once.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="inner"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The yield isn't used in its own running body.</exception>
    public static YieldFromAwaitable<TYield> From<TYield>(this Yield<TYield> yield, Generator<TYield> inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        return new(yield().Generator, inner);
    }

    /// <summary>Delegates to a generator and evaluates to what it returns; to the default if it ends without
    /// returning.</summary>
    /// <typeparam name="TYield">The type of the values handed out.</typeparam>
    /// <typeparam name="TSend">The type of the values that the inner could be sent.</typeparam>
    /// <typeparam name="TReturn">The type of the inner's return value.</typeparam>
    /// <inheritdoc cref="From{TYield}(Yield{TYield}, Generator{TYield})"/>
    public static YieldFromAwaitable<TYield, TSend, TReturn> From<TYield, TSend, TReturn>(
        this Yield<TYield> yield, Generator<TYield, TSend, TReturn> inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        return new(yield().Generator, inner);
    }

    /// <summary>Delegates to an enumerable, which is disposed at its end, and before an exception or an exit is raised
    /// at the From.</summary>
    /// <param name="yield">The outer body's yield.</param>
    /// <param name="inner">The enumerable to delegate to; one that is a generator is delegated to as such.</param>
    /// <inheritdoc cref="From{TYield}(Yield{TYield}, Generator{TYield})"/>
    public static YieldFromAwaitable<TYield> From<TYield>(this Yield<TYield> yield, IEnumerable<TYield> inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        return yield.From(inner as Generator<TYield> ?? new EnumerableGenerator<TYield>(inner));
    }

    /// <summary>Delegates to a generator, which gets the values sent in; one without sends takes a send as an
    /// advance.</summary>
    /// <typeparam name="TYield">The type of the values handed out.</typeparam>
    /// <typeparam name="TSend">The type of the values sent in.</typeparam>
    /// <param name="yield">The outer body's yield.</param>
    /// <param name="inner">The generator to delegate to.</param>
    /// <returns>What to await, at once.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="inner"/> is null.</exception>
    /// <exception cref="InvalidOperationException">
    /// The inner takes sends of another type; or the yield isn't used in its own running body.
    /// </exception>
    public static YieldFromAwaitable<TYield> From<TYield, TSend>(
        this Yield<TYield, TSend> yield, Generator<TYield> inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        return inner.SendType is { } type && type != typeof(TSend)
            ? throw Errors.OtherSendType(typeof(TSend), type)
            : new(yield().Generator, inner);
    }

    /// <summary>
    /// Delegates to a generator, which gets the values sent in, and evaluates to what it returns; to the default if it
    /// ends without returning.
    /// </summary>
    /// <typeparam name="TYield">The type of the values handed out.</typeparam>
    /// <typeparam name="TSend">The type of the values sent in.</typeparam>
    /// <typeparam name="TReturn">The type of the inner's return value.</typeparam>
    /// <exception cref="InvalidOperationException">The yield isn't used in its own running body.</exception>
    /// <inheritdoc cref="From{TYield, TSend}(Yield{TYield, TSend}, Generator{TYield})"/>
    public static YieldFromAwaitable<TYield, TSend, TReturn> From<TYield, TSend, TReturn>(
        this Yield<TYield, TSend> yield, Generator<TYield, TSend, TReturn> inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        return new(yield().Generator, inner);
    }

    /// <summary>
    /// Delegates to an enumerable, which is disposed at its end, and before an exception or an exit is raised at the
    /// From. It can't be sent values: a send meanwhile raises <see cref="InvalidOperationException"/> at the From.
    /// </summary>
    /// <param name="yield">The outer body's yield.</param>
    /// <param name="inner">The enumerable to delegate to; one that is a generator is delegated to as such.</param>
    /// <inheritdoc cref="From{TYield, TSend}(Yield{TYield, TSend}, Generator{TYield})"/>
    public static YieldFromAwaitable<TYield> From<TYield, TSend>(
        this Yield<TYield, TSend> yield, IEnumerable<TYield> inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        return yield.From(inner as Generator<TYield> ?? new EnumerableGenerator<TYield>(inner));
    }
}
