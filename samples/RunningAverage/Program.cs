using Parley;
using Spectre.Console;

namespace RunningAverage;

internal static class Program
{
    private const string Weather = "seattle-weather.csv";

    private const string Help = """
        Usage: RunningAverage [FILE|-] [COLUMN]

        Prints the running count, mean, minimum, maximum and sample standard deviation
        of the numbers in FILE, or in standard input (-). Without arguments: of the
        daily maximum temperature in Seattle, 2012-2015.

        If the first line is a number and no COLUMN is named, the input is numbers, one
        a line. Otherwise it is a CSV, and the first line is its header: so a file of
        numbers must begin with one. COLUMN can be left out where there is only one,
        not counting a column called "date".

        The statistics so far are printed at the end of each month, where a column
        called "date" has dates like 2012-01-31; else after 1, 2, ... 10, 20, ... 100,
        200, ... numbers. Then come the whole, and the first ten bad lines: those with
        no number (like 12.5, -3 or 1e-7) in the column, or with more or fewer fields
        than the header. Blank lines are skipped.

        Exit code: 0, also with bad lines; 2 if there is nothing to read or no such
        column.
        """;

    private static int Main(string[] args)
    {
        using var input = new StreamReader(Console.OpenStandardInput());
        // Whoever types sees the statistics after each number; else there is a table at the end, if at a terminal.
        bool isTyped = args is ["-", ..] && !Console.IsInputRedirected;
        IAnsiConsole? terminal = isTyped || Console.IsOutputRedirected ? null : Terminal(Console.Out);
        IAnsiConsole? progress = isTyped || Console.IsErrorRedirected ? null : Terminal(Console.Error);
        return Run(args, input, Console.Out, Console.Error, terminal, progress);
    }

    private static IAnsiConsole Terminal(TextWriter writer) =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });

    internal static int Run(
        string[] args, TextReader input, TextWriter output, TextWriter errors, IAnsiConsole? terminal = null,
        IAnsiConsole? progress = null)
    {
        if (args.Any(arg => arg is "--help" or "-h"))
        {
            output.WriteLine(Help);
            return 0;
        }

        string file = args is [] ? Path.Combine(AppContext.BaseDirectory, Weather) : args[0];
        string name = args is [] ? Weather : file == "-" ? "standard input" : file;
        string? column = args is [] ? "temp_max" : args.ElementAtOrDefault(1);
        try
        {
            if (args.Length > 2) throw new InputException($"'{args[2]}' is one argument too many, see --help.");
            if (file is "") throw new InputException("the name of the file is empty.");
            using StreamReader? opened = file == "-" ? null : File.OpenText(file);
            var measurements = new Measurements(opened ?? input, name, column);
            var table = new Table(output, terminal, measurements.HasDates);
            table.PrintHeader($"{measurements.Column ?? "Numbers"} in {name}, the statistics so far:");
            using Generator<Statistics, double, Report> statistics = RunningStatistics.Start();
            LongWork.During(
                progress, () => Share(opened?.BaseStream), Task.Delay(TimeSpan.FromSeconds(1)),
                () => Send(measurements, statistics, table));
            statistics.Close();
            table.Print(statistics.Result);
            return 0;
        }
        catch (Exception e) when (e is InputException or IOException or UnauthorizedAccessException)
        {
            string problem = e switch
            {
                FileNotFoundException or DirectoryNotFoundException => $"there is no file '{file}'.",
                UnauthorizedAccessException when Directory.Exists(file) => $"'{file}' is a directory.",
                _ => e.Message,
            };
            errors.WriteLine($"RunningAverage: {Excerpt.OneLine(problem)}");
            return 2;
        }
    }

    private static double? Share(Stream? stream) =>
        stream is { CanSeek: true, Length: > 0 } ? (double)stream.Position / stream.Length : null;

    private static void Send(
        Measurements measurements, Generator<Statistics, double, Report> statistics, Table table)
    {
        Statistics soFar = statistics.Next();
        string? month = null;
        foreach (Measurement measurement in measurements.Read())
        {
            if (month is not null && measurement.Month != month) table.Print(month, soFar);
            month = measurement.Month;
            soFar = measurement.Error is { } error ? statistics.Throw(error) : statistics.Send(measurement.Value);
            if (month is null && measurement.Error is null && IsRound(soFar.Count)) table.Print(month, soFar);
        }

        if (month is not null) table.Print(month, soFar);
    }

    // 1, 2, ... 10, 20, ... 100, 200, ...
    private static bool IsRound(long count)
    {
        long unit = 1;
        while (count / unit >= 10) unit *= 10;
        return count % unit == 0;
    }
}
