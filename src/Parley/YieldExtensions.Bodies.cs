using Parley.CompilerServices;

namespace Parley;

public static partial class YieldExtensions
{
    // A lambda that awaits nothing but yields fits both kinds of bodies. It is taken as a synchronous one, which every
    // body can delegate to.
    private const int AsyncBodies = -1;

    /// <summary>Delegates to a body inside the body, as if to a new generator that is made of it: a helper that yields
    /// to the same caller.</summary>
    /// <typeparam name="TYield">The type of the values handed out.</typeparam>
    /// <param name="yield">The outer body's yield.</param>
    /// <param name="body">The inner body: an async lambda or method that takes a yield of its own.</param>
    /// <returns>An awaitable that must be awaited at once.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="body"/> is null.</exception>
    /// <exception cref="InvalidOperationException"><paramref name="yield"/> is used outside of its own running
    /// body.</exception>
    /// <example>
    /// <code>
    /// static async GeneratorBody Twice(Yield&lt;string> yield)
    /// {
    ///     await yield("hear");
    ///     await yield("hear");
    /// }
    /// var crowd = new Generator&lt;string>(async yield =>
    /// {
    ///     await yield.From(Twice);
    ///     await yield.From(async yield => await yield("hurray"));
    /// });
    /// foreach (string shout in crowd) Console.WriteLine(shout);   // hear, hear, hurray
    /// </code>
    /// </example>
    public static YieldFromAwaitable<TYield> From<TYield>(
        this Yield<TYield> yield, Func<Yield<TYield>, GeneratorBody> body) =>
        Direct.From(Owner(yield), body);

    /// <summary>Delegates to a body inside the body, as if to a new generator that is made of it, and evaluates to what
    /// it returns, or to the default if it ends without a value.</summary>
    /// <typeparam name="TYield">The type of the values handed out.</typeparam>
    /// <typeparam name="TReturn">The type of the returned value.</typeparam>
    /// <inheritdoc cref="From{TYield}(Yield{TYield}, Func{Yield{TYield}, GeneratorBody})"/>
    /// <example>
    /// <code>
    /// static Func&lt;Yield&lt;int>, GeneratorBody&lt;int>> Count(int last) => async yield =>
    /// {
    ///     for (int i = 1; i &lt;= last; i++) await yield(i);
    ///     return last;
    /// };
    /// var counts = new Generator&lt;int>(async yield => await yield(100 * await yield.From(Count(2))));
    /// foreach (int i in counts) Console.WriteLine(i);   // 1, 2, 200
    /// </code>
    /// </example>
    public static YieldFromAwaitable<TYield, ValueTuple, TReturn> From<TYield, TReturn>(
        this Yield<TYield> yield, Func<Yield<TYield>, GeneratorBody<TReturn>> body) =>
        Direct.From(Owner(yield), body);

    /// <summary>Delegates to a body inside the body, as if to a new generator that is made of it: a helper that yields
    /// to the same caller, and is sent the values.</summary>
    /// <typeparam name="TYield">The type of the values handed out.</typeparam>
    /// <typeparam name="TSend">The type of the values sent in.</typeparam>
    /// <inheritdoc cref="From{TYield}(Yield{TYield}, Func{Yield{TYield}, GeneratorBody})"/>
    /// <example>
    /// <code>
    /// var shop = new Generator&lt;string, int>(async yield =>
    /// {
    ///     int count = 0;
    ///     await yield.From(async yield =>
    ///     {
    ///         while (count &lt;= 0) count = await yield("how many?");
    ///     });
    ///     await yield($"{count} it is");
    /// });
    /// shop.Next();     // how many?
    /// shop.Send(-1);   // how many?
    /// shop.Send(3);    // 3 it is
    /// </code>
    /// </example>
    public static YieldFromAwaitable<TYield> From<TYield, TSend>(
        this Yield<TYield, TSend> yield, Func<Yield<TYield, TSend>, GeneratorBody> body) =>
        Direct.From(Owner(yield), body);

    /// <summary>Delegates to a body inside the body, as if to a new generator that is made of it. The inner body is
    /// sent the values, and the expression evaluates to what it returns, or to the default if it ends without a
    /// value.</summary>
    /// <typeparam name="TYield">The type of the values handed out.</typeparam>
    /// <typeparam name="TSend">The type of the values sent in.</typeparam>
    /// <typeparam name="TReturn">The type of the returned value.</typeparam>
    /// <inheritdoc cref="From{TYield}(Yield{TYield}, Func{Yield{TYield}, GeneratorBody})"/>
    /// <example>
    /// <code>
    /// static async GeneratorBody&lt;int> AskForCount(Yield&lt;string, int> yield)
    /// {
    ///     int count = 0;
    ///     while (count &lt;= 0) count = await yield("how many?");
    ///     return count;
    /// }
    /// var shop = new Generator&lt;string, int>(async yield =>
    ///     await yield($"{await yield.From(AskForCount)} it is"));
    /// shop.Next();     // how many?
    /// shop.Send(-1);   // how many?
    /// shop.Send(3);    // 3 it is
    /// </code>
    /// </example>
    public static YieldFromAwaitable<TYield, TSend, TReturn> From<TYield, TSend, TReturn>(
        this Yield<TYield, TSend> yield, Func<Yield<TYield, TSend>, GeneratorBody<TReturn>> body) =>
        Direct.From(Owner(yield), body);
}
