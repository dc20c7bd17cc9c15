namespace Parley.Tests.Waiting;

/// <summary>What the bodies of this variant await: their next turn at the pump. It counts what has run.</summary>
internal static class Pause
{
    public static int Count;

    public static async ValueTask<T> Before<T>(T value) { await Here(); return value; }
    public static Turn Here() { Interlocked.Increment(ref Count); return default; }
}
