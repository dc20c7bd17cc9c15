using Backtrack;

namespace Parley.Tests.Samples;

public class BacktrackTests
{
    private const string Given = "53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79";
    private const string Solved = "534678912672195348198342567859761423426853791713924856961537284287419635345286179";
    private static readonly string s_empty = new('.', 81);

    [Fact]
    public void Eight_queens_have_92_boards_by_forks_and_by_conjunction()
    {
        string[] boards = [.. Search.Solutions(Queens.Place(8))];
        Assert.Equal((92, 92), (boards.Length, boards.Distinct().Count()));
        Assert.Equal(["04752613", "05726314"], boards[..2]);
        Assert.Equal(boards, Queens.Conjoin(8).Select(columns => string.Concat(columns)));
        Assert.All(boards, board => Assert.False(Attacks(board), board));
    }

    [Theory]
    [InlineData(0, 1), InlineData(1, 1), InlineData(2, 0), InlineData(3, 0), InlineData(4, 2), InlineData(5, 10)]
    [InlineData(6, 4), InlineData(7, 40), InlineData(9, 352)]
    public void Other_numbers_of_queens_have_as_many_boards_as_is_known(int n, int boards) => Assert.Equal(
        (boards, boards), (Search.Solutions(Queens.Place(n)).Count(), Queens.Conjoin(n).Count()));

    [Fact]
    public void A_sudoku_has_one_solution() => Assert.Equal([Solved], Search.Solutions(Sudoku.Fill(Given)));

    [Fact]
    public void A_sudoku_that_is_full_is_its_own_solution() =>
        Assert.Equal([Solved], Search.Solutions(Sudoku.Fill(Solved)));

    [Fact]
    public void A_sudoku_may_have_no_solution_or_several()
    {
        Assert.Empty(Search.Solutions(Sudoku.Fill("1234567........89".PadRight(81, '.'))));
        // 4 8 above 8 4, in only two boxes: they can also stand the other way around.
        string open = new([.. Solved.Select((digit, cell) => cell is 16 or 17 or 61 or 62 ? '.' : digit)]);
        Assert.Equal(2, Search.Solutions(Sudoku.Fill(open)).Count());
        Assert.Equal(3, Search.Solutions(Sudoku.Fill(s_empty)).Take(3).Distinct().Count());
    }

    [Fact]
    public void A_grid_may_have_zeros_for_its_empty_cells() =>
        Assert.Equal(Given, Sudoku.Parse(Given.Replace('.', '0')));

    [Theory]
    [InlineData("", "a sudoku has 81 cells, but this one has 0.")]
    [InlineData(Given + ".", "a sudoku has 81 cells, but this one has 82.")]
    [InlineData("5-", "'-' can't be in a cell: write 1 to 9, and a dot or 0 for an empty one.")]
    [InlineData("5.......5", "the 5 in row 1, column 1 clashes with another one.")]
    [InlineData(".7.......8........7", "the 7 in row 1, column 2 clashes with another one.")]
    [InlineData("..........9.......................................................9", "")]
    [InlineData(".............4.......4", "the 4 in row 2, column 5 clashes with another one.")]
    public void What_is_no_sudoku_is_refused(string text, string message)
    {
        if (text.Length is > 0 and < 81) text = text.PadRight(81, '.');
        if (message is "") Assert.Equal(text, Sudoku.Parse(text));
        else Assert.Equal(message, Assert.Throws<FormatException>(() => Sudoku.Parse(text)).Message);
    }

    [Fact]
    public void The_search_is_lazy_and_closes_its_forks()
    {
        List<string> log = [];
        var problem = new Generator<IEnumerable<char>, char, string>(async yield =>
        {
            string word = "";
            try
            {
                while (word.Length < 2) word += await yield("ab");
                return word;
            }
            finally { log.Add(word); }
        });
        Assert.Equal(["aa", "ab", "ba"], Search.Solutions(problem).Take(3));
        Assert.Equal(["aa", "ab", "a", "ba", "b"], log);
        Assert.Equal(GeneratorState.Suspended, problem.State);
        Assert.Equal(["aa", "ab", "ba", "bb"], Search.Solutions(problem));
    }

    private static bool Attacks(string board)
    {
        for (int i = 0; i < board.Length; i++)
            for (int j = i + 1; j < board.Length; j++)
                if (board[i] == board[j] || Math.Abs(board[i] - board[j]) == j - i) return true;
        return false;
    }
}
