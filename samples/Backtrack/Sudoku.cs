using Parley;

namespace Backtrack;

/// <summary>Fills in a sudoku. A grid is written as its 81 cells, row by row, with dots for the empty ones.</summary>
public static class Sudoku
{
    private const int Size = 9, Box = 3;
    private const char Empty = '.';

    /// <summary>Fills the cell that has the fewest candidates, until none is empty. Which one that is depends on what
    /// was chosen before.</summary>
    public static Generator<IEnumerable<char>, char, string> Fill(string grid) => new(async yield =>
    {
        string cells = grid;    // a local, and immutable: each fork has its own
        while (cells.Contains(Empty))
        {
            (int cell, string candidates) = Tightest(cells);
            char digit = await yield(candidates);
            cells = $"{cells[..cell]}{digit}{cells[(cell + 1)..]}";
        }

        return cells;
    });

    /// <exception cref="FormatException">This isn't a grid, or breaks the rules already.</exception>
    public static string Parse(string text)
    {
        string grid = text.Replace('0', Empty);
        if (grid.Length != Size * Size)
            throw new FormatException($"a sudoku has {Size * Size} cells, but this one has {grid.Length}.");
        foreach (char c in grid)
        {
            if (c is not (Empty or (>= '1' and <= '9')))
                throw new FormatException($"'{c}' can't be in a cell: write 1 to 9, and a dot or 0 for an empty one.");
        }

        for (int cell = 0; cell < grid.Length; cell++)
        {
            if (grid[cell] != Empty && !Candidates(grid, cell).Contains(grid[cell]))
                throw new FormatException(
                    $"the {grid[cell]} in row {cell / Size + 1}, column {cell % Size + 1} clashes with another one.");
        }

        return grid;
    }

    private static (int Cell, string Candidates) Tightest(string grid) =>
        (from cell in Enumerable.Range(0, grid.Length)
         where grid[cell] == Empty
         select (cell, Candidates(grid, cell))).MinBy(it => it.Item2.Length);

    // The digits that no other cell of the same row, column or box has.
    private static string Candidates(string grid, int cell)
    {
        IEnumerable<char> others =
            from other in Enumerable.Range(0, grid.Length)
            where other != cell
                && (other / Size == cell / Size || other % Size == cell % Size
                    || (other / Size / Box == cell / Size / Box && other % Size / Box == cell % Size / Box))
            select grid[other];
        return string.Concat("123456789".Except(others));
    }
}
