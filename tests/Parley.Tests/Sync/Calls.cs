namespace Parley.Tests.Sync;

/// <summary>Every call to a generator but the reading properties.</summary>
internal static class Calls
{
    public static IReadOnlyDictionary<string, Action<Generator<int, int>>> All { get; } =
        new Dictionary<string, Action<Generator<int, int>>>
        {
            ["Next"] = g => g.Next(),
            ["MoveNext"] = g => g.MoveNext(),
            ["Send"] = g => g.Send(1),
            ["TrySend"] = g => g.TrySend(1),
            ["Throw"] = g => g.Throw(new ArithmeticException()),
            ["TryThrow"] = g => g.TryThrow(new ArithmeticException()),
            ["Throw the exit"] = g => g.Throw(new GeneratorExitException()),
            ["TryThrow the exit"] = g => g.TryThrow(new GeneratorExitException()),
            ["Close"] = g => g.Close(),
            ["Dispose"] = g => g.Dispose(),
        };
}
