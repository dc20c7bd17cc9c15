using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Parley.Engine;

/// <summary>Exceptions on their way into a body or to a caller, with their stack traces.</summary>
/// <remarks>
/// .NET copies an exception's whole stack trace each time it is raised again, so a trace that named every one of n
/// levels would cost n². That is why a trace stops growing once it has been raised <see cref="TracedTimes"/> times: it
/// shows where the exception was thrown, and the levels nearest to that. If the same object is thrown anew, its trace
/// begins anew.
/// </remarks>
[DebuggerStepThrough, StackTraceHidden]
internal static class Raised
{
    private const int TracedTimes = 64;

    // How often each exception has been raised. Weak: it keeps no exception alive.
    private static readonly ConditionalWeakTable<Exception, Journey> s_journeys = new();

    // Not a field, where it would cost 8 bytes per generator. Next to a throw, the lookup is free.
    [ThreadStatic]
    private static Exception? t_pending;

    /// <summary>Stands for a new exit, to be created only if the body could notice it. Never thrown itself.</summary>
    internal static GeneratorExitException ExitMark { get; } = new();

    /// <summary>Hands an exception to the yield that raises it, within one step.</summary>
    internal static void Put(Exception exception) => t_pending = exception;

    /// <summary>Takes what was put; null if nothing was.</summary>
    internal static Exception? Take()
    {
        Exception? pending = t_pending;
        t_pending = null;
        return pending;
    }

    /// <summary>Throws an exception to a caller and keeps its stack trace, if it has one.</summary>
    [DoesNotReturn]
    internal static void Throw(Exception exception)
    {
        Capture(exception).Throw();
    }

    /// <summary>Whether a body that can't notice the exception is to raise it all the same, for the sake of the
    /// trace.</summary>
    internal static bool IsTraced(Exception exception) =>
        exception is not GeneratorExitException && FullTrace(exception) is null;

    /// <summary>Captures the stack trace of an exception that is about to be raised again.</summary>
    internal static ExceptionDispatchInfo Capture(Exception exception)
    {
        Journey journey = s_journeys.GetOrCreateValue(exception);
        if (journey.Trace is { } full) return full.Info;
        var trace = ExceptionDispatchInfo.Capture(exception);
        if (++journey.Times == TracedTimes)
        {
            // If it has fewer frames than that, it was thrown anew in the meantime.
            int[] frames = FramesOf(exception);
            if (frames.Length >= TracedTimes) journey.Trace = new(trace, frames);
            else journey.Times = 0;
        }

        return trace;
    }

    /// <summary>Called when an exception comes from code that may have thrown it anew: a body or a caller.</summary>
    internal static void Receive(Exception exception)
    {
        if (FullTrace(exception) is not { } trace || FramesOf(exception).AsSpan().StartsWith(trace.Frames)) return;
        s_journeys.Remove(exception);
    }

    private static Trace? FullTrace(Exception exception) =>
        s_journeys.TryGetValue(exception, out Journey? journey) ? journey.Trace : null;

    // A throw statement begins a new trace, and an exception that is raised again continues the one it has, so offsets
    // are enough to tell them apart.
    private static int[] FramesOf(Exception exception)
    {
        var trace = new StackTrace(exception, fNeedFileInfo: false);
        int[] offsets = new int[trace.FrameCount];
        for (int i = 0; i < offsets.Length; i++) offsets[i] = trace.GetFrame(i)!.GetNativeOffset();
        return offsets;
    }

    private sealed record Trace(ExceptionDispatchInfo Info, int[] Frames);

    private sealed class Journey
    {
        internal int Times { get; set; }

        /// <summary>Once the trace no longer grows: what it is raised with from then on.</summary>
        internal Trace? Trace { get; set; }
    }
}
