using Parley.Tests.Harness;

namespace Parley.Tests.Waiting.Model;

/// <summary>What the bodies of the model await in this variant: their turn on the one thread that its scripts run
/// on.</summary>
internal static class Pause
{
    public static async ValueTask<TYield> Before<TYield>(TYield yield)
    {
        await Here();
        return yield;
    }

    public static Later Here() => default;
}
