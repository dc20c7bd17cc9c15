namespace Parley.Durable;

/// <summary>What happened to a conversation that is being watched: it has gone on, or an effect has reported
/// progress.</summary>
/// <typeparam name="TYield">The type of the questions.</typeparam>
/// <typeparam name="TReturn">The type of the result.</typeparam>
/// <param name="Turn">Where it is now; null if it is progress.</param>
/// <param name="Progress">What an effect reported (<see cref="EffectContext.Report"/>).</param>
public sealed record ConversationEvent<TYield, TReturn>(Turn<TYield, TReturn>? Turn, object? Progress);
