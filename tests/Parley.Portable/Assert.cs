using System.Collections;

namespace Parley.Tests;

/// <summary>
/// The framework's, without its overloads for spans, which the compiler would prefer, and which Mono lacks: there,
/// System.Memory's spans are others than the core library's. What is equal in the simplest way isn't looked at by its
/// comparer, which makes methods at run time, as NativeAOT can't.
/// </summary>
internal sealed class Assert : Xunit.Assert
{
    public static new void Equal(string? expected, string? actual) => Equal<string?>(expected, actual);

    public static new void Equal<T>(T expected, T actual)
    {
        if (!AreEqual(expected, actual)) Xunit.Assert.Equal(expected, actual);
    }

    public static new void Equal<T>(IEnumerable<T>? expected, IEnumerable<T>? actual)
    {
        if (!AreEqual(expected, actual)) Xunit.Assert.Equal(expected, actual);
    }

    private static bool AreEqual(object? expected, object? actual) => object.Equals(expected, actual)
        || (expected is IEnumerable all and not string && actual is IEnumerable others and not string
            && HaveEqual(all, others));

    private static bool HaveEqual(IEnumerable expected, IEnumerable actual)
    {
        List<object?> all = [.. expected.Cast<object?>()];
        List<object?> others = [.. actual.Cast<object?>()];
        return all.Count == others.Count && all.Zip(others, AreEqual).All(equal => equal);
    }
}
