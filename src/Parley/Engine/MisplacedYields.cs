using System.Diagnostics;
using Parley.Bodies;

namespace Parley.Engine;

/// <summary>Methods that awaited a yield without being its generator's body.</summary>
[DebuggerStepThrough, StackTraceHidden]
internal static class MisplacedYields
{
    [ThreadStatic]
    private static Queue<(IBodyOwner Generator, Action Continuation)>? t_next;

    /// <summary>Continues such a method, with an error. If it, or a method that it calls, awaits such a yield again,
    /// that isn't done inside of the first call but after it, because a loop would run out of stack.</summary>
    internal static void Continue(IBodyOwner generator, Action continuation)
    {
        if (t_next is not null)
        {
            t_next.Enqueue((generator, continuation));
            return;
        }

        t_next = new();
        try
        {
            generator.ContinueMisplaced(continuation);
            while (t_next.TryDequeue(out var next)) next.Generator.ContinueMisplaced(next.Continuation);
        }
        finally
        {
            t_next = null;
        }
    }
}
