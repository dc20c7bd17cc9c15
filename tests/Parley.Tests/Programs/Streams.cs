namespace Parley.Tests.Programs;

/// <summary>Endless streams of numbers, which several of the programs are made of, and what two of them are.</summary>
/// <remarks>After intsfrom, times, merge and firstn of CPython's Lib/test/test_generators.py.</remarks>
internal static class Streams
{
    public static readonly int[] HammingNumbers =
    [
        1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 15, 16, 18, 20, 24,
        25, 27, 30, 32, 36, 40, 45, 48, 50, 54, 60, 64, 72, 75, 80,
        81, 90, 96, 100, 108, 120, 125, 128, 135, 144, 150, 160, 162, 180, 192,
        200, 216, 225, 240, 243, 250, 256, 270, 288, 300, 320, 324, 360, 375, 384,
        400, 405, 432, 450, 480, 486, 500, 512, 540, 576, 600, 625, 640, 648, 675,
    ];

    public static readonly int[] FibonacciNumbers =
        [1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 1597, 2584];

    public static Generator<int> CountFrom(int start) => new(async yield =>
    {
        for (int i = start; ; i++) await yield(i);
    });

    public static Generator<int> Times(int factor, IEnumerable<int> numbers) => new(async yield =>
    {
        foreach (int number in numbers) await yield(factor * number);
    });

    public static Generator<int> Sums(Generator<int> left, Generator<int> right) => new(async yield =>
    {
        while (true) await yield(left.Next() + right.Next());
    });

    /// <summary>Two ascending streams as one; what both have comes once.</summary>
    public static Generator<int> Merge(Generator<int> left, Generator<int> right) => new(async yield =>
    {
        left.MoveNext();
        right.MoveNext();
        while (true)
        {
            int least = Math.Min(left.Current, right.Current);
            await yield(least);
            if (left.Current == least) left.MoveNext();
            if (right.Current == least) right.MoveNext();
        }
    });

    /// <summary>The next values. Unlike LINQ's Take it leaves the generator open.</summary>
    public static T[] Read<T>(this Generator<T> generator, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => generator.Next())];
}
