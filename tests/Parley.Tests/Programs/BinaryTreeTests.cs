using Parley.Tests.Harness;
using Xunit;

namespace Parley.Tests.Programs;

// Guido van Rossum's binary tree in CPython's Lib/test/test_generators.py.
public class BinaryTreeTests
{
    private sealed record Tree(char Label, Tree? Left, Tree? Right)
    {
        public static Tree? Of(ReadOnlySpan<char> labels)
        {
            if (labels.IsEmpty) return null;
            int middle = labels.Length / 2;
            return new(labels[middle], Of(labels[..middle]), Of(labels[(middle + 1)..]));
        }
    }

    private static Generator<char> InOrderByForeach(Tree? tree) => new(async yield =>
    {
        if (tree is null) return;
        foreach (char label in InOrderByForeach(tree.Left)) await yield(label);
        await yield(tree.Label);
        foreach (char label in InOrderByForeach(tree.Right)) await yield(label);
    });

    private static Generator<char> InOrderByFrom(Tree? tree) => new(async yield =>
    {
        if (tree is null) return;
        await yield.From(InOrderByFrom(tree.Left));
        await yield(tree.Label);
        await yield.From(InOrderByFrom(tree.Right));
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

    private static readonly Tree? s_alphabet = Tree.Of("ABCDEFGHIJKLMNOPQRSTUVWXYZ");

    [Theory, InlineData(Form.Foreach), InlineData(Form.From), Row("APP-06")]
    public void A_recursive_walk_gives_the_labels_in_order(Form form)
    {
        Generator<char> labels = form == Form.From ? InOrderByFrom(s_alphabet) : InOrderByForeach(s_alphabet);
        Assert.Equal("ABCDEFGHIJKLMNOPQRSTUVWXYZ", string.Concat(labels));
    }

    [Fact, Row("APP-06")]
    public void A_walk_with_a_stack_gives_the_same() =>
        Assert.Equal("ABCDEFGHIJKLMNOPQRSTUVWXYZ", string.Concat(InOrderByStack(s_alphabet)));

    [Theory, InlineData(Form.Foreach), InlineData(Form.From), Row("APP-06")]
    public void No_tree_has_no_labels(Form form) =>
        Assert.Empty(form == Form.From ? InOrderByFrom(null) : InOrderByForeach(null));
}
