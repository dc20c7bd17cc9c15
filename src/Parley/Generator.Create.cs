using System.Diagnostics;

namespace Parley;

/// <summary>Creates generators whose types are inferred from the body.</summary>
/// <remarks>The types follow from a lambda whose parameter has a type: <c>async (Yield&lt;int, string> yield) =>
/// …</c>. For a named body, and for a lambda whose parameter has none, they must be said.</remarks>
[DebuggerStepThrough, StackTraceHidden]
public static class Generator
{
    /// <summary>Creates a generator that can't be sent values. <paramref name="body"/> is called at once, but an async
    /// method doesn't run before the first advance.</summary>
    /// <typeparam name="TYield">The type of the values handed out.</typeparam>
    /// <param name="body">The body: an async lambda or method.</param>
    /// <returns>A new generator.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="body"/> is null.</exception>
    /// <example>
    /// <code>
    /// var words = Generator.Create(async (Yield&lt;string> yield) => await yield("word"));
    /// words.Next();   // word
    /// </code>
    /// </example>
    public static Generator<TYield> Create<TYield>(Func<Yield<TYield>, GeneratorBody> body) => new(body);

    /// <summary>Creates a generator that can be sent values. <paramref name="body"/> is called at once, but an async
    /// method doesn't run before the first advance.</summary>
    /// <typeparam name="TYield">The type of the values handed out.</typeparam>
    /// <typeparam name="TSend">The type of the values sent in.</typeparam>
    /// <inheritdoc cref="Create{TYield}"/>
    /// <example>
    /// <code>
    /// var lengths = Generator.Create(async (Yield&lt;int, string> yield) =>
    /// {
    ///     string text = await yield();
    ///     while (true) text = await yield(text.Length);
    /// });
    /// lengths.Prime().Send("word");   // 4
    /// </code>
    /// </example>
    public static Generator<TYield, TSend> Create<TYield, TSend>(Func<Yield<TYield, TSend>, GeneratorBody> body) =>
        new(body);

    /// <summary>Creates a generator that returns a value at its end. <paramref name="body"/> is called at once, but an
    /// async method doesn't run before the first advance.</summary>
    /// <typeparam name="TYield">The type of the values handed out.</typeparam>
    /// <typeparam name="TSend">The type of the values sent in.</typeparam>
    /// <typeparam name="TReturn">The type of the returned value.</typeparam>
    /// <inheritdoc cref="Create{TYield}"/>
    /// <example>
    /// <code>
    /// var ask = Generator.Create(async (Yield&lt;string, int> yield) => await yield("a?") + await yield("b?"));
    /// int sum = ask.Run(question => question.Length);   // 4
    /// </code>
    /// </example>
    public static Generator<TYield, TSend, TReturn> Create<TYield, TSend, TReturn>(
        Func<Yield<TYield, TSend>, GeneratorBody<TReturn>> body) =>
        new(body);
}
