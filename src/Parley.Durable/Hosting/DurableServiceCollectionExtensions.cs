using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Parley.Durable.Engine;
using Parley.Durable.Hosting;

namespace Parley.Durable;

/// <summary>Adds conversations to a container.</summary>
public static class DurableServiceCollectionExtensions
{
    /// <summary>Adds conversations that outlive their process.</summary>
    /// <param name="services">The container's services.</param>
    /// <param name="configure">Says where they are kept, at least.</param>
    /// <returns>What bodies are added to.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static DurableBuilder AddParleyDurable(this IServiceCollection services, Action<DurableOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        DurableBuilder builder = new(services);
        services.AddOptions<DurableOptions>().Configure(configure).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DurableOptions>, DurableOptionsValidation>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new ConversationEngine(
            provider.GetRequiredService<IOptions<DurableOptions>>().Value,
            provider.GetServices<Registration>(),
            builder.Handlers,
            provider,
            provider.GetService<ILoggerFactory>()?.CreateLogger("Parley.Durable") ?? NullLogger.Instance,
            provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<ConversationService>();
        services.TryAddSingleton<IConversationAdmin>(
            provider => new ConversationAdmin(provider.GetRequiredService<ConversationEngine>()));
        return builder;
    }
}
