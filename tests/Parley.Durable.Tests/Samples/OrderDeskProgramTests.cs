namespace Parley.Durable.Tests.Samples;

/// <summary>What the program of samples/OrderDesk prints, refuses and keeps.</summary>
public sealed class OrderDeskProgramTests : IDisposable
{
    private const string
        Product = "What would you like? (mug, bowl, plate)", OneRedMug = "One red mug. Anything else? (yes, no)",
        Goodbye = "Goodbye. Nothing was ordered.\n", GoesOn = "\nStopped. Start it again, and it goes on here.\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("parley-").FullName;

    private string Database => Path.Combine(_folder, "orders.db");

    private long RedMugs =>
        DeskProcess.Ask(Database, "SELECT count FROM stock WHERE colour = 'red' AND product = 'mug'");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Script_on_the_standard_input_prints_the_whole_conversation()
    {
        using DeskProcess desk = new("--id", "a");
        await desk.SayAsync("mug\npink\nblue\nyes\nmug\nred\nno\nAda\n12 Mill Lane\n1234 Anytown");
        var (exitCode, printed, _) = await desk.EndAsync();
        Assert.Equal(
            """
            Conversation a
            What would you like? (mug, bowl, plate)
            > mug
            Which colour? (red, white, blue)
            > pink
            "pink" isn't one of them. Which colour? (red, white, blue)
            > blue
            Sorry, we are out of blue mugs. Anything else? (yes, no)
            > yes
            What would you like? (mug, bowl, plate)
            > mug
            Which colour? (red, white, blue)
            > red
            One red mug. Anything else? (yes, no)
            > no
            Who is it for?
            > Ada
            Which street and number?
            > 12 Mill Lane
            Which postcode and town?
            > 1234 Anytown
            Ordered: red mug. For: Ada, 12 Mill Lane, 1234 Anytown.

            """,
            printed);
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task End_of_the_input_stops_and_the_next_start_goes_on()
    {
        var (exitCode, printed, _) = await SayAsync("mug\nred", "--id", "a");
        Assert.Equal((3, true), (exitCode, printed.EndsWith(OneRedMug + "\n> " + GoesOn)));
        (exitCode, printed, _) = await SayAsync("no\nAda\n1 Mill Lane\n1 Anytown");
        Assert.StartsWith($"Conversation a\n{OneRedMug}\n> no\n", printed);
        Assert.EndsWith("Ordered: red mug. For: Ada, 1 Mill Lane, 1 Anytown.\n", printed);
        Assert.Equal((0, 1), (exitCode, RedMugs));

        (exitCode, printed, _) = await SayAsync("", "--id", "a");
        Assert.Equal((0, "Conversation a\nOrdered: red mug. For: Ada, 1 Mill Lane, 1 Anytown.\n"), (exitCode, printed));
        Assert.DoesNotContain("Conversation a\n", (await SayAsync("")).Printed);
    }

    [Fact]
    public async Task Without_a_database_nothing_is_kept()
    {
        var (exitCode, printed, _) = await DeskProcess.RunAsync();
        Assert.Equal(3, exitCode);
        Assert.EndsWith("\nStopped. Without --database, nothing is kept.\n", printed);
    }

    [Fact]
    public async Task Interruption_stops_and_the_next_start_goes_on()
    {
        using DeskProcess desk = new("--database", Database);
        await desk.AskedAsync();
        await desk.SayAsync("mug");
        string asked = await desk.AskedAsync();
        Assert.Equal(3, await desk.SignalAsync("INT"));
        using DeskProcess again = new("--database", Database);
        Assert.Equal(asked, await again.AskedAsync());
        Assert.Equal(3, await again.SignalAsync("TERM"));
    }

    [Fact]
    public async Task Whoever_leaves_has_everything_put_back()
    {
        var (exitCode, printed, _) = await SayAsync("mug\nred\nyes\nleave");
        Assert.Equal((1, true, 2), (exitCode, printed.EndsWith(Goodbye), RedMugs));
    }

    [Fact]
    public async Task Second_start_is_refused_by_name_and_the_file_can_be_read_beside()
    {
        using DeskProcess desk = new("--database", Database, "--id", "a");
        await desk.AskedAsync();
        await desk.SayAsync("mug");
        await desk.AskedAsync();
        foreach (string[] verb in (string[][])[[], ["--id", "b"], ["cancel", "a"], ["fork", "a", "1"]])
        {
            var (code, nothing, errors) = await OnAsync(verb);
            Assert.Equal((2, ""), (code, nothing));
            Assert.Contains($"{Database}.lock is locked", errors);
        }

        Assert.Equal((0, "a  version 2  Asking: Which colour? (red, white, blue)\n", ""), await OnAsync("list"));
        var (exitCode, shown, _) = await OnAsync("show", "a");
        Assert.Equal(0, exitCode);
        Assert.Matches("^a  version 2 .*\n   1  Started .* -> Question\n   2  Sent .* \"mug\" -> Question\n$", shown);

        await desk.KillAsync();
        Assert.Equal(shown, (await OnAsync("show", "a")).Printed);
    }

    [Fact]
    public async Task Fork_goes_on_beside_and_is_refused_behind_an_effect()
    {
        await SayAsync("mug\nred", "--id", "a");
        var (exitCode, printed, errors) = await OnAsync("fork", "a", "4");
        Assert.Equal((2, ""), (exitCode, printed));
        Assert.Contains("take a red mug", errors);
        Assert.Equal(2, (await OnAsync("fork", "a", "3")).ExitCode); // there it asked nothing

        (exitCode, printed, _) = await OnAsync("fork", "a", "2");
        Assert.Equal(0, exitCode);
        Assert.Matches("^[0-9a-f]{8}  version 2  Asking: Which colour", printed);
        (exitCode, string several, errors) = await SayAsync("");
        Assert.Equal((2, true), (exitCode, several.Contains(printed)));
        Assert.Contains("--id", errors);
        (exitCode, _, _) = await SayAsync("red\nleave", "--id", printed[..8]);
        Assert.Equal((1, 1), (exitCode, RedMugs));
        Assert.StartsWith("Conversation a\n", (await SayAsync("")).Printed);
    }

    [Fact]
    public async Task Question_that_is_not_answered_in_time_is_asked_again_also_after_a_restart()
    {
        using DeskProcess desk = new("--database", Database, "--timeout", "0.3");
        Assert.Equal(Product, await desk.AskedAsync());
        Assert.Equal("Are you still there? " + Product, await desk.AskedAsync());
        await desk.KillAsync();
        using DeskProcess again = new("--database", Database);
        await again.AskedAsync();
        Assert.Equal("Are you still there? " + Product, await again.AskedAsync());
        await again.KillAsync();
    }

    [Theory]
    [InlineData("--timeout"), InlineData("--timeout", "soon"), InlineData("--timeout", "0"), InlineData("mug")]
    [InlineData("list"), InlineData("cancel", "--database", "a.db"), InlineData("--database", "/nowhere/a.db")]
    [InlineData("--database", "/nowhere/a.db", "list"), InlineData("--id", "")]
    public async Task Wrong_command_line_is_told_on_the_error_output(params string[] arguments)
    {
        var (exitCode, _, errors) = await DeskProcess.RunAsync(arguments);
        Assert.StartsWith("OrderDesk: ", errors);
        Assert.Equal(2, exitCode);
    }

    private async Task<(int ExitCode, string Printed, string Errors)> SayAsync(
        string answers, params string[] arguments)
    {
        using DeskProcess desk = new(["--database", Database, .. arguments]);
        if (answers.Length > 0) await desk.SayAsync(answers);
        return await desk.EndAsync();
    }

    private Task<(int ExitCode, string Printed, string Errors)> OnAsync(params string[] arguments) =>
        DeskProcess.RunAsync(["--database", Database, .. arguments]);
}
