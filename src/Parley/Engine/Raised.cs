using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace Parley.Engine;

/// <summary>Exceptions on their way into a body or to a caller, with their stack traces.</summary>
[DebuggerStepThrough, StackTraceHidden]
internal static class Raised
{
    // .NET copies an exception's whole stack trace each time it is raised again. For one that goes up a million levels,
    // or is thrown into one generator after another, that would take hours. So its trace stops growing after this many
    // times in a row.
    private const int TracedTimes = 64;

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
        Capture(exception).Throw();
    }

    /// <summary>Captures the stack trace of an exception that is about to be raised again.</summary>
    internal static ExceptionDispatchInfo Capture(Exception exception)
    {
        Recent recent = t_recent ??= new Recent();
        if (!recent.Exception.TryGetTarget(out Exception? last) || last != exception)
        {
            recent.Exception.SetTarget(exception);
            recent.Times = 0;
        }

        if (recent.Times++ >= TracedTimes && recent.Trace.TryGetTarget(out ExceptionDispatchInfo? trace)) return trace;
        trace = ExceptionDispatchInfo.Capture(exception);
        recent.Trace.SetTarget(trace);
        return trace;
    }

    // Weak, so that a thread doesn't keep the last exception alive.
    private sealed class Recent
    {
        internal WeakReference<Exception> Exception { get; } = new(null!);

        internal WeakReference<ExceptionDispatchInfo> Trace { get; } = new(null!);

        internal int Times { get; set; }
    }
}
