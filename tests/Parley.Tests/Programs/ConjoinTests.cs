namespace Parley.Tests.Programs;

// Conjoin and Queens of CPython's Lib/test/test_generators.py.
public class ConjoinTests
{
    public static TheoryData<string> Ways => [.. Conjoin.Ways.Keys];
    private static Func<IEnumerable<int>>[] Bits(int count) => [.. Enumerable.Repeat(() => (int[])[0, 1], count)];

    // All of them are the one array, so that each must be copied.
    private static int[][] All(string way, params Func<IEnumerable<int>>[] goals) =>
        [.. Conjoin.Ways[way](goals).Select(values => values.ToArray())];

    [Theory, MemberData(nameof(Ways)), Row("APP-09")]
    public void Three_bits_give_the_eight_triples_in_order(string way) => Assert.Equal(
        [[0, 0, 0], [0, 0, 1], [0, 1, 0], [0, 1, 1], [1, 0, 0], [1, 0, 1], [1, 1, 0], [1, 1, 1]], All(way, Bits(3)));

    [Theory, MemberData(nameof(Ways)), Row("APP-09")]
    public void Every_number_of_bits_gives_all_their_numbers_in_order(string way)
    {
        for (int n = 0; n < 10; n++)
        {
            IEnumerable<int> numbers = All(way, Bits(n)).Select(bits => bits.Aggregate(0, (all, bit) => 2 * all + bit));
            Assert.Equal(Enumerable.Range(0, 1 << n), numbers);
        }
    }

    [Theory, MemberData(nameof(Ways)), Row("APP-09")]
    public void A_goal_that_depends_on_the_ones_before_it_is_called_anew_for_each_of_them(string way)
    {
        int outer = 0;
        Generator<int> Outer() => new(async yield => { for (outer = 1; outer <= 3; outer++) await yield(outer); });
        Generator<int> Inner() => new(async yield =>
        {
            for (int i = 10 * outer; i < 11 * outer - 1; i++) await yield(i); // for 1: fails
        });
        Assert.Equal([[2, 20], [3, 30], [3, 31]], All(way, Outer, Inner));
    }

    [Theory, MemberData(nameof(Ways)), Row("APP-09")]
    public void Closing_closes_the_goals_that_are_open_the_latest_first(string way)
    {
        List<int> closed = [];
        Func<IEnumerable<int>> Goal(int i) => () => new Generator<int>(async yield =>
        {
            try { await yield(i); }
            finally { closed.Add(i); }
        });
        Generator<int[]> all = Conjoin.Ways[way]([.. Enumerable.Range(0, 7).Select(Goal)]);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6], all.Next());
        Assert.Empty(closed);
        all.Close();
        Assert.Equal([6, 5, 4, 3, 2, 1, 0], closed);
    }

    // ---- Queens: n of them on a board of n × n, a goal a row, which gives the columns that are free ----

    private sealed class Queens(int n, Conjunction conjoin)
    {
        private ulong _used; // a bit for each column, and each diagonal of both kinds

        public Generator<int[]> Solve(Form form) => new(async yield =>
        {
            _used = 0;
            if (form == Form.From) await yield.From(conjoin(Rows()));
            else foreach (int[] columns in conjoin(Rows())) await yield(columns);
        });

        private Func<IEnumerable<int>>[] Rows() =>
            [.. Enumerable.Range(0, n).Select<int, Func<IEnumerable<int>>>(row => () => FreeColumns(row))];

        private Generator<int> FreeColumns(int row) => new(async yield =>
        {
            for (int column = 0; column < n; column++)
            {
                ulong uses = 1UL << column | 1UL << (2 * n - 1 + row - column) | 1UL << (3 * n - 1 + row + column);
                if ((_used & uses) != 0) continue;
                _used |= uses;
                await yield(column);
                _used &= ~uses;
            }
        });
    }

    // A board is written as the column of the queen in each row.
    [Theory, MemberData(nameof(Ways)), Row("APP-10")]
    public void Eight_queens_have_92_solutions(string way)
    {
        var queens = new Queens(8, Conjoin.Ways[way]);
        string[] boards = [.. queens.Solve(Form.Foreach).Select(columns => string.Concat(columns))];
        Assert.Equal(boards, queens.Solve(Form.From).Select(columns => string.Concat(columns)));
        Assert.Equal((92, 92), (boards.Length, boards.Distinct().Count()));
        Assert.Equal(["04752613", "05726314"], boards[..2]);
    }
}

/// <summary>Gives the combinations of one value of each goal; the same array each time.</summary>
internal delegate Generator<int[]> Conjunction(IReadOnlyList<Func<IEnumerable<int>>> goals);

/// <summary>Icon's conjunction, in three ways: a goal is called anew for each combination of the values before it;
/// where it fails, the nearest one before it that has another value goes on.</summary>
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
