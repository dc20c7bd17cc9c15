using System.Runtime.CompilerServices;

namespace Parley.Tests.Harness;

/// <summary>Whether something is still held.</summary>
internal static class Tracking
{
    /// <summary>A new object, which the reference is to from now on.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static object Track(WeakReference reference) => reference.Target = new object();

    /// <summary>Whether it lives on once everything that nobody holds is collected.</summary>
    public static bool Lives(WeakReference reference)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return reference.IsAlive;
    }
}
