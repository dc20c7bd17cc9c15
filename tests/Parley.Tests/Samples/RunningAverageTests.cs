using System.Globalization;
using System.Text.RegularExpressions;
using Parley.Tests.Docs;

namespace Parley.Tests.Samples;

public class RunningAverageTests
{
    [Fact]
    public void Without_arguments_it_reads_the_weather_of_Seattle()
    {
        string[] output = Output("");
        Assert.Equal(2 + 48 + 3, output.Length);
        Assert.Equal(
            [
                "temp_max in seattle-weather.csv, the statistics so far:",
                "month      count       mean        min        max  deviation",
                "2012-01       31       7.05      -1.10      12.80       3.46",
                "2012-02       60       8.13      -1.10      16.10       3.50",
                "2015-12     1461      16.44      -1.60      35.60       7.35",
                "",
                "1461 measurements: mean 16.44, from -1.60 to 35.60, standard deviation 7.35.",
                "No bad lines.",
            ],
            [.. output[..4], .. output[49..]]);
    }

    [Fact]
    public void Numbers_are_read_from_standard_input_and_bad_lines_reported() => Assert.Equal(
        [
            "Numbers in standard input, the statistics so far:",
            "  count       mean        min        max  deviation",
            "      1      10.00      10.00      10.00          -",
            "      2      20.00      10.00      30.00      14.14",
            "",
            "2 measurements: mean 20.00, from 10.00 to 30.00, standard deviation 14.14.",
            "2 bad lines:",
            "  line 2: 'abc' is not a number.",
            "  line 5: 'NaN' is not a finite number.",
        ],
        Output("10\nabc\n30\n\nNaN\n", "-"));

