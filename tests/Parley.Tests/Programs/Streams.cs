namespace Parley.Tests.Programs;

/// <summary>Endless streams of numbers, which several of the programs are made of.</summary>
/// <remarks>After intsfrom, times, merge and firstn of CPython's Lib/test/test_generators.py.</remarks>
internal static class Streams
{
    public static Generator<int> CountFrom(int start) => new(async yield =>
    {
        for (int i = start; ; i++) await yield(i);
    });

    public static Generator<int> Times(int factor, IEnumerable<int> numbers) => new(async yield =>
    {
        foreach (int number in numbers) await yield(factor * number);
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
    public static T[] Read<T>(this Generator<T> generator, int count)
    {
        var values = new T[count];
        for (int i = 0; i < count; i++) values[i] = generator.Next();
        return values;
    }
}
