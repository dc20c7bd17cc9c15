using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.AI;
using Parley.Durable;

namespace SupportAgent;

/// <summary>What the program can be told to do. Each returns the exit code.</summary>
internal static class Verbs
{
    public const int Done = 0, Failed = 1, Refused = 2, Stopped = 3;

    public static async Task<int> TalkAsync(
        string database, string? id, Inquiry inquiry, Func<IChatClient> client, CancellationToken token)
    {
        await using AgentHost host = await AgentHost.StartAsync(database, _ => client(), token);
        var all = await host.ListAsync(token);
        var unfinished = all.FindAll(turn => !turn.HasEnded);
        if (id is null && unfinished.Count > 1)
        {
            Console.Error.WriteLine("There are several conversations. Say which one goes on: --id ID");
            unfinished.ForEach(Print);
            return Refused;
        }

        id ??= unfinished is [var only] ? only.Id : RandomNumberGenerator.GetHexString(8, lowercase: true);
        Console.WriteLine($"Conversation {id}");
        try
        {
            var turn = all.Find(turn => turn.Id == id) ?? await host.Conversations.StartAsync(id, inquiry, token);
            turn = await new Terminal(host.Conversations).TalkAsync(turn, token);
            if (turn.Status == ConversationStatus.Asking) return Stop();
            Console.WriteLine(Describe(turn));
            return turn.Status == ConversationStatus.Completed ? Done : Failed;
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested) // Ctrl-C
        {
            Console.WriteLine();
            return Stop();
        }
    }

    public static async Task<int> ListAsync(string database, CancellationToken token)
    {
        await using AgentHost host = AgentHost.Open(database, readOnly: true);
        (await host.ListAsync(token)).ForEach(Print);
        return Done;
    }

    public static async Task<int> ShowAsync(string database, string id, CancellationToken token)
    {
        await using AgentHost host = AgentHost.Open(database, readOnly: true);
        Print(await host.Conversations.GetAsync(id, token));
        foreach (var entry in await host.Admin.ReadJournalAsync(id, token))
        {
            string payload = Encoding.UTF8.GetString(entry.Payload.Span);
            Console.WriteLine($"{entry.Seq,4}  {entry.Kind,-10} {entry.Name} {payload} -> {entry.Outcome}");
        }

        return Done;
    }

    public static async Task<int> ForkAsync(
        string database, string id, long version, string newId, CancellationToken token)
    {
        await using AgentHost host = AgentHost.Open(database, readOnly: false);
        await host.Admin.ForkAsync(id, version, newId, cancellationToken: token);
        Print(await host.Conversations.GetAsync(newId, token));
        return Done;
    }

    private static int Stop()
    {
        Console.WriteLine("Stopped. Start it again, and it goes on here.");
        return Stopped;
    }

    private static void Print(Turn<Question, Outcome> turn) =>
        Console.WriteLine($"{turn.Id}  version {turn.Version}  {turn.Status}: {Describe(turn)}");

    private static string? Describe(Turn<Question, Outcome> turn) => turn.Status switch
    {
        ConversationStatus.Asking => $"{turn.Question}",
        ConversationStatus.Running => "the agent is at work.",
        ConversationStatus.Completed => $"{turn.Result}",
        _ => turn.Error,
    };
}
