using System.Diagnostics;

namespace Parley.Tests.Programs;

// Closed knight's tours of a board, a goal a move, which gives the squares that can be next: after Knights of CPython's
// Lib/test/test_generators.py.
public class KnightsTourTests
{
    private sealed class KnightsTour(int rows, int columns, Conjunction conjoin)
    {
        private static readonly (int Row, int Column)[] s_jumps =
            [(1, 2), (2, 1), (2, -1), (1, -2), (-1, -2), (-2, -1), (-2, 1), (-1, 2)];

        private List<int>[] _exits = []; // of each square: the free squares that a knight can go to from there
        private int _here, _last;

        public Generator<int[]> Solve(Form form) => new(async yield =>
        {
            _exits = [.. Enumerable.Range(0, rows * columns).Select(square => Reach(square).ToList())];
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

        // Of the two squares that a corner leads to, one is the second move. The other is kept for the way back.
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
            foreach (int square in Candidates()) { if (Visit(square)) await yield(square); Leave(square); }
        });

        private Generator<int> Last() => new(async yield =>
        {
            Debug.Assert(_exits[_here].Contains(_last), "The last square is kept free and within reach.");
            await yield(_last);
        });

        // A square with one exit must be next. Without such a one: those with the fewest exits first.
        private IEnumerable<int> Candidates()
        {
            int forced = _exits[_here].FindIndex(square => _exits[square].Count == 1);
            int[] candidates = forced >= 0 ? [_exits[_here][forced]]
                : [.. _exits[_here].OrderBy(square => (_exits[square].Count, square))];
            return candidates.Where(square => square != _last);
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

        private void Leave(int square) => _exits[square].ForEach(neighbor => _exits[neighbor].Add(square));

        private IEnumerable<int> Reach(int square) =>
            from jump in s_jumps
            let row = square / columns + jump.Row
            let column = square % columns + jump.Column
            where row >= 0 && row < rows && column >= 0 && column < columns
            select Square(row, column);

        private int Square(int row, int column) => row * columns + column;
    }

    // The boards that the doctest prints: of each square, the move that leads there. The first two begin alike.
    private const string Beginning = """
           1  58  27  34   3  40  29  10   5   8
          26  35   2  57  28  33   4   7  30  11
          59 100  73  36  41  56  39  32   9   6
          74  25  60  55  72  37  42  49  12  31
          61  86  99  76  63  52  47  38  43  50
          24  75  62  85  54  71  64  51  48  13
        """;

    private static readonly string[] s_tours =
    [
        Beginning + """

          87  98  91  80  77  84  53  46  65  44
          90  23  88  95  70  79  68  83  14  17
          97  92  21  78  81  94  19  16  45  66
          22  89  96  93  20  69  82  67  18  15
        """,
        Beginning + """

          87  98  89  80  77  84  53  46  65  44
          90  23  92  95  70  79  68  83  14  17
          97  88  21  78  81  94  19  16  45  66
          22  91  96  93  20  69  82  67  18  15
        """,
    ];

    [Theory, MemberData(nameof(ConjoinTests.Ways), MemberType = typeof(ConjoinTests)), Row("APP-11")]
    public void The_first_two_tours_of_a_10_by_10_board(string way)
    {
        var knight = new KnightsTour(10, 10, Conjoin.Ways[way]);
        Assert.Equal(s_tours, knight.Solve(Form.Foreach).Take(2).Select(knight.Show));
        Assert.Equal(s_tours, knight.Solve(Form.From).Take(2).Select(knight.Show));
    }
}
