namespace System.Collections.Generic
{
    internal sealed class ReferenceEqualityComparer : IEqualityComparer<object?>
    {
        public static ReferenceEqualityComparer Instance { get; } = new();

        public new bool Equals(object? x, object? y) => x == y;

        public int GetHashCode(object? value) => Runtime.CompilerServices.RuntimeHelpers.GetHashCode(value!);
    }
}

namespace Parley.Tests
{
    /// <summary>Members that the tests use and that newer frameworks have.</summary>
    internal static class Members
    {
        public static IEnumerable<T> Reverse<T>(this T[] values) => Enumerable.Reverse(values);

        public static IEnumerable<T[]> Chunk<T>(this IEnumerable<T> values, int size) =>
            values.Select((value, i) => (value, i)).GroupBy(pair => pair.i / size, pair => pair.value)
                .Select(chunk => chunk.ToArray());

        public static IEnumerable<(T1 First, T2 Second)> Zip<T1, T2>(
            this IEnumerable<T1> first, IEnumerable<T2> second) =>
            first.Zip(second, (one, two) => (one, two));
    }
}
