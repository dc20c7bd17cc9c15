using System.Diagnostics;

namespace Parley.Peers;

internal static class ParleyWork
{
    private const int Deep = 1_000_000;

    private static int s_finished;

    internal static Dictionary<string, Func<IEnumerable<Figure>>> Items { get; } = new()
    {
        ["send"] = () => [new("send", Measure.Time(Send))],
        ["send_3"] = () => [new("send_3", Measure.Time(SendToThree))],
        ["iterate"] = () => [new("iterate", Measure.Time(Iterate))],
        ["create_finish"] = () => [new("create_finish", Measure.Time(CreateFinish))],
        ["close_notry"] = () => [new("close_notry", Measure.Time(CloseNoTry))],
        ["close_try"] = () => [new("close_try", Measure.Time(CloseTry))],
        ["throw_caught"] = () => [new("throw_caught", Measure.Time(ThrowCaught))],
        ["throw_leaves"] = () => [new("throw_leaves", Measure.Time(ThrowLeaves))],
        ["throw_leaves_try"] = () => [new("throw_leaves_try", Measure.Time(ThrowLeavesTry))],
        ["thrown_close_try"] = () => [new("thrown_close_try", Measure.Thrown(CloseTry))],
        ["deleg_1"] = () => [new("deleg_1", Measure.Time(Delegate(1)))],
        ["deleg_10"] = () => [new("deleg_10", Measure.Time(Delegate(10)))],
        ["deleg_100"] = () => [new("deleg_100", Measure.Time(Delegate(100)))],
        ["deleg_1000"] = () => [new("deleg_1000", Measure.Time(Delegate(1000)))],
        ["deleg_1000000"] = () => [new("deleg_1000000", Measure.Time(Delegate(Deep)))],
        ["deep"] = AMillionDeep,
        ["tree"] = () => [new("tree", Measure.Time(WalkTrees) / Node.Count)],
        ["mem"] = () => [new("mem", Measure.Alive(() => Sum().Prime()))],
        ["alloc_create"] = () =>
        [
            new("alloc_create", Measure.Allocated(CreateFinish)),
            new("alloc_create_nocapture", Measure.Allocated(CreateFinishWithoutCapture)),
        ],
        ["alloc_tree"] = () => [new("alloc_tree", Measure.Allocated(WalkTrees, times: 1) / Node.Count)],
        ["alloc_send"] = () => [new("alloc_send", Measure.Allocated(Send))],
    };

    private static Generator<int, int> Sum() => new(async yield =>
    {
        int total = 0;
        while (true) total += await yield(total);
    });

    private static Generator<int> Count(int n) => new(async yield =>
    {
        for (int i = 0; i < n; i++) await yield(i);
    });

    private static Generator<int> One(int value) => new(async yield =>
    {
        await yield(value);
    });

    private static Generator<int> Guarded(int value) => new(async yield =>
    {
        try
        {
            await yield(value);
        }
        finally
        {
            s_finished++;
        }
    });

    private static Generator<int> Catcher() => new(async yield =>
    {
        int caught = 0;
        while (true)
        {
            try
            {
                await yield(caught);
            }
            catch (FormatException)
            {
                caught++;
            }
        }
    });

    private static Generator<int, int> Nested(int depth) => new(async yield =>
    {
        if (depth > 0)
        {
            await yield.From(Nested(depth - 1));
            return;
        }

        int total = 0, sent;
        while ((sent = await yield(total)) >= 0) total += sent;
    });

    private static Generator<int> Walk(Node node) => new(async yield =>
    {
        if (node.Left is not null) await yield.From(Walk(node.Left));
        await yield(node.Value);
        if (node.Right is not null) await yield.From(Walk(node.Right));
    });

    private static long Send(int n)
    {
        var g = Sum();
        int last = g.Next();
        for (int i = 0; i < n; i++) last = g.Send(1);
        return Measure.Expect(n, last);
    }

    private static long SendToThree(int n)
    {
        Generator<int, int>[] three =
        [
            Sum(),
            new(async yield => { int total = 0; while (true) total -= await yield(total); }),
            new(async yield => { int total = 0; while (true) total ^= await yield(total); }),
        ];
        foreach (var g in three) g.Prime();
        int last = 0;
        for (int i = 0, next = 0; i < n; i++)
        {
            last += three[next].Send(1);
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
            var g = One(i);
            sum += g.Next();
            if (g.MoveNext()) throw new UnreachableException();
        }

        return Measure.Expect((long)n * (n - 1) / 2, sum);
    }

    private static long CreateFinishWithoutCapture(int n)
    {
        long sum = 0;
        for (int i = 0; i < n; i++)
        {
            var g = new Generator<int>(async yield => { await yield(1); });
            sum += g.Next();
            if (g.MoveNext()) throw new UnreachableException();
        }

        return Measure.Expect(n, sum);
    }

    private static long CloseNoTry(int n)
    {
        long sum = 0;
        for (int i = 0; i < n; i++)
        {
            var g = One(i);
            sum += g.Next();
            g.Close();
        }

        return Measure.Expect((long)n * (n - 1) / 2, sum);
    }

    private static long CloseTry(int n)
    {
        s_finished = 0;
        for (int i = 0; i < n; i++)
        {
            var g = Guarded(i);
            g.Next();
            g.Close();
        }

        return Measure.Expect(n, s_finished);
    }

    private static long ThrowCaught(int n)
    {
        var g = Catcher();
        int last = g.Next();
        for (int i = 0; i < n; i++) last = g.Throw(new FormatException());
        return Measure.Expect(n, last);
    }

    private static long ThrowLeaves(int n)
    {
        int caught = 0;
        for (int i = 0; i < n; i++)
        {
            var g = One(i);
            g.Next();
            try
            {
                g.Throw(new FormatException());
            }
            catch (FormatException)
            {
                caught++;
            }
        }

        return Measure.Expect(n, caught);
    }

    private static long ThrowLeavesTry(int n)
    {
        s_finished = 0;
        int caught = 0;
        for (int i = 0; i < n; i++)
        {
            var g = Guarded(i);
            g.Next();
            try
            {
                g.Throw(new FormatException());
            }
            catch (FormatException)
            {
                caught++;
            }
        }

        return Measure.Expect(2L * n, caught + s_finished);
    }

    private static Func<int, long> Delegate(int depth)
    {
        var g = Nested(depth);
        int sent = g.Next();
        return n =>
        {
            int last = 0;
            for (int i = 0; i < n; i++) last = g.Send(1);
            return Measure.Expect(sent += n, last);
        };
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

    private static IEnumerable<Figure> AMillionDeep()
    {
        double enter = double.MaxValue, leave = double.MaxValue, close = double.MaxValue;
        for (int i = 0; i < 4; i++)
        {
            var g = Nested(Deep);
            enter = Math.Min(enter, Measure.Once(_ => g.Next(), Deep).TotalNanoseconds);
            leave = Math.Min(leave, Measure.Once(_ => g.TrySend(-1) ? 1 : 0, Deep).TotalNanoseconds);
            if (g.State != GeneratorState.Closed) throw new UnreachableException();
            g = Nested(Deep);
            g.Next();
            close = Math.Min(close, Measure.Once(_ => { g.Close(); return 0; }, Deep).TotalNanoseconds);
        }

        return [new("deep_enter", enter / Deep), new("deep_leave", leave / Deep), new("deep_close", close / Deep)];
    }
}
