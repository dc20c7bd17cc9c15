using System.Diagnostics.CodeAnalysis;

namespace Parley.Durable;

/// <summary>An effect as data. A handler from the container does it: an <see cref="IEffectHandler{TEffect,
/// TResult}"/>.</summary>
/// <typeparam name="TResult">The type of its result.</typeparam>
[SuppressMessage("Design", "CA1040", Justification = "The type parameter says what comes back.")]
public interface IEffect<TResult>;
