using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Parley.Durable.Engine;
using Parley.Durable.Hosting;

namespace Parley.Durable;

/// <summary>Adds conversations to health checks.</summary>
public static class DurableHealthChecksBuilderExtensions
{
    /// <summary>Adds a check that is unhealthy without a store, and degraded while conversations are stuck or need a
    /// body that isn't registered. It looks at up to a thousand of each state.</summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="name">The check's name.</param>
    /// <returns>The health checks.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static IHealthChecksBuilder AddParleyDurable(
        this IHealthChecksBuilder builder, string name = "conversations")
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(
            name,
            services => new ConversationHealthCheck(services.GetRequiredService<ConversationEngine>()),
            HealthStatus.Unhealthy,
            tags: null));
    }
}
