using Microsoft.Extensions.Hosting;
using Parley.Durable.Engine;

namespace Parley.Durable.Hosting;

/// <summary>Opens the store when the process starts, and then does what is due.</summary>
internal sealed class ConversationService(ConversationEngine engine) : BackgroundService
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await engine.OpenAsync(cancellationToken).ConfigureAwait(false);
        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await engine.Stopping.CancelAsync().ConfigureAwait(false);
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(engine.Options.ScanInterval, engine.Time);
        do
        {
            try
            {
                await engine.ScanAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.ScanningFailed(engine.Logger, exception.GetType());
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }
}
