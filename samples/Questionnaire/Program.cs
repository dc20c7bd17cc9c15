using Parley;
using Spectre.Console;

namespace Questionnaire;

/// <summary>An interview at the terminal, in which one can go back; or all ways through it.</summary>
internal static class Program
{
    private const int Done = 0, InputEnded = 1, BadUsage = 2;

    private static int Main(string[] args)
    {
        bool canSelect = !Console.IsInputRedirected && !Console.IsOutputRedirected
            && AnsiConsole.Profile.Capabilities is { Interactive: true, Ansi: true };
        return Run(args, Console.Out, Console.Error, canSelect
            ? (remark, question) => Select(AnsiConsole.Console, remark, question)
            : (remark, question) => Prompt(Console.In, Console.Out, Console.IsInputRedirected, remark, question));
    }

    internal static int Run(
        string[] args, TextWriter output, TextWriter errors, Func<string, Question, string> ask)
    {
        switch (args)
        {
            case []:
                try
                {
                    output.WriteLine(Interviewer.Conduct(Booking.Interview(), ask));
                    return Done;
                }
                catch (EndOfStreamException e)
                {
                    errors.WriteLine($"Questionnaire: {e.Message}");
                    return InputEnded;
                }

            case ["--paths"]:
                foreach (string path in Interviewer.Paths(Booking.Interview().Prime())) output.WriteLine(path);
                return Done;

            default:
                errors.WriteLine("Usage: Questionnaire [--paths]");
                return BadUsage;
        }
    }

    /// <summary>Lets an answer be chosen with the arrow keys.</summary>
    internal static string Select(IAnsiConsole terminal, string remark, Question question)
    {
        string said = terminal.Prompt(new SelectionPrompt<string>()
            .Title(Markup.Escape(remark + question.Text))
            .AddChoices([.. question.Choices, Interviewer.Back]));
        terminal.MarkupLineInterpolated($"{question.Text} [bold]{said}[/]");
        return said;
    }

    /// <summary>Reads an answer from a line of its own.</summary>
    internal static string Prompt(
        TextReader input, TextWriter output, bool isEchoed, string remark, Question question)
    {
        output.WriteLine($"{remark}{question.Text} ({string.Join(", ", question.Choices)}, {Interviewer.Back})");
        output.Write("> ");
        string? said = input.ReadLine();
        if (isEchoed || said is null) output.WriteLine(said);
        return said ?? throw new EndOfStreamException("the input ends before the interview.");
    }
}
