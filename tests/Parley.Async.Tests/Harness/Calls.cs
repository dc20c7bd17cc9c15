namespace Parley.Tests.Harness;

/// <summary>Every call of an asynchronous generator that runs its body, and a loop.</summary>
internal static class Calls
{
    public static Func<AsyncGenerator<int, int>, ValueTask>[] All { get; } =
    [
        g => Untyped(g.NextAsync()),
        g => Untyped(g.MoveNextAsync()),
        g => Untyped(g.SendAsync(5)),
        g => Untyped(g.TrySendAsync(5)),
        g => Untyped(g.ThrowAsync(new GeneratorExitException())),
        g => Untyped(g.TryThrowAsync(new FormatException())),
        g => g.CloseAsync(),
        g => g.DisposeAsync(),
        Loop,
    ];

    // What the call itself threw would leave before this is entered.
    private static async ValueTask Untyped<T>(ValueTask<T> call) => await call;

    private static async ValueTask Loop(IntSender g) { await foreach (int _ in g) Assert.Fail("It yielded."); }
}
