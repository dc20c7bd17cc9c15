using Parley.Bodies;

namespace Parley;

public static partial class GeneratorExtensions
{
    /// <summary>
    /// Returns a generator that hands out what <paramref name="generator"/> yields, mapped by
    /// <paramref name="selector"/>. It is the same generator with another face: every call on it is a call on
    /// <paramref name="generator"/>, and <c>Throw</c>, <c>Close</c> and the return value pass unchanged.
    /// </summary>
    /// <typeparam name="TYield">The type of the values that the generator yields.</typeparam>
    /// <typeparam name="TResult">The type that they are mapped to.</typeparam>
    /// <param name="generator">The generator. If it has been started, so is its face, which has its <c>Current</c>,
    /// mapped.</param>
    /// <param name="selector">Maps each value. An exception that it throws is thrown into the generator, at the yield
    /// of that value; one for the value that the generator is paused at now is thrown to the caller.</param>
    /// <returns>The face. A step of it allocates nothing.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="Exception"><paramref name="selector"/> threw it, for the value that the generator is paused
    /// at. Nothing has changed.</exception>
    /// <example>
    /// <code>
    /// var numbers = new Generator&lt;int>(async yield =>
    /// {
    ///     for (int i = 1; i &lt;= 3; i++) await yield(i);
    /// });
    /// var words = numbers.SelectYield(n => $"no. {n}");
    /// words.Next();      // no. 1
    /// numbers.Next();    // 2: it is the same generator
    /// words.Next();      // no. 3
    /// </code>
    /// </example>
    public static Generator<TResult> SelectYield<TYield, TResult>(
        this Generator<TYield> generator, Func<TYield, TResult> selector)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentNullException.ThrowIfNull(selector);
        return Face.Of(generator, selector);
    }

    /// <typeparam name="TYield">The type of the values that the generator yields.</typeparam>
    /// <typeparam name="TSend">The type of the values sent in.</typeparam>
    /// <typeparam name="TResult">The type that the values handed out are mapped to.</typeparam>
    /// <inheritdoc cref="SelectYield{TYield, TResult}(Generator{TYield}, Func{TYield, TResult})"/>
    public static Generator<TResult, TSend> SelectYield<TYield, TSend, TResult>(
        this Generator<TYield, TSend> generator, Func<TYield, TResult> selector)
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
    public static Generator<TResult, TSend, TReturn> SelectYield<TYield, TSend, TReturn, TResult>(
        this Generator<TYield, TSend, TReturn> generator, Func<TYield, TResult> selector)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentNullException.ThrowIfNull(selector);
        return Face.Of<TResult, TSend, TYield, TSend, TReturn>(generator, selector, Face.Same);
    }

    /// <summary>
    /// Returns a generator that passes on what it is sent to <paramref name="generator"/>, mapped by
    /// <paramref name="selector"/>. It is the same generator with another face: every call on it is a call on
    /// <paramref name="generator"/>, and <c>Throw</c>, <c>Close</c> and the return value pass unchanged. An advance
    /// sends nothing, so nothing is mapped.
    /// </summary>
    /// <typeparam name="TYield">The type of the values handed out.</typeparam>
    /// <typeparam name="TSend">The type of the values that the generator takes.</typeparam>
    /// <typeparam name="TSource">The type of the values that are mapped.</typeparam>
    /// <param name="generator">The generator. If it has been started, so is its face.</param>
    /// <param name="selector">Maps each value. An exception that it throws is thrown into the generator, at its paused
    /// yield.</param>
    /// <returns>The face. A step of it allocates nothing.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <example>
    /// <code>
    /// var sum = new Generator&lt;int, int>(async yield =>
    /// {
    ///     int total = 0;
    ///     while (true) total += await yield(total);
    /// });
    /// var lines = sum.SelectSend((string line) => int.Parse(line)).Prime();
    /// lines.Send("10");    // 10
    /// lines.Send("20");    // 30
    /// </code>
    /// </example>
    public static Generator<TYield, TSource> SelectSend<TYield, TSend, TSource>(
        this Generator<TYield, TSend> generator, Func<TSource, TSend> selector)
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
    public static Generator<TYield, TSource, TReturn> SelectSend<TYield, TSend, TReturn, TSource>(
        this Generator<TYield, TSend, TReturn> generator, Func<TSource, TSend> selector)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentNullException.ThrowIfNull(selector);
        return Face.Of<TYield, TSource, TYield, TSend, TReturn>(generator, Face.Same, selector);
    }
}
