using System.Diagnostics;
using Parley.Waiting;

namespace Parley.Engine;

/// <summary>Closes a generator that a call has driven. If an exception is leaving the call, the error for a body that
/// ignores the exit keeps it; any other exception from the close replaces it, as in a <c>using</c>.</summary>
[DebuggerStepThrough, StackTraceHidden]
internal static class Closing
{
    internal static void Close<TYield>(Generator<TYield> generator, Exception? leaving)
    {
        try
        {
            generator.Close();
        }
        catch (InvalidOperationException error) when (leaving is not null && Errors.IsIgnoredExit(error))
        {
            throw Errors.IgnoredExit(leaving);
        }
    }

    internal static async ValueTask CloseAsync<TCalls>(TCalls generator, Exception? leaving)
        where TCalls : struct, ICalls
    {
        try
        {
            await generator.Close();
        }
        catch (InvalidOperationException error) when (leaving is not null && Errors.IsIgnoredExit(error))
        {
            throw Errors.IgnoredExit(leaving);
        }
    }
}
