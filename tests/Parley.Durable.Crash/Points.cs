using System.Diagnostics;

namespace Parley.Durable.Crash;

/// <summary>Where the process may kill itself.</summary>
internal static class Points
{
    private static string? s_point;
    private static int s_left;

    public static void At(string point, int number)
    {
        s_point = point;
        s_left = number;
    }

    /// <summary>Says that a point is reached. Doesn't return if it was the one.</summary>
    public static void Reach(string point)
    {
        if (point != s_point || Interlocked.Decrement(ref s_left) != 0) return;
        Process.GetCurrentProcess().Kill();
        Thread.Sleep(Timeout.Infinite);
    }
}
