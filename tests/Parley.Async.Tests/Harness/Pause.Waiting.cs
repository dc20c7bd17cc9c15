using Parley.Tests.Harness;

namespace Parley.Tests.Waiting;

/// <summary>What the bodies of this variant await: their next turn at the pump.</summary>
internal static class Pause
{
    public static async ValueTask<TYield> Before<TYield>(TYield yield)
    {
        await Here();
        return yield;
    }

    public static Turn Here() => default;
}
