namespace Parley.Tests.Programs;

// The programs of CPython's Lib/test/test_generators.py whose generators call themselves.
public class RecursionTests
{
    // ---- Guido van Rossum's binary tree ----

    private sealed record Tree(char Label, Tree? Left, Tree? Right)
    {
        public static Tree? Of(ReadOnlySpan<char> labels) => labels.IsEmpty ? null
            : new(labels[labels.Length / 2], Of(labels[..(labels.Length / 2)]), Of(labels[(labels.Length / 2 + 1)..]));
    }

    private static Generator<char> InOrder(Tree? tree, Form form) => new(async yield =>
    {
        if (tree is null) return;
        if (form == Form.From) await yield.From(InOrder(tree.Left, form));
        else foreach (char label in InOrder(tree.Left, form)) await yield(label);
        await yield(tree.Label);
        if (form == Form.From) await yield.From(InOrder(tree.Right, form));
        else foreach (char label in InOrder(tree.Right, form)) await yield(label);
    });

    private static Generator<char> InOrderByStack(Tree? tree) => new(async yield =>
    {
        var ancestors = new Stack<Tree>();
        while (tree is not null || ancestors.Count > 0)
        {
            for (; tree is not null; tree = tree.Left) ancestors.Push(tree);
            Tree next = ancestors.Pop();
            await yield(next.Label);
            tree = next.Right;
        }
    });

    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    [Theory, InlineData(Form.Foreach), InlineData(Form.From), Row("APP-06")]
    public void A_recursive_walk_gives_the_labels_in_order(Form form) =>
        Assert.Equal(Alphabet, string.Concat(InOrder(Tree.Of(Alphabet), form)));

    [Fact, Row("APP-06")]
    public void A_walk_with_a_stack_gives_the_same() =>
        Assert.Equal(Alphabet, string.Concat(InOrderByStack(Tree.Of(Alphabet))));

    [Theory, InlineData(Form.Foreach), InlineData(Form.From), Row("APP-06")]
    public void No_tree_has_no_labels(Form form) => Assert.Empty(InOrder(null, form));

    // ---- gcomb: a combination has the first item, or it hasn't ----

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
        { 0, [[]] }, { 1, [[1], [2], [3], [4]] },
        { 2, [[1, 2], [1, 3], [1, 4], [2, 3], [2, 4], [3, 4]] },
        { 3, [[1, 2, 3], [1, 2, 4], [1, 3, 4], [2, 3, 4]] },
        { 4, [[1, 2, 3, 4]] }, { 5, [] },
    };

    [Theory, MemberData(nameof(Expected)), Row("APP-07")]
    public void Combinations_come_in_order(int size, int[][] expected)
    {
        Assert.Equal(expected, Combinations([1, 2, 3, 4], size, Form.Foreach));
        Assert.Equal(expected, Combinations([1, 2, 3, 4], size, Form.From));
    }
}
