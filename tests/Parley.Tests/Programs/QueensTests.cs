using Parley.Tests.Harness;
using Xunit;

namespace Parley.Tests.Programs;

public class QueensTests
{
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
