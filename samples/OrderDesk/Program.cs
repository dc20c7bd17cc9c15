// The order desk at the terminal: prints the questions to standard output and reads the answers from standard input.
//
//   dotnet run --project samples/OrderDesk [-- --timeout <seconds>]
//
// Exit codes: 0 if there is an order, 1 if there is none, 2 if the command line is wrong.
using System.Globalization;
using OrderDesk;

const int Ordered = 0, NothingOrdered = 1, BadUsage = 2;

TimeSpan timeout = Timeout.InfiniteTimeSpan;
if (args is ["--timeout", var text]
    && double.TryParse(text, CultureInfo.InvariantCulture, out double seconds)
    && seconds is > 0 and < int.MaxValue / 1000)
{
    timeout = TimeSpan.FromSeconds(seconds);
}
else if (args is not [])
{
    Console.Error.WriteLine("Usage: OrderDesk [--timeout <seconds to wait for each answer>]");
    return BadUsage;
}

await using var conversation = Desk.Serve(new Shop());
Task<string?>? reading = null;
bool isAsking = await conversation.MoveNextAsync();
while (isAsking)
{
    Console.WriteLine(conversation.Current);
    Console.Write("> ");
    try
    {
        // Not ReadLineAsync, which blocks its thread at a terminal. A line that comes too late is the next answer.
        reading ??= Task.Run(Console.ReadLine);
        string? answer = await reading.WaitAsync(timeout);
        reading = null;
        if (Console.IsInputRedirected) Console.WriteLine(answer);
        if (answer is null) break;
        isAsking = await conversation.TrySendAsync(answer);
    }
    catch (TimeoutException e)
    {
        Console.WriteLine();
        isAsking = await conversation.TryThrowAsync(e);
    }
}

await conversation.CloseAsync();
if (!conversation.TryGetResult(out Order? order))
{
    Console.WriteLine("Goodbye. Nothing was ordered.");
    return NothingOrdered;
}

Console.WriteLine(order);
return order.Items.Count > 0 ? Ordered : NothingOrdered;
