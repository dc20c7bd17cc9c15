namespace Parley.Tests;

/// <summary>The framework's, without its overloads for spans, which the compiler would prefer, and which Mono lacks:
/// there, System.Memory's spans are others than the core library's.</summary>
internal sealed class Assert : Xunit.Assert
{
    public static new void Equal(string? expected, string? actual) => Equal<string?>(expected, actual);

    public static new void Equal<T>(IEnumerable<T>? expected, IEnumerable<T>? actual) =>
        Xunit.Assert.Equal(expected, actual);
}
