using Parley.Bodies;

namespace Parley;

public static partial class GeneratorExtensions
{
    /// <summary>
    /// Returns the same generator with another face, on which every call is written as one line, with its outcome. A
    /// call is <c>next</c>, <c>send value</c>, <c>throw Type</c> or <c>close</c>; an outcome is <c>yield value</c>,
    /// <c>return</c>, <c>return value</c>, <c>closed</c> or <c>throw Type</c>.
    /// </summary>
    /// <typeparam name="TYield">The type of the values handed out.</typeparam>
    /// <param name="generator">The generator. If it has been started, so is its face.</param>
    /// <param name="write">Gets each line, as the last thing that the call does: what it throws reaches the caller, and
    /// the generator is where the call has left it.</param>
    /// <returns>The face. Calls on it are traced, also those of a generator that delegates to it, and those that are an
    /// error or come after the end; calls on <paramref name="generator"/> itself and reading properties are
    /// not.</returns>
    /// <remarks>Values are formatted in the invariant culture; control characters are escaped.</remarks>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <example>
    /// <code>
    /// var lines = new List&lt;string>();
    /// var sum = new Generator&lt;int, int, string>(async yield =>
    /// {
    ///     int total = 0, next;
    ///     while ((next = await yield(total)) > 0) total += next;
    ///     return $"sum {total}";
    /// }).Trace(lines.Add);
    /// sum.Next();
    /// sum.Send(10);
    /// sum.TrySend(0);
    /// string first = lines[0];   // next -> yield 0
    /// string then = lines[1];    // send 10 -> yield 10
    /// string last = lines[2];    // send 0 -> return sum 10
    /// </code>
    /// </example>
    public static Generator<TYield> Trace<TYield>(this Generator<TYield> generator, Action<string> write)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentNullException.ThrowIfNull(write);
        return Face.Of<TYield, TYield>(generator, Face.Same, write);
    }

    /// <typeparam name="TYield">The type of the values handed out.</typeparam>
    /// <typeparam name="TSend">The type of the values sent in.</typeparam>
    /// <inheritdoc cref="Trace{TYield}(Generator{TYield}, Action{string})"/>
    public static Generator<TYield, TSend> Trace<TYield, TSend>(
        this Generator<TYield, TSend> generator, Action<string> write)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentNullException.ThrowIfNull(write);
        return Face.Of<TYield, TSend, TYield, TSend>(generator, Face.Same, Face.Same, write);
    }

    /// <typeparam name="TYield">The type of the values handed out.</typeparam>
    /// <typeparam name="TSend">The type of the values sent in.</typeparam>
    /// <typeparam name="TReturn">The type of the returned value.</typeparam>
    /// <inheritdoc cref="Trace{TYield}(Generator{TYield}, Action{string})"/>
    public static Generator<TYield, TSend, TReturn> Trace<TYield, TSend, TReturn>(
        this Generator<TYield, TSend, TReturn> generator, Action<string> write)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentNullException.ThrowIfNull(write);
        return Face.Of<TYield, TSend, TYield, TSend, TReturn>(generator, Face.Same, Face.Same, write);
    }

    /// <typeparam name="TYield">The type of the values handed out.</typeparam>
    /// <inheritdoc cref="Trace{TYield}(Generator{TYield}, Action{string})"/>
    public static AsyncGenerator<TYield> Trace<TYield>(this AsyncGenerator<TYield> generator, Action<string> write)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentNullException.ThrowIfNull(write);
        return Face.Of<TYield, TYield>(generator, Face.Same, write);
    }

    /// <typeparam name="TYield">The type of the values handed out.</typeparam>
    /// <typeparam name="TSend">The type of the values sent in.</typeparam>
    /// <inheritdoc cref="Trace{TYield}(Generator{TYield}, Action{string})"/>
    public static AsyncGenerator<TYield, TSend> Trace<TYield, TSend>(
        this AsyncGenerator<TYield, TSend> generator, Action<string> write)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentNullException.ThrowIfNull(write);
        return Face.Of<TYield, TSend, TYield, TSend>(generator, Face.Same, Face.Same, write);
    }

    /// <typeparam name="TYield">The type of the values handed out.</typeparam>
    /// <typeparam name="TSend">The type of the values sent in.</typeparam>
    /// <typeparam name="TReturn">The type of the returned value.</typeparam>
    /// <inheritdoc cref="Trace{TYield}(Generator{TYield}, Action{string})"/>
    public static AsyncGenerator<TYield, TSend, TReturn> Trace<TYield, TSend, TReturn>(
        this AsyncGenerator<TYield, TSend, TReturn> generator, Action<string> write)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentNullException.ThrowIfNull(write);
        return Face.Of<TYield, TSend, TYield, TSend, TReturn>(generator, Face.Same, Face.Same, write);
    }
}
