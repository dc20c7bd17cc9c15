using Effects;
using Parley.Tests.Docs;

namespace Parley.Tests.Samples;

public sealed class EffectsTests : IDisposable
{
    private static readonly DateTimeOffset s_now = new(2026, 12, 10, 20, 15, 0, TimeSpan.FromHours(1));
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Generator<Request, object, string> Draw() => Raffle.Draw("Ada", "Alan", "Grace");

    /// <summary>Always draws the first one, and only Grace is here.</summary>
    private static object Answer(Request request) => request switch
    {
        RandomInt => 0,
        Confirm(var question) => question == "Is Grace here?",
        ReadClock => s_now,
        Save(var line) => line.Length,
        _ => throw new ArgumentException(null, nameof(request)),
    };

    private static (string Recording, string Result) Record(Func<Request, object> handler)
    {
        var recording = new StringWriter { NewLine = "\n" };
        string result = Draw().Run(Handlers.Recorded(handler, recording));
        return (recording.ToString(), result);
    }

    private static string Replay(string recording) => Draw().Run(Handlers.Replayed(new StringReader(recording)));

    [Fact]
    public void Every_request_is_answered_in_its_own_type()
    {
        List<Request> requests = [];
        Assert.Equal("Grace wins, and is number 22 on the list.", Draw().Run(request =>
        {
            requests.Add(request);
            return Answer(request);
        }));
        Assert.Equal(
            [
                new RandomInt(3), new Confirm("Is Ada here?"), new RandomInt(2), new Confirm("Is Alan here?"),
                new RandomInt(1), new Confirm("Is Grace here?"), new ReadClock(), new Save("2026-12-10 20:15 Grace"),
            ],
            requests);
    }

    [Fact]
    public void Without_anybody_there_is_no_winner()
    {
        Assert.Equal("Nobody wins.", Raffle.Draw().Run(Answer));
        Assert.Equal("Nobody wins.", Raffle.Draw("Ada", "Alan").Run(Answer));
    }

    [Fact]
    public void One_raffle_in_the_middle_goes_on_with_each_of_the_handlers()
    {
        string file = Path.Combine(_folder, "winners.txt");
        Generator<Request, object, string> draw = Draw().Prime();
        draw.Send(1);
        var live = new Live(new StringReader("yes\n"), TextWriter.Null, file);
        Assert.Equal("Alan wins, and is number 1 on the list.", draw.Fork().Run(live.Answer));
        Assert.EndsWith(" Alan", Assert.Single(File.ReadAllLines(file)), StringComparison.Ordinal);

        var recording = new StringWriter();
        string result = draw.Fork().Run(Handlers.Recorded(Answer, recording));
        Assert.Equal("Grace wins, and is number 22 on the list.", result);
        Assert.Equal(result, draw.Fork().Run(Handlers.Replayed(new StringReader(recording.ToString()))));

        Assert.Equal(
            "Grace wins, but isn't on the list: the disk is full.",
            draw.Run(Handlers.Failing<Save>(Answer, "the disk is full.")));
    }

    [Fact]
    public void A_recording_is_a_request_and_its_answer_a_line()
    {
        (string recording, string result) = Record(Answer);
        string[] lines = recording.Split('\n')[..^1];
        Assert.Equal(8, lines.Length);
        Assert.Equal("""{"request":{"is":"RandomInt","below":3},"answer":0}""", lines[0]);
        Assert.Equal("""{"request":{"is":"Confirm","question":"Is Ada here?"},"answer":false}""", lines[1]);
        Assert.StartsWith("""{"request":{"is":"ReadClock"},"answer":"2026-12-10T20:15:00""", lines[6]);
        Assert.Equal("""{"request":{"is":"Save","line":"2026-12-10 20:15 Grace"},"answer":22}""", lines[7]);
        Assert.Equal(result, Replay(recording));
    }

    [Fact]
    public void A_failure_is_recorded_and_replayed()
    {
        (string recording, string result) = Record(Handlers.Failing<Save>(Answer, "the disk is full."));
        Assert.EndsWith(""","failure":"the disk is full."}""" + "\n", recording, StringComparison.Ordinal);
        Assert.Equal("Grace wins, but isn't on the list: the disk is full.", result);
        Assert.Equal(result, Replay(recording));
    }

