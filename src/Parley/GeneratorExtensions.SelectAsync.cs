using Parley.Bodies;

namespace Parley;

public static partial class GeneratorExtensions
{
    /// <typeparam name="TYield">The type of the values that the generator yields.</typeparam>
    /// <typeparam name="TResult">The type that they are mapped to.</typeparam>
    /// <inheritdoc cref="SelectYield{TYield, TResult}(Generator{TYield}, Func{TYield, TResult})"/>
    public static AsyncGenerator<TResult> SelectYield<TYield, TResult>(
        this AsyncGenerator<TYield> generator, Func<TYield, TResult> selector)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentNullException.ThrowIfNull(selector);
        return Face.Of(generator, selector);
    }

    /// <typeparam name="TYield">The type of the values that the generator yields.</typeparam>
    /// <typeparam name="TSend">The type of the values sent in.</typeparam>
    /// <typeparam name="TResult">The type that the values handed out are mapped to.</typeparam>
    /// <inheritdoc cref="SelectYield{TYield, TResult}(Generator{TYield}, Func{TYield, TResult})"/>
    public static AsyncGenerator<TResult, TSend> SelectYield<TYield, TSend, TResult>(
        this AsyncGenerator<TYield, TSend> generator, Func<TYield, TResult> selector)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentNullException.ThrowIfNull(selector);
        return Face.Of<TResult, TSend, TYield, TSend>(generator, selector, Face.Same);
    }

    /// <typeparam name="TYield">The type of the values that the generator yields.</typeparam>
    /// <typeparam name="TSend">The type of the values sent in.</typeparam>
    /// <typeparam name="TReturn">The type of the returned value.</typeparam>
    /// <typeparam name="TResult">The type that the values handed out are mapped to.</typeparam>
    /// <inheritdoc cref="SelectYield{TYield, TResult}(Generator{TYield}, Func{TYield, TResult})"/>
    public static AsyncGenerator<TResult, TSend, TReturn> SelectYield<TYield, TSend, TReturn, TResult>(
        this AsyncGenerator<TYield, TSend, TReturn> generator, Func<TYield, TResult> selector)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentNullException.ThrowIfNull(selector);
        return Face.Of<TResult, TSend, TYield, TSend, TReturn>(generator, selector, Face.Same);
    }

    /// <typeparam name="TYield">The type of the values handed out.</typeparam>
    /// <typeparam name="TSend">The type of the values that the generator takes.</typeparam>
    /// <typeparam name="TSource">The type of the values that are mapped.</typeparam>
    /// <inheritdoc cref="SelectSend{TYield, TSend, TSource}(Generator{TYield, TSend}, Func{TSource, TSend})"/>
    public static AsyncGenerator<TYield, TSource> SelectSend<TYield, TSend, TSource>(
        this AsyncGenerator<TYield, TSend> generator, Func<TSource, TSend> selector)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentNullException.ThrowIfNull(selector);
        return Face.Of<TYield, TSource, TYield, TSend>(generator, Face.Same, selector);
    }

    /// <typeparam name="TYield">The type of the values handed out.</typeparam>
    /// <typeparam name="TSend">The type of the values that the generator takes.</typeparam>
    /// <typeparam name="TReturn">The type of the returned value.</typeparam>
    /// <typeparam name="TSource">The type of the values that are mapped.</typeparam>
    /// <inheritdoc cref="SelectSend{TYield, TSend, TSource}(Generator{TYield, TSend}, Func{TSource, TSend})"/>
    public static AsyncGenerator<TYield, TSource, TReturn> SelectSend<TYield, TSend, TReturn, TSource>(
        this AsyncGenerator<TYield, TSend, TReturn> generator, Func<TSource, TSend> selector)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentNullException.ThrowIfNull(selector);
        return Face.Of<TYield, TSource, TYield, TSend, TReturn>(generator, Face.Same, selector);
    }
}
