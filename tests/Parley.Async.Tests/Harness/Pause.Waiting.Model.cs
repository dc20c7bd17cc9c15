namespace Parley.Tests.Waiting.Model;

/// <summary>What the bodies of the model await in this variant: their turn on the one thread of its scripts.</summary>
internal static class Pause
{
    public static async ValueTask<T> Before<T>(T value) { await Here(); return value; }
    public static Later Here() { Interlocked.Increment(ref Waiting.Pause.Count); return default; }
}
