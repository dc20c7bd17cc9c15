using Microsoft.Extensions.Diagnostics.HealthChecks;
using Parley.Durable.Engine;
using Parley.Durable.Stores;

namespace Parley.Durable.Hosting;

/// <summary>Unhealthy without a store; degraded while conversations are stuck, or begun with a body that isn't
/// registered.</summary>
internal sealed class ConversationHealthCheck(ConversationEngine engine) : IHealthCheck
{
    private const int Most = 1000;

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await engine.OpenAsync(cancellationToken).ConfigureAwait(false);
            var stuck = await engine.Store.ListAsync(
                new() { Status = ConversationStatus.Stuck, Limit = Most }, cancellationToken).ConfigureAwait(false);
            List<ConversationRow> missing = [];
            foreach (var status in (ConversationStatus[])
                [ConversationStatus.Asking, ConversationStatus.Running, ConversationStatus.Sleeping])
            {
                var rows = await engine.Store.ListAsync(new() { Status = status, Limit = Most }, cancellationToken)
                    .ConfigureAwait(false);
                missing.AddRange(rows.Where(row => !engine.Has(row)));
            }

            Dictionary<string, object> data = new() { ["stuck"] = stuck.Count, ["version missing"] = missing.Count };
            foreach (var group in missing.GroupBy(row => $"{row.Body}, version {row.BodyVersion}"))
                data[group.Key] = group.Count();
            return stuck.Count == 0 && missing.Count == 0
                ? HealthCheckResult.Healthy(data: data)
                : HealthCheckResult.Degraded(
                    $"{stuck.Count} conversations are stuck, and {missing.Count} need a body that isn't registered.",
                    data: data);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy("The store of conversations doesn't answer.", exception);
        }
    }
}
