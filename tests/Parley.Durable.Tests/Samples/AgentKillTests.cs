using System.Text.Json;

namespace Parley.Durable.Tests.Samples;

/// <summary>The program of samples/SupportAgent, killed with SIGKILL and started again.</summary>
public sealed class AgentKillTests : IDisposable
{
    private const string
        Ask = "A refund of 1001, please", Approve = "To the manager: May I refund 24.00 for order 1001? (yes, no)",
        NothingLeft = "Order 1001 is a red mug: 0.00 can be refunded.",
        Refunds = "SELECT count(*) FROM shop_refund",
        Unknown = "Sorry. Nobody knows whether the refund was made, so it isn't tried again: a person has to find out.";

    private readonly string _folder = Directory.CreateTempSubdirectory("parley-").FullName;

    private string Database => Path.Combine(_folder, "support.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_kill_at_every_question_changes_nothing()
    {
        string? asked = null;
        foreach (string answer in (string[])["Hello", Ask, "maybe", "yes", Ask])
        {
            using AgentProcess agent = Start();
            string question = await agent.AskedAsync();
            Assert.Equal(asked ?? question, question);
            await agent.SayAsync(answer);
            asked = await agent.AskedAsync();
            await agent.KillAsync();
        }

        Assert.Equal(NothingLeft, asked);
        await EndsAsync(NothingLeft, "Goodbye. Refunded: 24.00 for order 1001.");
        Assert.Equal(1, AgentProcess.Ask(Database, Refunds));
    }

    [Fact]
    public async Task A_kill_while_the_model_speaks_has_it_say_that_again_and_nothing_else()
    {
        TaskCompletionSource killed = new();
        using ChatServer server = new() { Pause = killed.Task };
        string[] model = ["--model", "tiny", "--endpoint", server.Endpoint];
        using (AgentProcess agent = Start(model))
        {
            await agent.AskedAsync();
            await agent.SayAsync("What is 1001?");
            await agent.PrintedAsync("[looks up order 1001]\nIt says: ");
            await agent.KillAsync();
        }

        killed.SetResult();
        using (AgentProcess again = Start(model))
        {
            Assert.Equal(
                """It says: {"number":1001,"item":"red mug","price":24.00,"refunded":0.00}""",
                await again.AskedAsync());
            await again.KillAsync();
        }

        Assert.Equal([2, 4, 4], server.Requests.Select(it => it.GetProperty("messages").GetArrayLength()));
        JsonElement tools = server.Requests[0].GetProperty("tools");
        Assert.Equal(["look_up_order", "refund"], tools.EnumerateArray().Select(
            it => it.GetProperty("function").GetProperty("name").GetString()));
    }

    [Fact]
    public async Task A_kill_while_an_order_is_looked_up_goes_on_with_that()
    {
        // The answer of the model is entry 3, and the order would be entry 4.
        await KilledAsync("UPDATE ON conversation WHEN NEW.version = 4", agent => agent.SayAsync(Ask), "looks up");
        using AgentProcess again = Start();
        Assert.Equal(Approve, await again.AskedAsync());
        await again.KillAsync();
    }

    [Fact]
    public async Task A_kill_before_the_refund_is_made_is_told_and_nothing_is_refunded()
    {
        await KilledAsync("INSERT ON shop_refund", ApproveAsync, "refunds");
        await EndsAsync(Unknown, "Goodbye. To be checked: 24.00 for order 1001.");
        Assert.Equal(0, AgentProcess.Ask(Database, Refunds));
    }

    [Fact]
    public async Task A_kill_after_the_refund_is_made_is_told_and_nothing_is_refunded_twice()
    {
        await KilledAsync(
            "UPDATE ON conversation WHEN EXISTS (SELECT * FROM shop_refund)", ApproveAsync, "refunds", Refunds);
        using (AgentProcess again = Start())
        {
            Assert.Equal(Unknown, await again.AskedAsync());
            await again.SayAsync(Ask);
            Assert.Equal(NothingLeft, await again.AskedAsync());
            await again.KillAsync();
        }

        await EndsAsync(NothingLeft, "Goodbye. To be checked: 24.00 for order 1001.");
        Assert.Equal(1, AgentProcess.Ask(Database, Refunds));
    }

    private AgentProcess Start(params string[] model) => new(["--database", Database, "--id", "a", .. model]);

    // Kills it in an effect: what the effect, or the journal, is to write waits until then.
    private async Task KilledAsync(string blocked, Func<AgentProcess, Task> say, string shown, string? until = null)
    {
        using AgentProcess agent = Start();
        await agent.AskedAsync();
        AgentProcess.Block(Database, blocked);
        await say(agent);
        await agent.PrintedAsync($"[{shown} ");
        if (until is not null) await AgentProcess.UntilAsync(Database, until);
        await agent.KillAsync();
        AgentProcess.Unblock(Database);
    }

    private static async Task ApproveAsync(AgentProcess agent)
    {
        await agent.SayAsync(Ask);
        Assert.Equal(Approve, await agent.AskedAsync());
        await agent.SayAsync("yes");
    }

    private async Task EndsAsync(string question, string end)
    {
        using AgentProcess agent = Start();
        Assert.Equal(question, await agent.AskedAsync());
        await agent.SayAsync("bye");
        var (exitCode, printed, _) = await agent.EndAsync();
        Assert.Equal((0, $"bye\n{end}\n"), (exitCode, printed));
    }
}
