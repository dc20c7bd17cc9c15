using System.Globalization;
using Spectre.Console;

namespace RunningAverage;

/// <summary>Prints statistics in columns: at once, or at the end as a table at the terminal.</summary>
internal sealed class Table(TextWriter output, IAnsiConsole? terminal, bool hasMonths)
{
    private readonly string _format = (hasMonths ? "{0,-7}  " : "") + "{1,7} {2,10} {3,10} {4,10} {5,10}";
    private readonly Spectre.Console.Table _table = new() { Border = TableBorder.Rounded };
    private string _title = "";

    public void PrintHeader(string title)
    {
        _title = Excerpt.OneLine(title);
        string[] columns = ["month", "count", "mean", "min", "max", "deviation"];
        foreach (string column in columns[First..]) _table.AddColumn(column, c => c.RightAligned().NoWrap());
        if (terminal is not null) return;
        output.WriteLine(_title);
        Write(columns);
    }

    public void Print(string? month, Statistics s)
    {
        string[] cells = [month ?? "", Integer(s.Count), .. Numbers(s.Mean, s.Min, s.Max, s.StandardDeviation)];
        if (terminal is null) Write(cells);
        else _table.AddRow(cells[First..]);
    }

    public void Print(Report report)
    {
        if (terminal is not null)
        {
            output.WriteLine(_title);
            terminal.Write(_table);
        }

        Statistics whole = report.Whole;
        output.WriteLine();
        output.WriteLine(whole.Count == 0
            ? "No measurements."
            : $"{Count(whole.Count, "measurement")}: mean {Number(whole.Mean)}, from {Number(whole.Min)} to " +
              $"{Number(whole.Max)}, standard deviation {Number(whole.StandardDeviation)}.");
        if (report.BadLines == 0)
        {
            output.WriteLine("No bad lines.");
            return;
        }

        int shown = report.FirstBadLines.Count;
        string which = report.BadLines > shown ? $", the first {shown}:" : ":";
        output.WriteLine(Count(report.BadLines, "bad line") + which);
        foreach (string line in report.FirstBadLines) output.WriteLine($"  {line}");
    }

    private int First => hasMonths ? 0 : 1;

    private void Write(params object?[] cells) =>
        output.WriteLine(string.Format(CultureInfo.InvariantCulture, _format, cells));

    private static string Count(long count, string what) => Integer(count) + " " + what + (count == 1 ? "" : "s");

    private static string Integer(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<string> Numbers(params double[] numbers) => numbers.Select(Number);

    private static string Number(double number) => number switch
    {
        double.NaN => "-",
        0 => "0.00",
        > -1e7 and <= -0.01 or >= 0.01 and < 1e7 => number.ToString("F2", CultureInfo.InvariantCulture),
        _ => number.ToString("G4", CultureInfo.InvariantCulture),
    };
}
