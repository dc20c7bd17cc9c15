using Spectre.Console;

namespace RunningAverage;

/// <summary>Shows how far the input is read, if that takes long.</summary>
internal static class LongWork
{
    /// <summary>Does the work, and shows its progress once it has taken a while.</summary>
    /// <param name="console">Where to show it; null not to.</param>
    /// <param name="share">How much of the work is done, from 0 to 1; null if nobody knows.</param>
    /// <param name="aWhile">Completes when the work takes long.</param>
    public static void During(IAnsiConsole? console, Func<double?> share, Task aWhile, Action work)
    {
        using var done = new CancellationTokenSource();
        Task shown = console is null ? Task.CompletedTask
            : Task.Run(() => ShowAsync(console, share, aWhile, done.Token));
        try
        {
            work();
        }
        finally
        {
            done.Cancel();
            shown.Wait();
        }
    }

    private static async Task ShowAsync(
        IAnsiConsole console, Func<double?> share, Task aWhile, CancellationToken done)
    {
        Task isDone = Task.Delay(Timeout.Infinite, done);
        if (await Task.WhenAny(aWhile, isDone) == isDone) return;
        await console.Progress().AutoClear(true).StartAsync(async context =>
        {
            ProgressTask task = context.AddTask("Reading", maxValue: 1);
            while (!done.IsCancellationRequested)
            {
                task.IsIndeterminate = share() is null;
                task.Value = share() ?? 0;
                await Task.WhenAny(isDone, Task.Delay(TimeSpan.FromSeconds(0.1)));
            }
        });
    }
}
