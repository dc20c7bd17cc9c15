using Parley.Bodies;
using Parley.Engine;
using Parley.Waiting;

namespace Parley.CompilerServices;

// What yield.From does once it is known whose yield it is: for each of YieldExtensions' methods for synchronous bodies,
// one with the generator in place of its yield.
public static partial class Direct
{
    /// <inheritdoc cref="YieldExtensions.From{TYield}(Yield{TYield}, Generator{TYield})"/>
    public static YieldFromAwaitable<TYield> From<TYield>(Generator<TYield> generator, Generator<TYield> inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        return new(generator, inner);
    }

    /// <inheritdoc
    /// cref="YieldExtensions.From{TYield, TSend, TReturn}(Yield{TYield}, Generator{TYield, TSend, TReturn})"/>
    public static YieldFromAwaitable<TYield, TSend, TReturn> From<TYield, TSend, TReturn>(
        Generator<TYield> generator, Generator<TYield, TSend, TReturn> inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        return new(generator, inner);
    }

    /// <inheritdoc cref="YieldExtensions.From{TYield}(Yield{TYield}, IEnumerable{TYield})"/>
    public static YieldFromAwaitable<TYield> From<TYield>(Generator<TYield> generator, IEnumerable<TYield> inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        return new(generator, InnerOf(inner));
    }

    /// <inheritdoc cref="YieldExtensions.From{TYield, TSend}(Yield{TYield, TSend}, Generator{TYield})"/>
    public static YieldFromAwaitable<TYield> From<TYield, TSend>(
        Generator<TYield, TSend> generator, Generator<TYield> inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        return inner.SendType is { } type && type != typeof(TSend)
            ? throw Errors.OtherSendType(typeof(TSend), type)
            : new(generator, inner);
    }

    /// <inheritdoc
    /// cref="YieldExtensions.From{TYield, TSend, TReturn}(Yield{TYield, TSend}, Generator{TYield, TSend, TReturn})"/>
    public static YieldFromAwaitable<TYield, TSend, TReturn> From<TYield, TSend, TReturn>(
        Generator<TYield, TSend> generator, Generator<TYield, TSend, TReturn> inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        return new(generator, inner);
    }

    /// <inheritdoc cref="YieldExtensions.From{TYield, TSend}(Yield{TYield, TSend}, IEnumerable{TYield})"/>
    public static YieldFromAwaitable<TYield> From<TYield, TSend>(
        Generator<TYield, TSend> generator, IEnumerable<TYield> inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        return From(generator, InnerOf(inner));
    }

    /// <inheritdoc cref="YieldExtensions"/>
    public static YieldFromAwaitable<TYield, TSend, TReturn> From<TYield, TInner, TSend, TReturn>(
        Generator<TYield> generator, Generator<TInner, TSend, TReturn> inner)
        where TInner : class, TYield
    {
        ArgumentNullException.ThrowIfNull(inner);
        return new(generator, inner.Mapped(Upcast<TInner, TYield>.Map));
    }

    /// <inheritdoc cref="YieldExtensions"/>
    public static YieldFromAwaitable<TYield, TSend, TReturn> From<TYield, TInner, TSend, TReturn>(
        Generator<TYield, TSend> generator, Generator<TInner, TSend, TReturn> inner)
        where TInner : class, TYield
    {
        ArgumentNullException.ThrowIfNull(inner);
        return new(generator, inner.Mapped(Upcast<TInner, TYield>.Map));
    }

    /// <inheritdoc cref="YieldExtensions"/>
    public static YieldFromAwaitable<TYield> From<TYield, TSource>(Generator<TYield> generator, TSource inner)
        where TSource : IEnumerable<TYield>, IAsyncEnumerable<TYield>
    {
        ArgumentNullException.ThrowIfNull(inner);
        return new(generator, InnerOf(generator, inner));
    }

    /// <inheritdoc cref="YieldExtensions"/>
    public static YieldFromAwaitable<TYield> From<TYield, TSend, TSource>(
        Generator<TYield, TSend> generator, TSource inner)
        where TSource : IEnumerable<TYield>, IAsyncEnumerable<TYield>
    {
        ArgumentNullException.ThrowIfNull(inner);
        return From(generator, InnerOf(generator, inner));
    }

    /// <inheritdoc cref="YieldExtensions"/>
    public static YieldFromAwaitable<TYield> From<TYield>(
        Generator<TYield> generator, Func<Yield<TYield>, GeneratorBody> body) =>
        new(generator, new Generator<TYield>(body));

    /// <inheritdoc cref="YieldExtensions"/>
    public static YieldFromAwaitable<TYield, ValueTuple, TReturn> From<TYield, TReturn>(
        Generator<TYield> generator, Func<Yield<TYield>, GeneratorBody<TReturn>> body) =>
        new(generator, new ReturningGenerator<TYield, TReturn>(body));

    /// <inheritdoc cref="YieldExtensions"/>
    public static YieldFromAwaitable<TYield> From<TYield, TSend>(
        Generator<TYield, TSend> generator, Func<Yield<TYield, TSend>, GeneratorBody> body) =>
        new(generator, new Generator<TYield, TSend>(body));

    /// <inheritdoc cref="YieldExtensions"/>
    public static YieldFromAwaitable<TYield, TSend, TReturn> From<TYield, TSend, TReturn>(
        Generator<TYield, TSend> generator, Func<Yield<TYield, TSend>, GeneratorBody<TReturn>> body) =>
        new(generator, new Generator<TYield, TSend, TReturn>(body));

    private static Generator<TYield> InnerOf<TYield>(IEnumerable<TYield> inner) =>
        inner as Generator<TYield> ?? (inner as IMappable)?.As<TYield>() ?? new EnumerableGenerator<TYield>(inner);

    private static Generator<TYield> InnerOf<TYield, TSource>(Generator<TYield> generator, TSource inner)
        where TSource : IEnumerable<TYield>, IAsyncEnumerable<TYield> =>
        generator._box is AsyncBox
            ? YieldExtensions.InnerOf((IAsyncEnumerable<TYield>)inner, generator)
            : InnerOf(inner);
}
