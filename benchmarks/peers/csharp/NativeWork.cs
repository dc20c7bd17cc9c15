namespace Parley.Peers;

/// <summary>
/// The same with native iterators (<c>yield return</c>). Where an iterator has to be two-way, it reads an object that
/// its caller writes to. Exceptions can't be thrown into a native iterator, so they are one throw and one catch in
/// plain code.
/// </summary>
internal static class NativeWork
{
    private static int s_finished;

    internal static Dictionary<string, Func<IEnumerable<Figure>>> Items { get; } = new()
    {
        ["send"] = () => [new("send", Measure.Time(Send))],
        ["send_3"] = () => [new("send_3", Measure.Time(SendToThree))],
        ["iterate"] = () => [new("iterate", Measure.Time(Iterate))],
        ["create_finish"] = () => [new("create_finish", Measure.Time(CreateFinish))],
        ["close_notry"] = () => [new("close_notry", Measure.Time(CloseNoTry))],
        ["close_try"] = () => [new("close_try", Measure.Time(CloseTry))],
        ["throw_catch"] = () => [new("throw_catch", Measure.Time(ThrowCatch))],
        ["deleg_1"] = () => [new("deleg_1", Measure.Time(n => Delegate(1, n)))],
        ["deleg_10"] = () => [new("deleg_10", Measure.Time(n => Delegate(10, n)))],
        ["deleg_100"] = () => [new("deleg_100", Measure.Time(n => Delegate(100, n)))],
        ["deleg_1000"] = () => [new("deleg_1000", Measure.Time(n => Delegate(1000, n)))],
        ["tree"] = () => [new("tree", Measure.Time(WalkTrees) / Node.Count)],
        ["mem"] = MemoryOfOne,
        ["alloc_create"] = () =>
        [
            new("alloc_create", Measure.Allocated(CreateFinish)),
            new("alloc_create_nocapture", Measure.Allocated(CreateFinishWithoutCapture)),
        ],
    };

    private static IEnumerable<int> Sum(Inbox inbox)
    {
        int total = 0;
        while (true)
        {
            yield return total;
            total += inbox.Value;
        }
    }

    private static IEnumerable<int> Count(int n)
    {
        for (int i = 0; i < n; i++) yield return i;
    }

    private static IEnumerable<int> One(int value)
    {
        yield return value;
    }

    private static IEnumerable<int> Always()
    {
        yield return 1;
    }

    private static IEnumerable<int> Guarded(int value)
    {
        try
        {
            yield return value;
        }
        finally
        {
            s_finished++;
        }
    }

    private static IEnumerable<int> Nested(int depth, int n)
    {
        if (depth > 0)
        {
            foreach (int i in Nested(depth - 1, n)) yield return i;
        }
        else
        {
            for (int i = 0; i < n; i++) yield return i;
        }
    }

    private static IEnumerable<int> Walk(Node node)
    {
        if (node.Left is not null)
        {
            foreach (int value in Walk(node.Left)) yield return value;
        }

        yield return node.Value;
        if (node.Right is not null)
        {
            foreach (int value in Walk(node.Right)) yield return value;
        }
    }

    private static long Send(int n)
    {
        var inbox = new Inbox();
        using var g = Sum(inbox).GetEnumerator();
        g.MoveNext();
        int last = g.Current;
        for (int i = 0; i < n; i++)
        {
            inbox.Value = 1;
            g.MoveNext();
            last = g.Current;
        }

        return Measure.Expect(n, last);
    }

    private static IEnumerable<int> Difference(Inbox inbox)
    {
        int total = 0;
        while (true)
        {
            yield return total;
            total -= inbox.Value;
        }
    }

    private static IEnumerable<int> Parity(Inbox inbox)
    {
        int total = 0;
        while (true)
        {
            yield return total;
            total ^= inbox.Value;
        }
    }

    private static long SendToThree(int n)
    {
        var inbox = new Inbox();
        IEnumerator<int>[] three =
            [Sum(inbox).GetEnumerator(), Difference(inbox).GetEnumerator(), Parity(inbox).GetEnumerator()];
        foreach (var g in three) g.MoveNext();
        int last = 0;
        for (int i = 0, next = 0; i < n; i++)
        {
            var g = three[next];
            inbox.Value = 1;
            g.MoveNext();
            last += g.Current;
            next = next == 2 ? 0 : next + 1;
        }

        return Measure.Expect(Measure.SumOfThree(n), last);
    }

    private static long Iterate(int n)
    {
        long sum = 0;
        foreach (int i in Count(n)) sum += i;
        return Measure.Expect((long)n * (n - 1) / 2, sum);
    }

    private static long CreateFinish(int n)
    {
        long sum = 0;
        for (int i = 0; i < n; i++)
        {
            using var g = One(i).GetEnumerator();
            g.MoveNext();
            sum += g.Current;
            g.MoveNext();
        }

        return Measure.Expect((long)n * (n - 1) / 2, sum);
    }

    private static long CreateFinishWithoutCapture(int n)
    {
        long sum = 0;
        for (int i = 0; i < n; i++)
        {
            using var g = Always().GetEnumerator();
            g.MoveNext();
            sum += g.Current;
            g.MoveNext();
        }

        return Measure.Expect(n, sum);
    }

    private static long CloseNoTry(int n)
    {
        long sum = 0;
        for (int i = 0; i < n; i++)
        {
            using var g = One(i).GetEnumerator();
            g.MoveNext();
            sum += g.Current;
        }

        return Measure.Expect((long)n * (n - 1) / 2, sum);
    }

    private static long CloseTry(int n)
    {
        s_finished = 0;
        for (int i = 0; i < n; i++)
        {
            using var g = Guarded(i).GetEnumerator();
            g.MoveNext();
        }

        return Measure.Expect(n, s_finished);
    }

    private static long ThrowCatch(int n)
    {
        int caught = 0;
        for (int i = 0; i < n; i++)
        {
            try
            {
                Fail(new FormatException());
            }
            catch (FormatException)
            {
                caught++;
            }
        }

        return Measure.Expect(n, caught);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void Fail(Exception exception) => throw exception;

    private static long Delegate(int depth, int n)
    {
        long sum = 0;
        foreach (int i in Nested(depth, n)) sum += i;
        return Measure.Expect((long)n * (n - 1) / 2, sum);
    }

    private static long WalkTrees(int n)
    {
        long sum = 0;
        for (int i = 0; i < n; i++)
        {
            foreach (int value in Walk(Node.Tree)) sum += value;
        }

        return Measure.Expect((long)n * Node.Count * (Node.Count - 1) / 2, sum);
    }

    // The iterator alone: an inbox of its own would take another 24 bytes.
    private static IEnumerable<Figure> MemoryOfOne()
    {
        var inbox = new Inbox();
        return
        [
            new("mem", Measure.Alive(() =>
            {
                var g = Sum(inbox).GetEnumerator();
                g.MoveNext();
                return g;
            })),
        ];
    }
}
