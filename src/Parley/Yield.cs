using Parley.CompilerServices;

namespace Parley;

/// <summary>
/// What a body awaits to pause: <c>await yield(value)</c> hands <paramref name="value"/> to the caller and goes on when
/// the generator is advanced.
/// </summary>
/// <typeparam name="TYield">The type of the values handed out.</typeparam>
/// <param name="value">The value to hand out; without one, the default.</param>
/// <returns>What to await, at once and in the body that this delegate was given to.</returns>
/// <exception cref="InvalidOperationException">It is called, or awaited, anywhere but in its own running
/// body.</exception>
public delegate YieldAwaitable<TYield> Yield<TYield>(TYield value = default!);

/// <summary>
/// What a body awaits to pause: <c>TSend x = await yield(value)</c> hands <paramref name="value"/> to the caller and
/// evaluates to what is sent in. Python's <c>x = yield value</c>.
/// </summary>
/// <typeparam name="TYield">The type of the values handed out.</typeparam>
/// <typeparam name="TSend">The type of the values sent in; a plain advance sends the default.</typeparam>
/// <param name="value">The value to hand out; without one, the default.</param>
/// <returns>What to await, at once and in the body that this delegate was given to.</returns>
/// <exception cref="InvalidOperationException">It is called, or awaited, anywhere but in its own running
/// body.</exception>
public delegate YieldAwaitable<TYield, TSend> Yield<TYield, TSend>(TYield value = default!);
