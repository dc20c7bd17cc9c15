using System.Runtime.CompilerServices;
using Parley.CompilerServices;

namespace Parley;

public static partial class YieldExtensions
{
    /// <summary>Delegates from an asynchronous body to an asynchronous body inside it, as if to a new generator that is
    /// made of it. A lambda is taken as a synchronous body, unless it takes a token.</summary>
    /// <inheritdoc cref="From{TYield}(Yield{TYield}, Func{Yield{TYield}, GeneratorBody})"/>
    /// <example>
    /// <code>
    /// static async AsyncGeneratorBody Slowly(Yield&lt;int> yield)
    /// {
    ///     await Task.Delay(1);
    ///     await yield(1);
    /// }
    /// var count = new AsyncGenerator&lt;int>(async yield => await yield.From(Slowly));
    /// await count.NextAsync();   // 1
    /// </code>
    /// </example>
    [OverloadResolutionPriority(AsyncBodies)]
    public static AsyncYieldFromAwaitable<TYield> From<TYield>(
        this Yield<TYield> yield, Func<Yield<TYield>, AsyncGeneratorBody> body) =>
        yield.From(new AsyncGenerator<TYield>(body));

    /// <summary>Delegates from an asynchronous body to an asynchronous body inside it, as if to a new generator that is
    /// made of it. The inner body takes a token, which is canceled when that of the outer one is.</summary>
    /// <inheritdoc cref="From{TYield}(Yield{TYield}, Func{Yield{TYield}, GeneratorBody})"/>
    /// <example>
    /// <code>
    /// var count = new AsyncGenerator&lt;int>(async yield => await yield.From(async (yield, token) =>
    /// {
    ///     await Task.Delay(1, token);
    ///     await yield(1);
    /// }));
    /// await count.NextAsync();   // 1
    /// </code>
    /// </example>
    public static AsyncYieldFromAwaitable<TYield> From<TYield>(
        this Yield<TYield> yield, Func<Yield<TYield>, CancellationToken, AsyncGeneratorBody> body) =>
        yield.From(new AsyncGenerator<TYield>(body));

    /// <summary>Delegates from an asynchronous body to an asynchronous body inside it, as if to a new generator that is
    /// made of it. The inner body is sent the values. A lambda is taken as a synchronous body, unless it takes a
    /// token.</summary>
    /// <inheritdoc cref="From{TYield, TSend}(Yield{TYield, TSend}, Func{Yield{TYield, TSend}, GeneratorBody})"/>
    /// <example>
    /// <code>
    /// static async AsyncGeneratorBody Slowly(Yield&lt;int, int> yield)
    /// {
    ///     int sent = await yield(1);
    ///     await Task.Delay(1);
    ///     await yield(10 * sent);
    /// }
    /// var count = new AsyncGenerator&lt;int, int>(async yield => await yield.From(Slowly));
    /// await count.NextAsync();    // 1
    /// await count.SendAsync(2);   // 20
    /// </code>
    /// </example>
    [OverloadResolutionPriority(AsyncBodies)]
    public static AsyncYieldFromAwaitable<TYield> From<TYield, TSend>(
        this Yield<TYield, TSend> yield, Func<Yield<TYield, TSend>, AsyncGeneratorBody> body) =>
        yield.From(new AsyncGenerator<TYield, TSend>(body));

    /// <summary>Delegates from an asynchronous body to an asynchronous body inside it, as if to a new generator that is
    /// made of it. The inner body is sent the values, and takes a token, which is canceled when that of the outer one
    /// is.</summary>
    /// <inheritdoc cref="From{TYield, TSend}(Yield{TYield, TSend}, Func{Yield{TYield, TSend}, GeneratorBody})"/>
    /// <example>
    /// <code>
    /// var count = new AsyncGenerator&lt;int, int>(async yield => await yield.From(async (yield, token) =>
    /// {
    ///     int sent = await yield(1);
    ///     await Task.Delay(1, token);
    ///     await yield(10 * sent);
    /// }));
    /// await count.NextAsync();    // 1
    /// await count.SendAsync(2);   // 20
    /// </code>
    /// </example>
    public static AsyncYieldFromAwaitable<TYield> From<TYield, TSend>(
        this Yield<TYield, TSend> yield, Func<Yield<TYield, TSend>, CancellationToken, AsyncGeneratorBody> body) =>
        yield.From(new AsyncGenerator<TYield, TSend>(body));

    /// <summary>Delegates from an asynchronous body to an asynchronous body inside it, as if to a new generator that is
    /// made of it. The inner body is sent the values, and the expression evaluates to what it returns, or to the
    /// default if it ends without a value. A lambda is taken as a synchronous body, unless it takes a token.</summary>
    /// <inheritdoc cref="From{TYield, TSend, TReturn}(Yield{TYield, TSend},
    /// Func{Yield{TYield, TSend}, GeneratorBody{TReturn}})"/>
    /// <example>
    /// <code>
    /// static async AsyncGeneratorBody&lt;int> Slowly(Yield&lt;int, int> yield)
    /// {
    ///     int sent = await yield(1);
    ///     await Task.Delay(1);
    ///     return 10 * sent;
    /// }
    /// var count = new AsyncGenerator&lt;int, int>(async yield => await yield(1 + await yield.From(Slowly)));
    /// await count.NextAsync();    // 1
    /// await count.SendAsync(2);   // 21
    /// </code>
    /// </example>
    [OverloadResolutionPriority(AsyncBodies)]
    public static AsyncYieldFromAwaitable<TYield, TSend, TReturn> From<TYield, TSend, TReturn>(
        this Yield<TYield, TSend> yield, Func<Yield<TYield, TSend>, AsyncGeneratorBody<TReturn>> body) =>
        yield.From(new AsyncGenerator<TYield, TSend, TReturn>(body));

    /// <summary>Delegates from an asynchronous body to an asynchronous body inside it, as if to a new generator that is
    /// made of it. The inner body is sent the values, and takes a token, which is canceled when that of the outer one
    /// is. The expression evaluates to what it returns, or to the default if it ends without a value.</summary>
    /// <inheritdoc cref="From{TYield, TSend, TReturn}(Yield{TYield, TSend},
    /// Func{Yield{TYield, TSend}, GeneratorBody{TReturn}})"/>
    /// <example>
    /// <code>
    /// var count = new AsyncGenerator&lt;int, int>(async yield =>
    /// {
    ///     int result = await yield.From(async (yield, token) =>
    ///     {
    ///         int sent = await yield(1);
    ///         await Task.Delay(1, token);
    ///         return 10 * sent;
    ///     });
    ///     await yield(1 + result);
    /// });
    /// await count.NextAsync();    // 1
    /// await count.SendAsync(2);   // 21
    /// </code>
    /// </example>
    public static AsyncYieldFromAwaitable<TYield, TSend, TReturn> From<TYield, TSend, TReturn>(
        this Yield<TYield, TSend> yield,
        Func<Yield<TYield, TSend>, CancellationToken, AsyncGeneratorBody<TReturn>> body) =>
        yield.From(new AsyncGenerator<TYield, TSend, TReturn>(body));
}
