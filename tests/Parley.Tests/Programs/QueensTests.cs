namespace Parley.Tests.Programs;

// N queens on a board of n × n, a goal a row, which gives the columns that are free: after Queens of CPython's
// Lib/test/test_generators.py.
public class QueensTests
{
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

    public static TheoryData<string> Ways => [.. Conjoin.Ways.Keys];

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
