using System.Runtime.ExceptionServices;

namespace Parley.Engine;

/// <summary>Exceptions on their way, with the stack traces that they have.</summary>
internal static class Raised
{
    // .NET copies the whole trace each time that an exception is raised anew with it. One that goes up a million
    // levels, or is thrown into one generator after the other, would take hours: after this many times in a row its
    // trace stays.
    private const int TracedTimes = 64;

    // Not a field of the generator: it would cost every generator 8 bytes, and beside a throw the look-up is free.
    [ThreadStatic]
    private static ExceptionDispatchInfo? t_pending;

    [ThreadStatic]
    private static Recent? t_recent;

    /// <summary>Hands an exception to the yield that raises it, within one step.</summary>
    internal static void Put(Exception exception) => t_pending = Capture(exception);

    internal static ExceptionDispatchInfo Take()
    {
        ExceptionDispatchInfo pending = t_pending!;
        t_pending = null;
        return pending;
    }

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

    // Weak, as a thread must not keep the last exception alive.
    private sealed class Recent
    {
        internal WeakReference<Exception> Exception { get; } = new(null!);

        internal WeakReference<ExceptionDispatchInfo> Trace { get; } = new(null!);

        internal int Times { get; set; }
    }
}
