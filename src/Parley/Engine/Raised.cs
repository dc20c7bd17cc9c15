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

    // False as long as no trace has stopped growing, which in most programs is always. It saves a lookup per failure.
    private static volatile bool s_anyIsFull;

    // Not a field, where it would cost 8 bytes per generator. Next to a throw, the lookup is free.
    [ThreadStatic]
    private static Exception? t_pending;

    [ThreadStatic]
    private static Recent? t_recent;

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
        Capture(exception, null).Throw();
    }

    /// <summary>Does what <see cref="Throw"/> does for a caller that will get the exception from a task, which raises
    /// it again with the whole trace that it has then.</summary>
    internal static void Report(Exception exception)
    {
        if (FindJourney(exception) is null) return;
        ExceptionDispatchInfo trace = Capture(exception, null);
        if (FindFull(exception) is null) return;
        try
        {
            trace.Throw(); // the only way to give an exception back the trace that was captured
        }
        catch (Exception e) when (e == exception)
        {
        }
    }

    /// <summary>Whether a body that can't notice the exception is to raise it all the same, for the sake of the
    /// trace.</summary>
    internal static bool IsTraced(Exception exception) =>
        exception is not GeneratorExitException && FindFull(exception) is null;

    /// <summary>Captures the stack trace of an exception that is about to be raised again, in the body of
    /// <paramref name="generator"/> or at a caller.</summary>
    internal static ExceptionDispatchInfo Capture(Exception exception, object? generator)
    {
        if (FindJourney(exception) is not { } journey) return ExceptionDispatchInfo.Capture(exception);
        journey.RaisedIn = IdentityOf(generator);
        if (journey.Trace is { } full) return full.Info;
        var trace = ExceptionDispatchInfo.Capture(exception);
        if (++journey.Times == TracedTimes)
        {
            // If it has fewer frames than that, it was thrown anew in the meantime.
            int[] frames = FramesOf(exception);
            if (frames.Length >= TracedTimes)
            {
                journey.Trace = new(trace, frames);
                s_anyIsFull = true;
            }
            else
            {
                journey.Times = 0;
            }
        }

        return trace;
    }

    /// <summary>Called when an exception comes from the body of <paramref name="generator"/> or from a caller, which
    /// may have thrown it anew.</summary>
    internal static void Receive(Exception exception, object? generator)
    {
        if (FindFull(exception) is { } journey
            && (generator is null || journey.RaisedIn != IdentityOf(generator))
            && !FramesOf(exception).AsSpan().StartsWith(journey.Trace!.Frames))
        {
            s_journeys.Remove(exception);
        }
    }

    // Null for an exception that isn't raised often: most are raised once or twice, and that must cost little.
    private static Journey? FindJourney(Exception exception)
    {
        if (s_journeys.TryGetValue(exception, out Journey? journey)) return journey;
        return (t_recent ??= new()).IsOften(exception) ? s_journeys.GetOrCreateValue(exception) : null;
    }

    // Null for an exception whose trace still grows.
    private static Journey? FindFull(Exception exception) =>
        s_anyIsFull && s_journeys.TryGetValue(exception, out Journey? journey) && journey.Trace is not null
            ? journey
            : null;

    // A throw statement begins a new trace, and an exception that is raised again continues the one it has, so offsets
    // are enough to tell them apart.
    private static int[] FramesOf(Exception exception)
    {
        var trace = new StackTrace(exception, fNeedFileInfo: false);
        int[] offsets = new int[trace.FrameCount];
        for (int i = 0; i < offsets.Length; i++) offsets[i] = trace.GetFrame(i)!.GetNativeOffset();
        return offsets;
    }

    // Not the generator, which an exception mustn't keep alive.
    private static int IdentityOf(object? generator) => RuntimeHelpers.GetHashCode(generator);

    private sealed record Trace(ExceptionDispatchInfo Info, int[] Frames);

    // Notices on one thread what is raised often. Several exceptions may be raised in turn, so each raising has a
    // chance to be noticed, which takes eight on average.
    private sealed class Recent
    {
        private const int Few = 4;

        private readonly WeakReference<Exception> _last = new(null!);
        private int _times;
        private uint _random = 1;

        internal bool IsOften(Exception exception)
        {
            if (!_last.TryGetTarget(out Exception? last) || last != exception)
            {
                _last.SetTarget(exception);
                _times = 0;
            }

            _random = (_random * 1_664_525) + 1_013_904_223; // Numerical Recipes' generator
            return ++_times > Few || _random >> 29 == 0;
        }
    }

    private sealed class Journey
    {
        internal int Times { get; set; }

        /// <summary>The generator that it was last raised in; 0 if that was a caller.</summary>
        internal int RaisedIn { get; set; }

        /// <summary>Once the trace no longer grows: what it is raised with from then on.</summary>
        internal Trace? Trace { get; set; }
    }
}
