using Parley.Bodies;
using Parley.Waiting;

namespace Parley;

public static partial class GeneratorExtensions
{
    /// <summary>
    /// Makes an operator over sequences of a generator: each element of <paramref name="source"/> is sent in, and each
    /// answer comes out, lazily.
    /// </summary>
    /// <typeparam name="TSend">The type of the elements, which the generator takes.</typeparam>
    /// <typeparam name="TYield">The type of the answers, which the generator yields.</typeparam>
    /// <param name="source">The elements. If getting one fails, the exception is thrown into the generator, and its
    /// answer comes out, too; whether there are more is then up to the source.</param>
    /// <param name="generator">The generator. A new one is run to its first yield first, and what it yields there
    /// doesn't come out.</param>
    /// <returns>
    /// The answers, until the elements or the generator end. They can be enumerated only once, because on every way out
    /// the source's enumerator is disposed and then the generator is closed. If the generator has already ended, or is
    /// executing, the first <c>MoveNext</c> throws an <see cref="InvalidOperationException"/> and takes no element.
    /// What the generator returns is its <c>Result</c>.
    /// </returns>
    /// <remarks>A source that is both an <see cref="IEnumerable{T}"/> and an <see cref="IAsyncEnumerable{T}"/> is
    /// ambiguous: write <c>source.AsEnumerable().Through(generator)</c>, or cast it.</remarks>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <example>
    /// <code>
    /// var sum = new Generator&lt;int, int>(async yield =>
    /// {
    ///     int total = 0;
    ///     while (true) total += await yield(total);
    /// });
    /// int[] sums = [.. Enumerable.Range(1, 4).Through(sum).Where(total => total > 1)];
    /// int last = sums[2];   // 10
    /// </code>
    /// </example>
    public static IEnumerable<TYield> Through<TSend, TYield>(
        this IEnumerable<TSend> source, Generator<TYield, TSend> generator)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(generator);
        return Operator.Iterate(source, generator);
    }

    /// <returns>
    /// The answers, until the elements or the generator end. They can be enumerated only once, because on every way out
    /// the source's enumerator is disposed and then the generator is closed. If the generator has already ended, or is
    /// running, the first <c>MoveNextAsync</c> throws an <see cref="InvalidOperationException"/> and takes no element.
    /// What the generator returns is its <c>Result</c>. A token that the enumeration is given cancels the body's token,
    /// if the body takes one.
    /// </returns>
    /// <inheritdoc cref="Through{TSend, TYield}(IEnumerable{TSend}, Generator{TYield, TSend})"/>
    /// <example>
    /// <code>
    /// var slow = new AsyncGenerator&lt;int, int>(async yield =>
    /// {
    ///     int next = await yield();
    ///     while (true)
    ///     {
    ///         await Task.Delay(1);
    ///         next = await yield(10 * next);
    ///     }
    /// });
    /// await foreach (int i in Enumerable.Range(1, 3).Through(slow)) Console.WriteLine(i);   // 10, 20, 30
    /// </code>
    /// </example>
    public static IAsyncEnumerable<TYield> Through<TSend, TYield>(
        this IEnumerable<TSend> source, AsyncGenerator<TYield, TSend> generator)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(generator);
        return Operator.Iterate(new SyncElements<TSend>(source), new AsyncCalls<TYield, TSend>(generator));
    }

    /// <returns>
    /// The answers, until the elements or the generator end. They can be enumerated only once, because on every way out
    /// the source's enumerator is disposed and then the generator is closed. If the generator has already ended, or is
    /// executing, the first <c>MoveNextAsync</c> throws an <see cref="InvalidOperationException"/> and takes no
    /// element. What the generator returns is its <c>Result</c>. The source is given the token that the enumeration is
    /// given.
    /// </returns>
    /// <inheritdoc cref="Through{TSend, TYield}(IEnumerable{TSend}, Generator{TYield, TSend})"/>
    /// <example>
    /// <code>
    /// static async IAsyncEnumerable&lt;string> Lines()
    /// {
    ///     await Task.Delay(1);
    ///     yield return "one";
    ///     yield return "three";
    /// }
    /// var lengths = new Generator&lt;int, string>(async yield =>
    /// {
    ///     string line = await yield();
    ///     while (true) line = await yield(line.Length);
    /// });
    /// await foreach (int i in Lines().Through(lengths)) Console.WriteLine(i);   // 3, 5
    /// </code>
    /// </example>
    public static IAsyncEnumerable<TYield> Through<TSend, TYield>(
        this IAsyncEnumerable<TSend> source, Generator<TYield, TSend> generator)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(generator);
        return Operator.Iterate(source, new SyncCalls<TYield, TSend>(generator));
    }

    /// <returns>
    /// The answers, until the elements or the generator end. They can be enumerated only once, because on every way out
    /// the source's enumerator is disposed and then the generator is closed. If the generator has already ended, or is
    /// running, the first <c>MoveNextAsync</c> throws an <see cref="InvalidOperationException"/> and takes no element.
    /// What the generator returns is its <c>Result</c>. The source is given the token that the enumeration is given,
    /// which also cancels the body's token, if the body takes one.
    /// </returns>
    /// <inheritdoc cref="Through{TSend, TYield}(IEnumerable{TSend}, Generator{TYield, TSend})"/>
    /// <example>
    /// <code>
    /// var numbers = new AsyncGenerator&lt;int>(async yield =>
    /// {
    ///     await yield(1);
    ///     await yield(2);
    /// });
    /// var sum = new AsyncGenerator&lt;int, int>(async yield =>
    /// {
    ///     int total = 0;
    ///     while (true) total += await yield(total);
    /// });
    /// await foreach (int i in numbers.Through(sum)) Console.WriteLine(i);   // 1, 3
    /// </code>
    /// </example>
    public static IAsyncEnumerable<TYield> Through<TSend, TYield>(
        this IAsyncEnumerable<TSend> source, AsyncGenerator<TYield, TSend> generator)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(generator);
        return Operator.Iterate(source, new AsyncCalls<TYield, TSend>(generator));
    }
}
