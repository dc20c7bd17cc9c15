using System.Diagnostics;
using Parley.Bodies;

namespace Parley.Engine;

/// <summary>Methods that awaited a yield without being its generator's body.</summary>
[DebuggerStepThrough, StackTraceHidden]
internal static class MisplacedYields
{
    // Each takes stack, and a method that awaits such a yield in a loop would use up all there is.
    private const int Deepest = 16;

    [ThreadStatic]
    private static int t_depth;

    [ThreadStatic]
    private static Queue<(IBodyOwner Generator, Action Continuation)>? t_queued;

    /// <summary>Continues such a method at once, with an error. Deep inside of other such methods, it is continued only
    /// after the innermost of them.</summary>
    internal static void Continue(IBodyOwner generator, Action continuation)
    {
        if (t_depth == Deepest)
        {
            (t_queued ??= new()).Enqueue((generator, continuation));
            return;
        }

        t_depth++;
        try
        {
            generator.ContinueMisplaced(continuation);
            while (t_queued is not null && t_queued.TryDequeue(out var next))
            {
                next.Generator.ContinueMisplaced(next.Continuation);
            }
        }
        finally
        {
            t_depth--;
        }
    }
}
