namespace Parley.Durable;

/// <summary>Does the effects of a type. It is taken from the container, from a scope of its own.</summary>
/// <typeparam name="TEffect">The type of the effects.</typeparam>
/// <typeparam name="TResult">The type of their results.</typeparam>
public interface IEffectHandler<in TEffect, TResult>
    where TEffect : IEffect<TResult>
{
    /// <summary>Does an effect.</summary>
    /// <param name="effect">What to do.</param>
    /// <param name="context">The key, the services, and the token to end by.</param>
    /// <returns>The result.</returns>
    Task<TResult> RunAsync(TEffect effect, EffectContext context);
}
