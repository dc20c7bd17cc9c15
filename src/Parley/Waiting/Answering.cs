using System.Diagnostics;

namespace Parley.Waiting;

/// <summary>The loop of <c>RunAsync</c>.</summary>
[DebuggerStepThrough, StackTraceHidden]
internal static class Answering
{
    // Every await goes back to the caller's context, where `respond` runs, as the body of a loop would.
    internal static async ValueTask RunAsync<TYield, TSend>(
        Calls<TYield, TSend> generator,
        Func<TYield, CancellationToken, ValueTask<TSend>> respond,
        CancellationToken token)
    {
        try
        {
            generator.CancelBy(token);
            Moved<TYield> moved = await generator.Begin();
            while (moved.Yields)
            {
                TSend answer = default!;
                Exception? failure = null;
                try
                {
                    answer = await respond(moved.Value!, token);
                }
                catch (Exception exception)
                {
                    failure = exception;
                }

                moved = await (failure is null ? generator.TrySend(answer) : generator.TryThrow(failure));
            }
        }
        finally
        {
            if (generator.State == GeneratorState.Suspended) await generator.Close(); // not if it was refused
        }
    }

    /// <summary>The same, but takes a token and ignores it; null stays null.</summary>
    internal static Func<TYield, CancellationToken, ValueTask<TSend>>? Tokenless<TYield, TSend>(
        Func<TYield, ValueTask<TSend>>? respond) =>
        respond is null ? null : (value, _) => respond(value);
}
