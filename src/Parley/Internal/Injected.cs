using System.Runtime.ExceptionServices;

namespace Parley.Internal;

/// <summary>Hands an exception from the driver to the yield that raises it, within one call on one thread.</summary>
internal static class Injected
{
    // Not a field of the generator: it would cost every generator 8 bytes, and beside a throw the look-up is free.
    [ThreadStatic]
    private static ExceptionDispatchInfo? t_exception;

    internal static void Put(ExceptionDispatchInfo exception) => t_exception = exception;

    internal static ExceptionDispatchInfo Take()
    {
        ExceptionDispatchInfo exception = t_exception!;
        t_exception = null;
        return exception;
    }
}