    [Fact]
    public void What_the_logic_does_not_expect_to_fail_ends_it()
    {
        Fails<RandomInt>();
        Fails<Confirm>();
        Fails<ReadClock>();

        static void Fails<TRequest>()
            where TRequest : Request
        {
            var handler = Handlers.Failing<TRequest>(Answer, "bad");
            Assert.Equal("bad", Assert.Throws<IOException>(() => Draw().Run(handler)).Message);
        }
    }

    [Theory]
    [InlineData("", "the recording ends before line 1, but the program asks for RandomInt { Below = 3 }.")]
    [InlineData(
        """{"request":{"is":"RandomInt","below":4},"answer":0}""",
        "line 1 is RandomInt { Below = 4 }, but the program asks for RandomInt { Below = 3 }.")]
    [InlineData("""{"request":{"is":"ReadClock"},"answer":"2026-12-10T20:15:00Z"}""", "line 1 is ReadClock { }, but ")]
    [InlineData(
        """{"request":{"is":"RandomInt","below":3},"answer":3}""", "3 isn't an answer to RandomInt { Below = 3 }.")]
    [InlineData("""{"request":{"is":"RandomInt","below":3},"answer":"0"}""", "line 1 isn't a request and its answer. ")]
    [InlineData("""{"request":{"is":"RandomInt","below":3}}""", "It needs a request, and an answer or a failure.")]
    [InlineData("""{"request":{"is":"RandomInt","below":3},"answer":0,"failure":""}""", "It needs a request, ")]
    [InlineData("""{"request":{"is":"Launch"},"answer":0}""", "line 1 isn't a request and its answer. ")]
    [InlineData("""{"request":{"below":3},"answer":0}""", "line 1 isn't a request and its answer. ")]
    [InlineData("""{"request":null,"answer":0}""", "line 1 isn't a request and its answer. ")]
    [InlineData("null", "line 1 isn't a request and its answer. ")]
    [InlineData("[", "line 1 isn't a request and its answer. ")]
    [InlineData("\n", "line 1 isn't a request and its answer. ")]
    public void What_is_no_recording_of_this_is_refused(string recording, string message) => Assert.Contains(
        message, Assert.Throws<InvalidDataException>(() => Replay(recording)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_recording_that_is_there_fits_the_logic()
    {
        string folder = Path.Combine(Pages.Folder("README.md"), "samples", "Effects");
        string recording = File.ReadAllText(Path.Combine(folder, "draw.jsonl"));
        Assert.Equal("Ada wins, and is number 7 on the list.", Replay(recording));
    }

    [Fact]
    public void Live_answers_are_those_of_the_world()
    {
        string file = Path.Combine(_folder, "lines.txt");
        var output = new StringWriter { NewLine = "\n" };
        var live = new Live(new StringReader("\nmaybe\n Yes \nno\n"), output, file);
        Assert.All(Enumerable.Range(0, 100), _ => Assert.InRange((int)live.Answer(new RandomInt(3)), 0, 2));
        DateTimeOffset before = DateTimeOffset.Now, time = (DateTimeOffset)live.Answer(new ReadClock());
        Assert.InRange(time, before, DateTimeOffset.Now);
        Assert.Equal(true, live.Answer(new Confirm("Here?")));
        Assert.Equal(false, live.Answer(new Confirm("There?")));
        Assert.Equal("Here? (yes, no)\nHere? (yes, no)\nHere? (yes, no)\nThere? (yes, no)\n", output.ToString());
        Assert.Throws<EndOfStreamException>(() => live.Answer(new Confirm("Where?")));
        Assert.Equal(1, live.Answer(new Save("one")));
        Assert.Equal(2, live.Answer(new Save("two")));
        Assert.Equal(["one", "two"], File.ReadAllLines(file));
        var nowhere = new Live(TextReader.Null, output, Path.Combine(file, "x"));
        Assert.ThrowsAny<IOException>(() => nowhere.Answer(new Save("")));
    }
}
