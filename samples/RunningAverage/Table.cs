using System.Globalization;

namespace RunningAverage;

/// <summary>Prints statistics in columns.</summary>
internal sealed class Table(TextWriter output, bool hasMonths)
{
    private readonly string _format = (hasMonths ? "{0,-7}  " : "") + "{1,7} {2,10} {3,10} {4,10} {5,10}";

    public void PrintHeader(string title)
    {
        output.WriteLine(Excerpt.OneLine(title));
        Write("month", "count", "mean", "min", "max", "deviation");
    }

    public void Print(string? month, Statistics s) =>
        Write(month, Integer(s.Count), Number(s.Mean), Number(s.Min), Number(s.Max), Number(s.StandardDeviation));

    public void Print(Report report)
    {
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

    private void Write(params object?[] cells) =>
        output.WriteLine(string.Format(CultureInfo.InvariantCulture, _format, cells));

    private static string Count(long count, string what) => Integer(count) + " " + what + (count == 1 ? "" : "s");

    private static string Integer(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Number(double number) => number switch
    {
        double.NaN => "-",
        0 => "0.00",
        > -1e7 and <= -0.01 or >= 0.01 and < 1e7 => number.ToString("F2", CultureInfo.InvariantCulture),
        _ => number.ToString("G4", CultureInfo.InvariantCulture),
    };
}
