// Solves the eight queens, by forks and by Icon's conjunction, and a sudoku.
//
//   dotnet run --project samples/Backtrack [-- <sudoku>]
//
// Exit codes: 0; 1 if the sudoku doesn't have exactly one solution; 2 if it is none.
using Backtrack;

const string Hard = "8..........36......7..9.2...5...7.......457.....1...3...1....68..85...1..9....4..";

string given;
try
{
    given = args switch
    {
        [] => Hard,
        [var text] => Sudoku.Parse(text),
        _ => throw new FormatException("a sudoku is one argument of 81 cells."),
    };
}
catch (FormatException e)
{
    Console.Error.WriteLine($"Backtrack: {e.Message}");
    return 2;
}

if (args is [])
{
    List<string> boards = [.. Search.Solutions(Queens.Place(8))];
    Console.WriteLine($"Eight queens, by forks: {boards.Count} boards, from {boards[0]} to {boards[^1]}.");
    bool isSame = Queens.Conjoin(8).Select(board => string.Concat(board)).SequenceEqual(boards);
    Console.WriteLine($"Eight queens, by conjunction: {(isSame ? "the same" : "others")}.");
    Console.WriteLine();
}

List<string> solutions = [.. Search.Solutions(Sudoku.Fill(given)).Take(2)];
for (int row = 0; row < 9; row++)
{
    var rows = solutions.Prepend(given).Select(grid => string.Join(' ', grid.Chunk(9).ElementAt(row)));
    Console.WriteLine(string.Join("   ", rows));
}

if (solutions.Count == 1) return 0;
Console.Error.WriteLine($"Backtrack: this sudoku has {(solutions.Count == 0 ? "no" : "more than one")} solution.");
return 1;
