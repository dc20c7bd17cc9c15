namespace Parley.Tests.Completed;

/// <summary>What the bodies of this variant await: tasks that have completed.</summary>
internal static class Pause
{
    public static ValueTask<TYield> Before<TYield>(TYield yield) => new(yield);

    public static Task Here() => Task.CompletedTask;
}
