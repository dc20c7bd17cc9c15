namespace Parley.Tests.Programs;

/// <summary>Gives the combinations of one value of each goal; the same array each time.</summary>
internal delegate Generator<int[]> Conjunction(IReadOnlyList<Func<IEnumerable<int>>> goals);

/// <summary>
/// Icon's conjunction, in three ways: a goal is called anew for each combination of the values before it; where it
/// fails, the nearest one before it that has another value goes on.
/// </summary>
/// <remarks>After simple_conjoin, conjoin and flat_conjoin of CPython's Lib/test/test_generators.py.</remarks>
internal static class Conjoin
{
    public static readonly Dictionary<string, Conjunction> Ways = new()
    {
        ["recursive, foreach"] = goals => Recursive(goals, Form.Foreach),
        ["recursive, From"] = goals => Recursive(goals, Form.From),
        ["unrolled, foreach"] = goals => Unrolled(goals, Form.Foreach),
        ["unrolled, From"] = goals => Unrolled(goals, Form.From),
        ["flat"] = Flat,
    };

    // A level a goal.
    private static Generator<int[]> Recursive(IReadOnlyList<Func<IEnumerable<int>>> goals, Form form)
    {
        var values = new int[goals.Count];
        return Level(0);

        Generator<int[]> Level(int level) => new(async yield =>
        {
            if (level == values.Length) await yield(values);
            else foreach (int value in goals[level]())
            {
                values[level] = value;
                if (form == Form.From) await yield.From(Level(level + 1));
                else foreach (int[] all in Level(level + 1)) await yield(all);
            }
        });
    }

    // A level for each three goals, once the number of those left is a multiple of three.
    private static Generator<int[]> Unrolled(IReadOnlyList<Func<IEnumerable<int>>> goals, Form form)
    {
        var values = new int[goals.Count];
        return Level(0);

        Generator<int[]> Level(int level) => (values.Length - level) switch
        {
            0 => new(async yield => await yield(values)),
            var left => left % 3 == 0 ? Three(level) : One(level),
        };

        Generator<int[]> One(int level) => new(async yield =>
        {
            foreach (int value in goals[level]())
            {
                values[level] = value;
                if (form == Form.From) await yield.From(Level(level + 1));
                else foreach (int[] all in Level(level + 1)) await yield(all);
            }
        });

        Generator<int[]> Three(int level) => new(async yield =>
        {
            foreach (int first in goals[level]())
            {
                values[level] = first;
                foreach (int second in goals[level + 1]())
                {
                    values[level + 1] = second;
                    foreach (int third in goals[level + 2]())
                    {
                        values[level + 2] = third;
                        if (level + 3 == values.Length) await yield(values);
                        else if (form == Form.From) await yield.From(Three(level + 3));
                        else foreach (int[] all in Three(level + 3)) await yield(all);
                    }
                }
            }
        });
    }

    // One generator, over the goals' enumerators.
    private static Generator<int[]> Flat(IReadOnlyList<Func<IEnumerable<int>>> goals) => new(async yield =>
    {
        var values = new int[goals.Count];
        var open = new Stack<IEnumerator<int>>();
        try
        {
            while (true)
            {
                if (open.Count == values.Length) await yield(values);
                else open.Push(goals[open.Count]().GetEnumerator());

                while (open.TryPeek(out IEnumerator<int>? latest) && !latest.MoveNext()) open.Pop().Dispose();
                if (open.Count == 0) return;
                values[open.Count - 1] = open.Peek().Current;
            }
        }
        finally { while (open.TryPop(out IEnumerator<int>? latest)) latest.Dispose(); }
    });
}
