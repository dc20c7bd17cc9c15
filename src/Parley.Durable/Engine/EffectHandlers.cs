using Microsoft.Extensions.DependencyInjection;

namespace Parley.Durable.Engine;

/// <summary>What does the effects that are data, by their types.</summary>
internal sealed class EffectHandlers
{
    private readonly Dictionary<Type, Delegate> _handlers = [];

    public void Add<TEffect, TResult>()
        where TEffect : IEffect<TResult> =>
        _handlers[typeof(TEffect)] = (Func<IEffect<TResult>, EffectContext, Task<TResult>>)((effect, context) =>
            context.Services.GetRequiredService<IEffectHandler<TEffect, TResult>>().RunAsync((TEffect)effect, context));

    public Func<EffectContext, Task<TResult>> Of<TResult>(IEffect<TResult> effect) =>
        _handlers.TryGetValue(effect.GetType(), out var handler)
            && handler is Func<IEffect<TResult>, EffectContext, Task<TResult>> run
            ? context => run(effect, context)
            : throw Errors.NoHandler(effect.GetType());
}
