namespace Parley.Durable.Tests.Samples;

/// <summary>The program of samples/OrderDesk, killed with SIGKILL and started again.</summary>
public sealed class OrderDeskKillTests : IDisposable
{
    private const string
        AnEffectIsBegun = "SELECT count(*) FROM conversation WHERE status = 1",
        Taken = "SELECT count(*) FROM stock_done", PutBack = "SELECT count(*) > 1 FROM stock_done";

    private static readonly string[] s_answers =
        ["mug", "red", "yes", "bowl", "white", "no", "Ada", "12 Mill Lane", "1234 Anytown"];

    private readonly string _folder = Directory.CreateTempSubdirectory("parley-").FullName;

    private string Database => Path.Combine(_folder, "orders.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_kill_at_every_question_changes_nothing()
    {
        string? asked = null;
        foreach (string answer in s_answers[..^1])
        {
            using DeskProcess desk = Start();
            string question = await desk.AskedAsync();
            Assert.Equal(asked ?? question, question);
            await desk.SayAsync(answer);
            asked = await desk.AskedAsync();
            await desk.KillAsync();
        }

        await OrdersAsync(s_answers[^1]);
    }

    [Theory, InlineData(0), InlineData(5), InlineData(60), InlineData(150)]
    public async Task A_kill_behind_every_answer_loses_and_doubles_nothing(int milliseconds)
    {
        foreach (string answer in s_answers[..^1])
        {
            using DeskProcess desk = Start();
            string question = await desk.AskedAsync();
            await desk.SayAsync(answer);
            await Task.Delay(milliseconds);
            await desk.KillAsync();

            using DeskProcess again = Start();
            if (await again.AskedAsync() == question)
            {
                await again.SayAsync(answer); // it was killed before it was journaled
                await again.AskedAsync();
            }

            await again.KillAsync();
        }

        await OrdersAsync(s_answers[^1]);
    }

    [Theory]
    [InlineData(AnEffectIsBegun, "KILL"), InlineData(Taken, "KILL")]
    [InlineData(AnEffectIsBegun, "INT"), InlineData(Taken, "INT")]
    public async Task A_kill_or_an_interruption_while_something_is_taken_takes_it_once(string when, string signal)
    {
        using (DeskProcess desk = Start())
        {
            await TakeAsync(desk);
            await DeskProcess.UntilAsync(Database, when);
            if (signal == "KILL") await desk.KillAsync();
            else Assert.Equal(3, await desk.SignalAsync(signal));
        }

        using DeskProcess again = Start();
        Assert.Equal("One red mug. Anything else? (yes, no)", await again.AskedAsync());
        await again.KillAsync();
        Assert.Equal([1, 1], [RedMugs, DeskProcess.Ask(Database, Taken)]);
    }

    [Theory]
    [InlineData(AnEffectIsBegun, "cancel", "a"), InlineData(PutBack, "cancel", "a"), InlineData(PutBack)]
    public async Task A_kill_while_something_is_put_back_puts_it_back_once(string when, params string[] verb)
    {
        using (DeskProcess desk = Start())
        {
            await desk.SayAsync("mug\nred");
            await desk.EndAsync();
        }

        DeskProcess.Slow(Database);
        using (DeskProcess leaving = Start(verb))
        {
            await leaving.SayAsync("leave"); // not read by cancel
            await DeskProcess.UntilAsync(Database, when);
            await leaving.KillAsync();
        }

        Assert.Equal(0, (await DeskProcess.RunAsync("--database", Database, "cancel", "a")).ExitCode);
        Assert.Equal([2, 2], [RedMugs, DeskProcess.Ask(Database, Taken)]);
    }

    [Fact]
    public async Task A_cancel_after_a_kill_while_something_is_taken_puts_it_back()
    {
        using (DeskProcess desk = Start())
        {
            await TakeAsync(desk);
            await DeskProcess.UntilAsync(Database, Taken);
            await desk.KillAsync();
        }

        Assert.Equal(0, (await DeskProcess.RunAsync("--database", Database, "cancel", "a")).ExitCode);
        Assert.Equal([2, 2], [RedMugs, DeskProcess.Ask(Database, Taken)]);
    }

    private long RedMugs =>
        DeskProcess.Ask(Database, "SELECT count FROM stock WHERE colour = 'red' AND product = 'mug'");

    private DeskProcess Start(params string[] verb) => new(
        ["--database", Database, .. verb.Length > 0 ? verb : ["--id", "a"]]);

    private async Task TakeAsync(DeskProcess desk)
    {
        await desk.AskedAsync();
        DeskProcess.Slow(Database);
        await desk.SayAsync("mug");
        await desk.AskedAsync();
        await desk.SayAsync("red");
    }

    // Says the last answer, and compares with what comes of it without a kill.
    private async Task OrdersAsync(string answer)
    {
        using DeskProcess desk = Start();
        await desk.SayAsync(answer);
        var (exitCode, printed, _) = await desk.EndAsync();
        Assert.EndsWith("Ordered: red mug, white bowl. For: Ada, 12 Mill Lane, 1234 Anytown.\n", printed);
        Assert.Equal(0, exitCode);
        long bowls = DeskProcess.Ask(Database, "SELECT count FROM stock WHERE product = 'bowl'");
        Assert.Equal([1, 0, 2], [RedMugs, bowls, DeskProcess.Ask(Database, Taken)]);
    }
}
