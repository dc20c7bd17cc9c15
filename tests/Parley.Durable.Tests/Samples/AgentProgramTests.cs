using SupportAgent;

namespace Parley.Durable.Tests.Samples;

/// <summary>What the program of samples/SupportAgent prints, refuses and keeps. Its README, which is checked, has the
/// rest.</summary>
public sealed class AgentProgramTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("parley-").FullName;

    private string Database => Path.Combine(_folder, "support.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Interruption_while_the_model_speaks_stops_and_the_next_start_goes_on()
    {
        using ChatServer server = new() { Pause = new TaskCompletionSource().Task };
        using AgentProcess agent = new(
            "--database", Database, "--customer", "Grace", "--model", "tiny", "--endpoint", server.Endpoint);
        Assert.Equal("Hello Grace. How can I help? Say bye when all is done.", await agent.AskedAsync());
        await agent.SayAsync("What is 1001?");
        await agent.PrintedAsync("It says: ");
        Assert.Equal(3, await agent.SignalAsync("INT"));
        var (_, listed, _) = await AgentProcess.RunAsync("--database", Database, "list");
        Assert.EndsWith("  version 4  Running: the agent is at work.\n", listed);

        // Now it is the scripted model that goes on.
        using AgentProcess again = new("--database", Database);
        Assert.Equal("Sorry. Grace has no order 1001.", await again.AskedAsync());
        Assert.Equal(3, await again.SignalAsync("TERM"));
    }

    [Fact]
    public async Task Second_start_is_refused_and_so_is_one_that_does_not_say_which_conversation()
    {
        using (AgentProcess agent = new("--database", Database, "--id", "a"))
        {
            await agent.AskedAsync();
            var (code, _, error) = await AgentProcess.RunAsync("--database", Database);
            Assert.Equal((2, true), (code, error.Contains($"{Database}.lock is locked")));
            await agent.KillAsync();
        }

        await AgentProcess.RunAsync("--database", Database, "fork", "a", "1", "b");
        var (exitCode, printed, errors) = await AgentProcess.RunAsync("--database", Database);
        Assert.Equal(2, exitCode);
        Assert.Contains("--id", errors);
        Assert.Matches("^a  version 1  Asking: Hello .*\nb  version 1  Asking: Hello .*\n$", printed);
    }

    [Theory]
    [InlineData(), InlineData("list"), InlineData("--database", "/nowhere/a.db")]
    [InlineData("--database", "a.db", "--endpoint", "http://localhost")]
    [InlineData("--database", "a.db", "--model", "tiny", "--endpoint", "localhost")]
    [InlineData("--database", "a.db", "fork", "a", "1")]
    public async Task Wrong_command_line_is_told_on_the_error_output(params string[] arguments)
    {
        var (exitCode, _, errors) = await AgentProcess.RunAsync(arguments);
        Assert.StartsWith("SupportAgent: ", errors);
        Assert.Equal(2, exitCode);
    }

    [Fact]
    public async Task Shop_refunds_once_for_a_key_and_no_more_than_was_paid()
    {
        SqliteShop shop = new(Database);
        Refund some = new(1001, 10.50m);
        foreach (string key in (string[])["a", "a", "b"])
            Assert.True(await shop.RefundAsync(key, "Ada", some, default));
        Assert.False(await shop.RefundAsync("c", "Ada", some, default));
        Assert.False(await shop.RefundAsync("d", "Grace", new(1001, 1), default));
        shop = new(Database);
        Assert.Equal(new(1001, "red mug", 24.00m, 21.00m), await shop.FindAsync("Ada", 1001, default));
        Assert.Null(await shop.FindAsync("Grace", 1001, default));
    }
}
