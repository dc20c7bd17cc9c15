using System.Security.Cryptography;
using System.Text;
using Parley.Durable;

namespace OrderDesk;

/// <summary>What the program can be told to do. Each returns the exit code.</summary>
internal static class Verbs
{
    public const int Done = 0, NothingOrdered = 1, Refused = 2, Stopped = 3;

    public static async Task<int> TalkAsync(string? database, string? id, double? seconds, CancellationToken token)
    {
        await using DeskHost host = await DeskHost.StartAsync(database, token);
        var all = await host.ListAsync(token);
        var unfinished = all.FindAll(turn => !turn.HasEnded);
        if (id is null && unfinished.Count > 1)
        {
            Console.Error.WriteLine("There are several conversations. Say which one goes on: --id ID");
            unfinished.ForEach(Print);
            return Refused;
        }

        id ??= unfinished is [var only] ? only.Id : NewId();
        Console.WriteLine($"Conversation {id}");
        try
        {
            var turn = all.Find(turn => turn.Id == id) ?? await host.Orders.StartAsync(id, new Visit(seconds), token);
            turn = await new Terminal(host.Orders).TalkAsync(turn, token);
            if (turn.Status == ConversationStatus.Asking) return Stop(database);
            Console.WriteLine(Describe(turn));
            return turn.Result?.Items.Count > 0 ? Done : NothingOrdered;
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested) // Ctrl-C
        {
            Console.WriteLine();
            return Stop(database);
        }
    }

    public static async Task<int> ListAsync(string database, CancellationToken token)
    {
        await using DeskHost host = DeskHost.Open(database, readOnly: true);
        (await host.ListAsync(token)).ForEach(Print);
        return Done;
    }

    public static async Task<int> ShowAsync(string database, string id, CancellationToken token)
    {
        await using DeskHost host = DeskHost.Open(database, readOnly: true);
        Print(await host.Orders.GetAsync(id, token));
        foreach (var entry in await host.Admin.ReadJournalAsync(id, token))
        {
            string payload = Encoding.UTF8.GetString(entry.Payload.Span);
            Console.WriteLine($"{entry.Seq,4}  {entry.Kind,-10} {entry.Name} {payload} -> {entry.Outcome}");
        }

        return Done;
    }

    public static async Task<int> CancelAsync(string database, string id, CancellationToken token)
    {
        await using DeskHost host = await DeskHost.StartAsync(database, token);
        var turn = await host.Orders.CloseAsync(id, token);
        // While an effect runs that a kill has left, the wish to close is noted, and granted at the next question.
        while (!turn.HasEnded && turn.Status != ConversationStatus.Stuck)
            turn = await new Terminal(host.Orders).AfterAsync(turn, token);
        Print(turn);
        return turn.Status == ConversationStatus.Canceled ? Done : NothingOrdered;
    }

    public static async Task<int> ForkAsync(string database, string id, long version, CancellationToken token)
    {
        await using DeskHost host = DeskHost.Open(database, readOnly: false);
        var row = await host.Admin.ForkAsync(id, version, NewId(), cancellationToken: token);
        Print(await host.Orders.GetAsync(row.Id, token));
        return Done;
    }

    private static string NewId() => RandomNumberGenerator.GetHexString(8, lowercase: true);

    private static int Stop(string? database)
    {
        Console.WriteLine(database is null
            ? "Stopped. Without --database, nothing is kept." : "Stopped. Start it again, and it goes on here.");
        return Stopped;
    }

    private static void Print(Turn<string, Order> turn) =>
        Console.WriteLine($"{turn.Id}  version {turn.Version}  {turn.Status}: {Describe(turn)}");

    private static string? Describe(Turn<string, Order> turn) => turn.Status switch
    {
        ConversationStatus.Asking => turn.Question,
        ConversationStatus.Running => "somebody is in the storeroom.",
        ConversationStatus.Completed => $"{turn.Result}",
        ConversationStatus.Canceled => "Goodbye. Nothing was ordered.",
        _ => turn.Error,
    };
}
