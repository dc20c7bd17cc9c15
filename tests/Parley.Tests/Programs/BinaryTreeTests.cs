namespace Parley.Tests.Programs;

// Guido van Rossum's binary tree in CPython's Lib/test/test_generators.py.
public class BinaryTreeTests
{
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
}
