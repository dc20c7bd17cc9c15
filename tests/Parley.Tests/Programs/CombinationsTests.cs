namespace Parley.Tests.Programs;

// gcomb of CPython's Lib/test/test_generators.py: a combination has the first item, or it hasn't.
public class CombinationsTests
{
    private static Generator<int[]> Combinations(int[] items, int size, Form form) => new(async yield =>
    {
        if (size > items.Length) return;
        if (size == 0) { await yield([]); return; }

        int[] rest = items[1..];
        foreach (int[] others in Combinations(rest, size - 1, form)) await yield([items[0], .. others]);
        if (form == Form.From) await yield.From(Combinations(rest, size, form));
        else foreach (int[] combination in Combinations(rest, size, form)) await yield(combination);
    });

    public static TheoryData<int, int[][]> Expected => new()
    {
        { 0, [[]] },
        { 1, [[1], [2], [3], [4]] },
        { 2, [[1, 2], [1, 3], [1, 4], [2, 3], [2, 4], [3, 4]] },
        { 3, [[1, 2, 3], [1, 2, 4], [1, 3, 4], [2, 3, 4]] },
        { 4, [[1, 2, 3, 4]] },
        { 5, [] },
    };

    [Theory, MemberData(nameof(Expected)), Row("APP-07")]
    public void Combinations_come_in_order(int size, int[][] expected)
    {
        Assert.Equal(expected, Combinations([1, 2, 3, 4], size, Form.Foreach));
        Assert.Equal(expected, Combinations([1, 2, 3, 4], size, Form.From));
    }
}
