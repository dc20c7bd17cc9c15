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
        ["recursive, foreach"] = goals => Nested(goals, Form.Foreach, unrolled: false),
        ["recursive, From"] = goals => Nested(goals, Form.From, unrolled: false),
        ["unrolled, foreach"] = goals => Nested(goals, Form.Foreach, unrolled: true),
        ["unrolled, From"] = goals => Nested(goals, Form.From, unrolled: true),
        ["flat"] = Flat,
    };

    // A level a goal; if unrolled: one for each three, once the number of those left is a multiple of three.
    private static Generator<int[]> Nested(IReadOnlyList<Func<IEnumerable<int>>> goals, Form form, bool unrolled)
    {
        var values = new int[goals.Count];
        return Level(0);

        Generator<int[]> Level(int level) =>
            unrolled && values.Length - level is > 0 and var left && left % 3 == 0 ? Three(level) : One(level);

        Generator<int[]> One(int level) => new(async yield =>
        {
            if (level == values.Length) await yield(values);
            else foreach (int _ in Fill(level))
            {
                if (form == Form.From) await yield.From(Level(level + 1));
                else foreach (int[] all in Level(level + 1)) await yield(all);
            }
        });

        Generator<int[]> Three(int level) => new(async yield =>
        {
            foreach (int first in Fill(level))
            foreach (int second in Fill(level + 1))
            foreach (int third in Fill(level + 2))
            {
                if (level + 3 == values.Length) await yield(values);
                else if (form == Form.From) await yield.From(Three(level + 3));
                else foreach (int[] all in Three(level + 3)) await yield(all);
            }
        });

        // Python's "for values[level] in goals[level]()".
        IEnumerable<int> Fill(int level)
        {
            foreach (int value in goals[level]()) yield return values[level] = value;
        }
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
