using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Parley.Durable.Stores;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Parley.Durable.Engine;

/// <summary>Runs effects: attempt after attempt, each in a scope of its own, while their lease is renewed.</summary>
internal sealed class EffectRunner(ConversationEngine engine, IServiceProvider services)
{
    private int _running;

    /// <summary>Writes a fault.</summary>
    public static byte[] Write(ConversationFault fault) => Payloads.Write(fault, Faults.Default.ConversationFault);

    /// <summary>Runs an effect. Returns null if that is no result: the process ends, or another one has the
    /// effect.</summary>
    public async Task<EffectDone?> RunAsync(ConversationRow row, EffectRequest effect)
    {
        using Activity? span = Telemetry.Effect(row, effect);
        long begun = engine.Time.GetTimestamp();
        EffectDone? done = await RunLeasedAsync(row, effect).ConfigureAwait(false);
        Telemetry.Ran(row, effect, done, engine.Time.GetElapsedTime(begun));
        if (done?.Kind != EntryKind.EffectDone) span?.SetStatus(ActivityStatusCode.Error);
        return done;
    }

    private async Task<EffectDone?> RunLeasedAsync(ConversationRow row, EffectRequest effect)
    {
        Interlocked.Increment(ref _running);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(engine.Stopping.Token);
        Task renewing = RenewAsync(row, ending);
        try
        {
            ResiliencePipeline pipeline = Pipeline(effect.Options);
            byte[] json = await effect.RunAsync(
                (index, run) => AttemptAsync(row, effect, index, run, pipeline, ending.Token)).ConfigureAwait(false);
            if (json.Length <= engine.Options.MaxPayloadBytes) return new(EntryKind.EffectDone, json);
            var error = Errors.TooLarge("The result", json.Length, engine.Options.MaxPayloadBytes);
            return Failed(error);
        }
        catch (Exception) when (ending.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception exception)
        {
            return Failed(exception);
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
            await renewing.ConfigureAwait(false);
            Interlocked.Decrement(ref _running);
        }
    }

    /// <summary>Waits until the effects have noticed that the process ends, but not for long.</summary>
    public async Task DrainAsync()
    {
        for (int i = 0; i < 100 && Volatile.Read(ref _running) > 0; i++) await Task.Delay(20).ConfigureAwait(false);
    }

    private static EffectDone Failed(Exception exception) => new(
        EntryKind.EffectFailed, Write(new(exception.GetType().FullName!, exception.Message)));

    private async Task AttemptAsync(
        ConversationRow row, EffectRequest effect, int index, Func<EffectContext, Task> run,
        ResiliencePipeline pipeline, CancellationToken token) =>
        await pipeline.ExecuteAsync(
            async token =>
            {
                await using AsyncServiceScope scope = services.CreateAsyncScope();
                string key = $"{row.Incarnation:N}/{effect.Seq}/{index}";
                await run(new(key, scope.ServiceProvider, value => engine.Watchers.Report(row.Id, value), token))
                    .ConfigureAwait(false);
            },
            token).ConfigureAwait(false);

    private ResiliencePipeline Pipeline(EffectOptions options)
    {
        ResiliencePipelineBuilder builder = new() { TimeProvider = engine.Time };
        if (options.Attempts > 1 && !options.AtMostOnce)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = options.Attempts - 1,
                Delay = options.Backoff,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
            });
        }

        if (options.Timeout is { } timeout) builder.AddTimeout(new TimeoutStrategyOptions { Timeout = timeout });
        return builder.Build();
    }

    // Moves the time at which others may take the effect over. If somebody else has moved it, the effect is theirs.
    private async Task RenewAsync(ConversationRow row, CancellationTokenSource ending)
    {
        using PeriodicTimer timer = new(engine.Options.EffectLease / 3, engine.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(ending.Token).ConfigureAwait(false))
            {
                DateTimeOffset dueAt = engine.Lease();
                try
                {
                    if (!await engine.Store.MoveDueAsync(row, dueAt, ending.Token).ConfigureAwait(false)) break;
                    row = row with { DueAt = dueAt };
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    Log.RenewingFailed(engine.Logger, row.Id, exception.GetType());
                }
            }

            Log.LeaseLost(engine.Logger, row.Id);
            await ending.CancelAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The effect is done, or the process ends.
        }
    }
}

/// <summary>What came of an effect.</summary>
internal sealed record EffectDone(EntryKind Kind, ReadOnlyMemory<byte> Payload);
