using RunningAverage;
using Spectre.Console;

namespace Parley.Tests.Samples;

public class TerminalTests
{
    private static readonly Task s_never = new TaskCompletionSource().Task;

    [Fact]
    public void At_a_terminal_there_is_a_table()
    {
        StringWriter output = new() { NewLine = "\n" }, shown = new();
        Assert.Equal(0, RunningAverage.Program.Run(
            ["-"], new StringReader("10\nabc\n30\n"), output, TextWriter.Null, Terminal(shown)));
        Assert.Equal(
            """
            ╭───────┬───────┬───────┬───────┬───────────╮
            │ count │  mean │   min │   max │ deviation │
            ├───────┼───────┼───────┼───────┼───────────┤
            │     1 │ 10.00 │ 10.00 │ 10.00 │         - │
            │     2 │ 20.00 │ 10.00 │ 30.00 │     14.14 │
            ╰───────┴───────┴───────┴───────┴───────────╯

            """,
            string.Join('\n', shown.ToString().Split('\n').Select(line => line.Trim())));
        Assert.StartsWith(
            "Numbers in standard input, the statistics so far:\n\n2 measurements: mean 20.00", output.ToString(),
            StringComparison.Ordinal);
    }

    [Theory, InlineData(0.25, "25%"), InlineData(null, "Reading")]
    public void Work_that_takes_long_shows_its_progress(double? share, string expected)
    {
        var shown = new Watched();
        LongWork.During(Terminal(shown), () => share, Task.CompletedTask, () => shown.WaitFor(expected));
        Assert.Contains(expected, shown.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Work_that_does_not_take_long_shows_nothing_and_its_failure_comes_out()
    {
        var shown = new StringWriter();
        bool isDone = false;
        LongWork.During(Terminal(shown), () => 0.5, s_never, () => isDone = true);
        Assert.Throws<IOException>(() =>
            LongWork.During(Terminal(shown), () => 0.5, s_never, () => throw new IOException()));
        Assert.Equal((true, ""), (isDone, shown.ToString()));
    }

    private static IAnsiConsole Terminal(TextWriter writer)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = 60;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }

    private sealed class Watched : StringWriter
    {
        private readonly ManualResetEventSlim _written = new();
        private string _expected = "\0";

        public void WaitFor(string text)
        {
            lock (_written)
            {
                _expected = text;
                if (ToString().Contains(text, StringComparison.Ordinal)) return;
            }

            _written.Wait();
        }

        public override void Write(string? value)
        {
            lock (_written)
            {
                base.Write(value);
                if (ToString().Contains(_expected, StringComparison.Ordinal)) _written.Set();
            }
        }
    }
}
