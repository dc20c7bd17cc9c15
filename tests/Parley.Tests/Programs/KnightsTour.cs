using System.Diagnostics;

namespace Parley.Tests.Programs;

/// <summary>Closed knight's tours of a board: a goal a move, which gives the squares that can be next.</summary>
/// <remarks>After Knights of CPython's Lib/test/test_generators.py.</remarks>
internal sealed class KnightsTour(int rows, int columns, Conjunction conjoin)
{
    private static readonly (int Row, int Column)[] s_jumps =
        [(1, 2), (2, 1), (2, -1), (1, -2), (-1, -2), (-2, -1), (-2, 1), (-1, 2)];

    private readonly List<List<int>> _exits = []; // of each square: the free squares that a knight can go to from there
    private int _here;
    private int _last;

    public Generator<int[]> Solve(Form form) => new(async yield =>
    {
        SetUp();
        if (form == Form.From) await yield.From(conjoin(Moves()));
        else foreach (int[] tour in conjoin(Moves())) await yield(tour);
    });

    public string Show(int[] tour) => string.Join('\n', Enumerable.Range(0, tour.Length)
        .Select(square => $"{Array.IndexOf(tour, square) + 1,4}")
        .Chunk(columns)
        .Select(row => string.Concat(row)));

    private Func<IEnumerable<int>>[] Moves() =>
        [First, Second, .. Enumerable.Repeat<Func<IEnumerable<int>>>(Next, rows * columns - 3), Last];

    // A tour is a cycle, so that it can start anywhere; from a corner the second move is easy.
    private Generator<int> First() => new(async yield =>
    {
        int corner = Square(0, 0);
        Visit(corner);
        await yield(corner);
        Leave(corner);
    });

    // Of the two squares that a corner leads to, one is the second move. The other is kept for the last, the way back.
    private Generator<int> Second() => new(async yield =>
    {
        int corner = _here;
        foreach (var (row, column) in s_jumps[..2])
        {
            int square = Square(row, column);
            _last = Square(3 - row, 3 - column);
            Visit(square);
            _exits[_last].Add(corner);
            await yield(square);
            _exits[_last].Remove(corner);
            Leave(square);
        }
    });

    private Generator<int> Next() => new(async yield =>
    {
        foreach (int square in Candidates())
        {
            if (Visit(square)) await yield(square);
            Leave(square);
        }
    });

    private Generator<int> Last() => new(async yield =>
    {
        Debug.Assert(_exits[_here].Contains(_last), "The last square is kept free and within reach.");
        await yield(_last);
    });

    // A square with one exit must be next. Without such a one: those with the fewest exits first.
    private IEnumerable<int> Candidates()
    {
        List<(int Exits, int Square)> candidates = [.. _exits[_here].Select(square => (_exits[square].Count, square))];
        int forced = candidates.FindIndex(candidate => candidate.Exits == 1);
        if (forced >= 0) candidates = [candidates[forced]];
        else candidates.Sort();
        return candidates.Select(candidate => candidate.Square).Where(square => square != _last);
    }

    // False if no tour is left: a square without an exit, or more than one that would have to be next.
    private bool Visit(int square)
    {
        int dead = 0, forced = 0;
        foreach (int neighbor in _exits[square])
        {
            _exits[neighbor].Remove(square);
            if (_exits[neighbor].Count == 0) dead++;
            else if (_exits[neighbor].Count == 1) forced++;
        }

        _here = square;
        return dead == 0 && forced < 2;
    }

    private void Leave(int square)
    {
        foreach (int neighbor in _exits[square]) _exits[neighbor].Add(square);
    }

    private void SetUp()
    {
        _exits.Clear();
        for (int square = 0; square < rows * columns; square++)
        {
            var (row, column) = Math.DivRem(square, columns);
            _exits.Add([.. s_jumps
                .Select(jump => (Row: row + jump.Row, Column: column + jump.Column))
                .Where(at => at.Row >= 0 && at.Row < rows && at.Column >= 0 && at.Column < columns)
                .Select(at => Square(at.Row, at.Column))]);
        }
    }

    private int Square(int row, int column) => row * columns + column;
}
