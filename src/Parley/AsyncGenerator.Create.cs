using System.Diagnostics;

namespace Parley;

/// <summary>Creates asynchronous generators whose types are inferred from the body.</summary>
/// <inheritdoc cref="Generator" path="/remarks"/>
[DebuggerStepThrough, StackTraceHidden]
public static class AsyncGenerator
{
    /// <inheritdoc cref="Generator.Create{TYield}"/>
    /// <example>
    /// <code>
    /// var words = AsyncGenerator.Create(async (Yield&lt;string> yield) =>
    /// {
    ///     await Task.Delay(1);
    ///     await yield("word");
    /// });
    /// await words.NextAsync();   // word
    /// </code>
    /// </example>
    public static AsyncGenerator<TYield> Create<TYield>(Func<Yield<TYield>, AsyncGeneratorBody> body) => new(body);

    /// <summary>Creates a generator that can't be sent values, and whose body takes a cancellation token.
    /// <paramref name="body"/> is called at once, but an async method doesn't run before the first advance.</summary>
    /// <param name="body">
    /// The body: an async lambda or method. Its token is canceled when any token passed to
    /// <see cref="AsyncGenerator{TYield}.GetAsyncEnumerator"/> is, and when that of a body that is delegating to this
    /// one is.
    /// </param>
    /// <inheritdoc cref="Generator.Create{TYield}"/>
    /// <example>
    /// <code>
    /// var words = AsyncGenerator.Create(async (Yield&lt;string> yield, System.Threading.CancellationToken token) =>
    /// {
    ///     await Task.Delay(1, token);
    ///     await yield("word");
    /// });
    /// await words.NextAsync();   // word
    /// </code>
    /// </example>
    public static AsyncGenerator<TYield> Create<TYield>(
        Func<Yield<TYield>, CancellationToken, AsyncGeneratorBody> body) =>
        new(body);

    /// <inheritdoc cref="Generator.Create{TYield, TSend}"/>
    /// <example>
    /// <code>
    /// var lengths = AsyncGenerator.Create(async (Yield&lt;int, TextReader> yield) =>
    /// {
    ///     TextReader text = await yield();
    ///     while (true) text = await yield((await text.ReadToEndAsync()).Length);
    /// });
    /// await lengths.MoveNextAsync();                      // true
    /// await lengths.SendAsync(new StringReader("word"));   // 4
    /// </code>
    /// </example>
    public static AsyncGenerator<TYield, TSend> Create<TYield, TSend>(
        Func<Yield<TYield, TSend>, AsyncGeneratorBody> body) =>
        new(body);

    /// <summary>Creates a generator that can be sent values, and whose body takes a cancellation token.
    /// <paramref name="body"/> is called at once, but an async method doesn't run before the first advance.</summary>
    /// <param name="body">
    /// The body: an async lambda or method. Its token is canceled when any token passed to
    /// <see cref="AsyncGenerator{TYield}.GetAsyncEnumerator"/> is, and when that of a body that is delegating to this
    /// one is.
    /// </param>
    /// <inheritdoc cref="Generator.Create{TYield, TSend}"/>
    /// <example>
    /// <code>
    /// var delays = AsyncGenerator.Create(async (
    ///     Yield&lt;string, int> yield, System.Threading.CancellationToken token) =>
    /// {
    ///     int time = await yield("ready");
    ///     while (true)
    ///     {
    ///         await Task.Delay(time, token);
    ///         time = await yield($"waited for {time} ms");
    ///     }
    /// });
    /// await delays.NextAsync();    // ready
    /// await delays.SendAsync(1);   // waited for 1 ms
    /// </code>
    /// </example>
    public static AsyncGenerator<TYield, TSend> Create<TYield, TSend>(
        Func<Yield<TYield, TSend>, CancellationToken, AsyncGeneratorBody> body) =>
        new(body);

    /// <inheritdoc cref="Generator.Create{TYield, TSend, TReturn}"/>
    /// <example>
    /// <code>
    /// var ask = AsyncGenerator.Create(async (Yield&lt;string, int> yield) => await yield("a?") + await yield("b?"));
    /// int sum = await ask.RunAsync(async question => question.Length);   // 4
    /// </code>
    /// </example>
    public static AsyncGenerator<TYield, TSend, TReturn> Create<TYield, TSend, TReturn>(
        Func<Yield<TYield, TSend>, AsyncGeneratorBody<TReturn>> body) =>
        new(body);

    /// <summary>Creates a generator that returns a value at its end, and whose body takes a cancellation token.
    /// <paramref name="body"/> is called at once, but an async method doesn't run before the first advance.</summary>
    /// <param name="body">
    /// The body: an async lambda or method. Its token is canceled when any token passed to
    /// <see cref="AsyncGenerator{TYield}.GetAsyncEnumerator"/> is, and when that of a body that is delegating to this
    /// one is.
    /// </param>
    /// <inheritdoc cref="Generator.Create{TYield, TSend, TReturn}"/>
    /// <example>
    /// <code>
    /// var ask = AsyncGenerator.Create(async (Yield&lt;string, int> yield, System.Threading.CancellationToken token) =>
    /// {
    ///     int answer = await yield("a?");
    ///     await Task.Delay(1, token);
    ///     return answer;
    /// });
    /// int answer = await ask.RunAsync(async question => question.Length);   // 2
    /// </code>
    /// </example>
    public static AsyncGenerator<TYield, TSend, TReturn> Create<TYield, TSend, TReturn>(
        Func<Yield<TYield, TSend>, CancellationToken, AsyncGeneratorBody<TReturn>> body) =>
        new(body);
}
