using Parley.Tests.Docs;
using Questionnaire;
using Spectre.Console.Testing;

namespace Parley.Tests.Samples;

public class QuestionnaireTests
{
    private const string Readme = "samples/Questionnaire/README.md";

    // The interview and the list of paths that are shown there, each below the command that prints it.
    private static readonly string[][] s_shown =
        [.. from block in CodeBlock.In(Readme, Pages.Read(Readme))
            where block.Language == "text"
            select block.Code.TrimEnd('\n').Split('\n')[1..]];

    private static string[] Paths => s_shown[1];

    [Fact]
    public void All_ways_through_the_interview_are_found_by_forking()
    {
        Assert.Equal(Paths, Interviewer.Paths(Booking.Interview().Prime()));
        Assert.Equal(Paths, Run("", "--paths"));
    }

    [Fact]
    public void All_ways_from_where_an_interview_is_leave_it_there()
    {
        Generator<Question, object, string> interview = Booking.Interview().Prime();
        interview.Send("Ghent");
        interview.Send(1);
        Assert.Equal(
            Paths.Where(path => path.StartsWith("Ghent, 1, ", StringComparison.Ordinal)),
            Interviewer.Paths(interview, "Ghent, 1, "));
        Assert.Equal("Is traveler 1 under 12?", interview.Current.Text);
        Assert.False(interview.TrySend(true));
        Assert.Equal("Children can't travel alone.", interview.Result);
    }

    [Fact]
    public void What_was_taken_back_leaves_no_trace()
    {
        var reached = new HashSet<string>();
        for (int seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var said = new List<string>();      // and not taken back
            int turns = 0;
            string result = Interviewer.Conduct(Booking.Interview(), (_, question) =>
            {
                Assert.Equal(Replay(said).Current.Text, question.Text);
                switch (turns++ < 30 ? random.Next(5) : 4)
                {
                    case 0: return "perhaps";
                    case 1 or 2:
                        if (said.Count > 0) said.RemoveAt(said.Count - 1);
                        return Interviewer.Back;
                    default:
                        said.Add(question.Choices[random.Next(question.Choices.Count)]);
                        return said[^1];
                }
            });
            reached.Add($"{string.Join(", ", said)}: {result}");
        }

        Assert.Equal(Paths.Order(), reached.Order());
    }

    [Fact]
    public void Going_back_and_wrong_answers_look_as_shown() =>
        Assert.Equal(s_shown[0], Run(Said(s_shown[0])));

    [Fact]
    public void Neither_case_nor_blanks_matter() => Assert.Equal(
        "20 euros to Ghent.", Run("london\n BACK \n GHENT\n1\nNo\nno\n")[^1]);

    [Fact]
    public void From_the_first_question_one_cannot_go_back()
    {
        string[] output = Run("back\nGhent\nback\nback\nLondon\nno\n");
        Assert.Equal("This is the first question. Where are you going? (Ghent, London, back)", output[2]);
        Assert.Equal(output[2], output[8]);
        Assert.Equal("You need passports for London.", output[^1]);
    }

    [Fact]
    public void Each_fork_is_closed_even_if_the_input_ends()
    {
        int closed = 0;
        var interview = new Generator<Question, object, int>(async yield =>
        {
            try { while (true) await yield.Count("How many?", 3); }
            finally { closed++; }
        });
        var answers = new Queue<string>(["1", "2", "back", "x", "3"]);
        Assert.Throws<EndOfStreamException>(() => Interviewer.Conduct(
            interview, (_, _) => answers.TryDequeue(out string? answer) ? answer : throw new EndOfStreamException()));
        Assert.Equal(1 + 3, closed);    // the interview, and a fork for each answer
    }

    [Fact]
    public void The_end_of_the_input_and_a_wrong_command_are_errors()
    {
        Assert.Equal((1, "Questionnaire: the input ends before the interview.\n"), Fail("London\nyes\n"));
        Assert.Equal((2, "Usage: Questionnaire [--paths]\n"), Fail("", "--path"));
        Assert.Equal((2, "Usage: Questionnaire [--paths]\n"), Fail("", "--paths", "x"));
    }

    [Fact]
    public void At_a_terminal_answers_are_chosen_with_the_arrow_keys()
    {
        using TestConsole terminal = new TestConsole().Interactive();
        terminal.EmitAnsiSequences = false;
        foreach (int down in (int[])[1, 2, 0, 0, 1, 1])     // London, back, Ghent, 1, no, no
        {
            for (int i = 0; i < down; i++) terminal.Input.PushKey(ConsoleKey.DownArrow);
            terminal.Input.PushKey(ConsoleKey.Enter);
        }

        Assert.Equal("20 euros to Ghent.", Interviewer.Conduct(
            Booking.Interview(), (remark, question) => Questionnaire.Program.Select(terminal, remark, question)));
        Assert.Equal(
            [
                "Where are you going? London", "Does everybody have a passport? back", "Where are you going? Ghent",
                "How many of you are going? 1", "Is traveler 1 under 12? no", "First class? no",
            ],
            // Without escapes, what is left of the list stands before it.
            terminal.Lines.Where(line => line.Contains("? ", StringComparison.Ordinal))
                .Select(line => line.Split("  ")[^1].Trim()));
    }

    private static Generator<Question, object, string> Replay(IEnumerable<string> said)
    {
        Generator<Question, object, string> interview = Booking.Interview().Prime();
        foreach (string choice in said)
        {
            Assert.True(interview.Current.TryAnswer(choice, out object? answer));
            interview.Send(answer);
        }

        return interview;
    }

    private static string Said(IEnumerable<string> lines) => string.Concat(
        lines.Where(line => line.StartsWith("> ", StringComparison.Ordinal)).Select(line => $"{line[2..]}\n"));

    private static (int ExitCode, string Output, string Errors) Start(string input, string[] args)
    {
        var reader = new StringReader(input);
        StringWriter output = new() { NewLine = "\n" }, errors = new() { NewLine = "\n" };
        int exitCode = Questionnaire.Program.Run(args, output, errors, (remark, question) =>
            Questionnaire.Program.Prompt(reader, output, isEchoed: true, remark, question));
        return (exitCode, output.ToString(), errors.ToString());
    }

    private static string[] Run(string input, params string[] args)
    {
        (int exitCode, string output, string errors) = Start(input, args);
        Assert.Equal((0, ""), (exitCode, errors));
        return output.TrimEnd('\n').Split('\n');
    }

    private static (int ExitCode, string Errors) Fail(string input, params string[] args)
    {
        (int exitCode, _, string errors) = Start(input, args);
        return (exitCode, errors);
    }
}
