using Parley;

namespace Backtrack;

/// <summary>Places queens on a board, one in each row, so that none attacks another. A board is written as the column
/// of each.</summary>
public static class Queens
{
    /// <summary>By forks: one straight program, which never takes anything back.</summary>
    public static Generator<IEnumerable<int>, int, string> Place(int n) => new(async yield =>
    {
        string board = "";
        int columns = 0, left = 0, right = 0;   // the columns that are attacked in this row: straight and aslant
        for (int row = 0; row < n; row++)
        {
            int column = await yield(Free(n, columns | left | right));
            board += column;
            columns |= 1 << column;
            left = (left | 1 << column) >> 1;
            right = (right | 1 << column) << 1;
        }

        return board;
    });

    /// <summary>By Icon's conjunction: a goal for each row, which takes its queen back.</summary>
    public static Generator<int[]> Conjoin(int n)
    {
        int columns = 0, left = 0, right = 0;   // those that are attacked: columns, and diagonals of both kinds
        return Conjunction.Conjoin(
            [.. Enumerable.Range(0, n).Select<int, Func<Generator<int>>>(row => () => Row(row))]);

        Generator<int> Row(int row) => new(async yield =>
        {
            for (int column = 0; column < n; column++)
            {
                (int c, int l, int r) = (1 << column, 1 << (row + column), 1 << (row - column + n));
                if (((columns & c) | (left & l) | (right & r)) != 0) continue;
                (columns, left, right) = (columns | c, left | l, right | r);
                await yield(column);
                (columns, left, right) = (columns & ~c, left & ~l, right & ~r);
            }
        });
    }

    private static IEnumerable<int> Free(int n, int attacked) =>
        Enumerable.Range(0, n).Where(column => (attacked >> column & 1) == 0);
}
