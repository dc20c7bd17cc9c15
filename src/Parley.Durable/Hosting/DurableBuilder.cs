using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Parley.Durable.Engine;

namespace Parley.Durable;

/// <summary>What bodies of conversations, and handlers of effects, are added to.</summary>
public sealed class DurableBuilder
{
    internal DurableBuilder(IServiceCollection services) => Services = services;

    /// <summary>Gets the container's services.</summary>
    public IServiceCollection Services { get; }

    internal EffectHandlers Handlers { get; } = new();

    /// <summary>Adds a body. <see cref="IConversations{TArgument, TYield, TSend, TReturn}"/> is in the container then,
    /// also with the name as its key.</summary>
    /// <typeparam name="TArgument">The type of the argument that each conversation is begun with.</typeparam>
    /// <typeparam name="TYield">The type of the questions.</typeparam>
    /// <typeparam name="TSend">The type of the answers.</typeparam>
    /// <typeparam name="TReturn">The type of the result.</typeparam>
    /// <param name="name">What conversations of this kind are called in the store.</param>
    /// <param name="version">The version of the body. Conversations that were begun with another one go on with that,
    /// so it has to stay registered.</param>
    /// <param name="body">The body.</param>
    /// <param name="json">What knows the four types, and those of effects' results.</param>
    /// <param name="configure">Says more about the body.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="InvalidOperationException">The JSON doesn't know a type.</exception>
    public DurableBuilder AddConversation<TArgument, TYield, TSend, TReturn>(
        string name,
        int version,
        Func<Durable<TYield, TSend>, TArgument, Generator<TYield, TSend, TReturn>> body,
        JsonSerializerContext json,
        Action<ConversationOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        return AddConversationFactory<TArgument, TYield, TSend, TReturn>(name, version, _ => body, json, configure);
    }

    /// <summary>Adds a body that a factory makes, so that it can use services.</summary>
    /// <typeparam name="TArgument">The type of the argument that each conversation is begun with.</typeparam>
    /// <typeparam name="TYield">The type of the questions.</typeparam>
    /// <typeparam name="TSend">The type of the answers.</typeparam>
    /// <typeparam name="TReturn">The type of the result.</typeparam>
    /// <param name="name">What conversations of this kind are called in the store.</param>
    /// <param name="version">The version of the body.</param>
    /// <param name="factory">Makes the body from the container's singletons. What it takes from them isn't journaled:
    /// use it in effects.</param>
    /// <param name="json">What knows the four types, and those of effects' results.</param>
    /// <param name="configure">Says more about the body.</param>
    /// <returns>This builder.</returns>
    /// <inheritdoc cref="AddConversation" path="/exception"/>
    public DurableBuilder AddConversationFactory<TArgument, TYield, TSend, TReturn>(
        string name,
        int version,
        Func<IServiceProvider, Func<Durable<TYield, TSend>, TArgument, Generator<TYield, TSend, TReturn>>> factory,
        JsonSerializerContext json,
        Action<ConversationOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(factory);
        ArgumentNullException.ThrowIfNull(json);
        ConversationOptions options = new();
        configure?.Invoke(options);
        Registration<TArgument, TYield, TSend, TReturn> registration = new(name, version, json, factory)
        {
            ComparesQuestionsByKind = options.CompareQuestionsByKind,
        };
        registration.Resolve();
        Services.AddSingleton<Registration>(registration);
        Services.TryAddKeyedSingleton<IConversations<TArgument, TYield, TSend, TReturn>>(name, (provider, _) =>
            new Conversations<TArgument, TYield, TSend, TReturn>(
                provider.GetRequiredService<ConversationEngine>(), name));
        Services.TryAddSingleton(provider =>
            provider.GetRequiredKeyedService<IConversations<TArgument, TYield, TSend, TReturn>>(name));
        return this;
    }

    /// <summary>Adds the handler of the effects of a type.</summary>
    /// <typeparam name="TEffect">The type of the effects.</typeparam>
    /// <typeparam name="TResult">The type of their results.</typeparam>
    /// <typeparam name="THandler">The type of the handler, which is made in a scope of its own for each
    /// attempt.</typeparam>
    /// <returns>This builder.</returns>
    public DurableBuilder AddEffect<
        TEffect, TResult,
        [System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembers(
            System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>()
        where TEffect : IEffect<TResult>
        where THandler : class, IEffectHandler<TEffect, TResult>
    {
        Handlers.Add<TEffect, TResult>();
        Services.AddScoped<IEffectHandler<TEffect, TResult>, THandler>();
        return this;
    }
}
