namespace Parley.Tests.Completed;

/// <summary>What the bodies of this variant await: tasks that have completed. It counts what has run.</summary>
internal static class Pause
{
    public static int Count;

    public static async ValueTask<T> Before<T>(T value) { await Here(); return value; }
    public static Task Here() { Interlocked.Increment(ref Count); return Task.CompletedTask; }
}