    [Fact]
    public void Of_many_numbers_fewer_and_fewer_lines_are_printed()
    {
        string[] output = Output(string.Join('\n', Enumerable.Range(1, 250)), "-");
        int[] counts = [.. output[2..^3].Select(line => int.Parse(line[..7], CultureInfo.InvariantCulture))];
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 200], counts);
        Assert.StartsWith("250 measurements: mean 125.50, ", output[^2], StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_bad_lines_ten_are_printed()
    {
        string[] output = Output("v\n" + string.Concat(Enumerable.Repeat("x\n", 3000)), "-");
        Assert.Equal(
            ["", "No measurements.", "3000 bad lines, the first 10:", "  line 2: 'x' is not a number."], output[2..6]);
        Assert.Equal("  line 11: 'x' is not a number.", Assert.Single(output[14..]));
    }

    [Theory, InlineData("v\n"), InlineData("date,v")]
    public void A_header_alone_is_no_error(string input)
    {
        string[] output = Output(input, "-");
        Assert.Equal("v in standard input, the statistics so far:", output[0]);
        Assert.Equal(["", "No measurements.", "No bad lines."], output[2..]);
    }

    [Fact]
    public void Small_and_large_numbers_keep_their_digits() => Assert.Equal(
        [
            "      1       0.00       0.00       0.00          -",
            "      2   0.000615       0.00    0.00123  0.0008697",
            "      3 -4.115E+08 -1.235E+09    0.00123  7.128E+08",
        ],
        Output("-0.0\n0.00123\n-1234567890", "-")[2..5]);

    [Fact]
    public void The_culture_makes_no_difference()
    {
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        comma.NumberFormat.NegativeSign = "~";
        string[] expected = Output("v\n-1.5\n-2.25\n", "-");
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = comma;
        try { Assert.Equal(expected, Output("v\n-1.5\n-2.25\n", "-")); }
        finally { CultureInfo.CurrentCulture = before; }
        Assert.Equal("2 measurements: mean -1.88, from -2.25 to -1.50, standard deviation 0.53.", expected[^2]);
    }

    [Fact]
    public void Help_says_how_it_is_used()
    {
        string[] output = Output("", "x", "--help");
        Assert.Equal("Usage: RunningAverage [FILE|-] [COLUMN]", output[0]);
        Assert.DoesNotContain(output, line => line.Length > 80);
    }

    [Fact]
    public void What_cannot_be_read_is_one_line_of_errors_and_exit_code_2()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            string missing = Path.Combine(folder, "missing.csv"), beside = Path.Combine(missing, "x.csv");
            string empty = Path.Combine(folder, "empty.csv"), table = Path.Combine(folder, "table.csv");
            File.WriteAllText(empty, "");
            File.WriteAllText(table, "date,a,b\n2012-01-01,1,2\n");
            Assert.Equal($"there is no file '{missing}'.", Error("", missing));
            Assert.Equal($"there is no file '{beside}'.", Error("", beside));
            Assert.Equal($"'{folder}' is a directory.", Error("", folder));
            Assert.Equal($"{empty} is empty.", Error("", empty));
            Assert.Equal("standard input is empty.", Error("", "-"));
            Assert.Equal($"there is no column 'c' in {table}. It has: date, a, b", Error("", table, "c"));
            Assert.Equal($"which column of {table}? It has: date, a, b", Error("", table));
            Assert.Equal("the name of the file is empty.", Error("", ""));
            Assert.Equal("there is no file 'two lines'.", Error("", "two\nlines"));
            Assert.Equal("'c' is one argument too many, see --help.", Error("", "-", "b", "c"));
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    [Fact]
    public void An_input_that_fails_on_the_way_is_an_error_too()
    {
        var errors = new StringWriter();
        Assert.Equal(2, RunningAverage.Program.Run(["-"], new Failing("1\n2\n"), TextWriter.Null, errors));
        Assert.Equal("RunningAverage: The disk is gone." + Environment.NewLine, errors.ToString());
    }

    [Fact]
    public void After_a_row_that_is_too_long_nothing_is_read()
    {
        string[] output = Output("a,b\n1,2\n3,\"" + new string('x', 20_000_000) + "\"\n5,6", "-", "a");
        Assert.StartsWith("1 measurement: mean 1.00", output[^3], StringComparison.Ordinal);
        Assert.Equal("  line 3: a quote is never closed, or the line is too long.", output[^1]);
    }

    [Fact]
    public void The_readme_shows_what_the_sample_prints() => IsShown("README.md", Output(""));

    [Fact]
    public void The_readme_of_the_sample_shows_what_its_last_command_prints() =>
        IsShown("samples/RunningAverage/README.md", Output("10\nabc\n30\n", "-"));

    // A line "..." stands for any lines but blank ones.
    private static void IsShown(string page, string[] output)
    {
        CodeBlock shown = Assert.Single(CodeBlock.In(page, Pages.Read(page)), block => block.Language == "text");
        string pattern = Regex.Escape(shown.Code).Replace(@"\n\.\.\.\n", @"\n(.+\n)+", StringComparison.Ordinal);
        Assert.Matches($@"\A{pattern}\z", string.Join('\n', output));
    }

    private static (int ExitCode, string[] Output, string Errors) Run(string input, params string[] args)
    {
        StringWriter output = new() { NewLine = "\n" }, errors = new() { NewLine = "\n" };
        int exitCode = RunningAverage.Program.Run(args, new StringReader(input), output, errors);
        return (exitCode, output.ToString().Split('\n')[..^1], errors.ToString());
    }

    private static string[] Output(string input, params string[] args)
    {
        (int exitCode, string[] output, string errors) = Run(input, args);
        Assert.Equal((0, ""), (exitCode, errors));
        return output;
    }

    private static string Error(string input, params string[] args)
    {
        (int exitCode, string[] output, string errors) = Run(input, args);
        Assert.Equal((2, 0), (exitCode, output.Length));
        Assert.Matches(@"\ARunningAverage: .*\n\z", errors);
        return errors["RunningAverage: ".Length..^1];
    }

    private sealed class Failing(string text) : StringReader(text)
    {
        public override int Read() => base.Read() is >= 0 and var c ? c : throw new IOException("The disk is gone.");
    }
}
