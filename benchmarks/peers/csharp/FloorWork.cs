namespace Parley.Peers;

/// <summary>
/// Floors for the ablations: the objects that make up a generator, with the same sizes and links, and nothing that
/// runs. ablations.py checks that the bytes match Parley's.
/// </summary>
internal static class FloorWork
{
    private static object? s_body, s_made; // static, or the JIT would keep everything on the stack

    internal static Dictionary<string, Func<IEnumerable<Figure>>> Items { get; } = new()
    {
        ["create_finish"] = () => [new("create_finish", Measure.Time(Create))],
        ["close_notry"] = () => [new("close_notry", Measure.Time(Create))],
        ["tree"] = () => [new("tree", Measure.Time(WalkTrees) / Node.Count)],
        ["alloc_create"] = () => [new("alloc_create", Measure.Allocated(Create))],
        ["alloc_tree"] = () => [new("alloc_tree", Measure.Allocated(WalkTrees, times: 1) / Node.Count)],
    };

    private static long Create(int n)
    {
        long sum = 0;
        for (int i = 0; i < n; i++)
        {
            var closure = new Closure<int>(i);
            s_body = new Func<object?, object?>(closure.Body); // in a tree, the JIT keeps it on the stack
            sum += Make(closure, new Box<Closure<int>>()).Captured.Value;
        }

        return Measure.Expect((long)n * (n - 1) / 2, sum);
    }

    private static long WalkTrees(int n)
    {
        long sum = 0;
        for (int i = 0; i < n; i++) sum += Walk(Node.Tree);
        return Measure.Expect((long)n * Node.Count * (Node.Count - 1) / 2, sum);
    }

    private static long Walk(Node node)
    {
        var box = Make(new Closure<Node>(node), new WalkBox<Closure<Node>>());
        long sum = node.Left is null ? 0 : Walk(node.Left);
        sum += box.Captured.Value.Value;
        return node.Right is null ? sum : sum + Walk(node.Right);
    }

    private static Box<TClosure> Make<TClosure>(TClosure closure, Box<TClosure> box)
        where TClosure : Closure
    {
        var g = new Outside { Box = box };
        box.Owner = g;
        box.Yield = g.Take;
        box.Captured = closure;
        s_made = g;
        return box;
    }

    private abstract class Closure
    {
        internal object? Body(object? yield) => yield;
    }

    private sealed class Closure<T>(T value) : Closure
    {
        internal T Value { get; } = value;
    }

    // The generator.
    private sealed class Outside
    {
        internal object? Box { get; set; }

        internal object? Inner { get; set; }

        internal object? Outer { get; set; }

        internal int Current { get; set; }

        internal int State { get; set; }

        internal int Take(int value) => Current = value;
    }

    // The body's state machine.
    private class Box<TClosure>
    {
        internal object? Owner { get; set; }

        internal object? Builder { get; set; }

        internal Func<int, int>? Yield { get; set; }

        internal TClosure Captured { get; set; } = default!;

        internal object? Awaiter { get; set; }

        internal int State { get; set; }
    }

    // The state machine of a body with a From in it.
    private sealed class WalkBox<TClosure> : Box<TClosure>
    {
        internal object? Outer { get; set; }

        internal object? Inner { get; set; }
    }
}
