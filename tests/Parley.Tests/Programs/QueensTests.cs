using Parley.Tests.Harness;
using Xunit;

namespace Parley.Tests.Programs;

public class QueensTests
{
    public static TheoryData<string> Ways => [.. Conjoin.Ways.Keys];

    [Theory, MemberData(nameof(Ways)), Row("APP-10")]
    public void Eight_queens_have_92_solutions(string way)
    {
        var queens = new Queens(8, Conjoin.Ways[way]);
        string[] boards = [.. queens.SolveByForeach().Select(Queens.Show)];
        Assert.Equal(boards, queens.SolveByFrom().Select(Queens.Show));
        Assert.Equal(92, boards.Distinct().Count());
        Assert.Equal(92, boards.Length);
        Assert.Equal(
            """
            +-+-+-+-+-+-+-+-+
            |Q| | | | | | | |
            +-+-+-+-+-+-+-+-+
            | | | | |Q| | | |
            +-+-+-+-+-+-+-+-+
            | | | | | | | |Q|
            +-+-+-+-+-+-+-+-+
            | | | | | |Q| | |
            +-+-+-+-+-+-+-+-+
            | | |Q| | | | | |
            +-+-+-+-+-+-+-+-+
            | | | | | | |Q| |
            +-+-+-+-+-+-+-+-+
            | |Q| | | | | | |
            +-+-+-+-+-+-+-+-+
            | | | |Q| | | | |
            +-+-+-+-+-+-+-+-+

            """,
            boards[0]);
        Assert.Equal(
            """
            +-+-+-+-+-+-+-+-+
            |Q| | | | | | | |
            +-+-+-+-+-+-+-+-+
            | | | | | |Q| | |
            +-+-+-+-+-+-+-+-+
            | | | | | | | |Q|
            +-+-+-+-+-+-+-+-+
            | | |Q| | | | | |
            +-+-+-+-+-+-+-+-+
            | | | | | | |Q| |
            +-+-+-+-+-+-+-+-+
            | | | |Q| | | | |
            +-+-+-+-+-+-+-+-+
            | |Q| | | | | | |
            +-+-+-+-+-+-+-+-+
            | | | | |Q| | | |
            +-+-+-+-+-+-+-+-+

            """,
            boards[1]);
    }
}
