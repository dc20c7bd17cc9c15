using Parley.CompilerServices;

namespace Parley;

/// <summary>
/// Pauses a body: <c>await yield(value)</c> hands <paramref name="value"/> to the caller and continues when the
/// generator is advanced.
/// </summary>
/// <typeparam name="TYield">The type of the values handed out.</typeparam>
/// <param name="value">The value to hand out; the default if omitted.</param>
/// <returns>An awaitable that must be awaited at once, in the body that this delegate was passed to.</returns>
/// <exception cref="InvalidOperationException">The delegate is called, or its result awaited, outside of its own
/// running body.</exception>
public delegate YieldAwaitable<TYield> Yield<TYield>(TYield value = default!);

/// <summary>
/// Pauses a body: <c>TSend x = await yield(value)</c> hands <paramref name="value"/> to the caller and evaluates to the
/// value sent in. Python's <c>x = yield value</c>.
/// </summary>
/// <typeparam name="TYield">The type of the values handed out.</typeparam>
/// <typeparam name="TSend">The type of the values sent in; a plain advance sends the default.</typeparam>
/// <param name="value">The value to hand out; the default if omitted.</param>
/// <returns>An awaitable that must be awaited at once, in the body that this delegate was passed to.</returns>
/// <exception cref="InvalidOperationException">The delegate is called, or its result awaited, outside of its own
/// running body.</exception>
public delegate YieldAwaitable<TYield, TSend> Yield<TYield, TSend>(TYield value = default!);
