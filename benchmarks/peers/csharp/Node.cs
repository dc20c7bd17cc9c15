namespace Parley.Peers;

/// <summary>A node of the balanced tree that is walked, its values 0, 1, 2, … in order.</summary>
internal sealed record Node(Node? Left, int Value, Node? Right)
{
    internal const int Count = 1 << 17;

    private static Node? s_tree;

    internal static Node Tree => s_tree ??= Build(0, Count)!;

    private static Node? Build(int from, int to)
    {
        if (from == to) return null;
        int middle = (from + to) / 2;
        return new Node(Build(from, middle), middle, Build(middle + 1, to));
    }
}
