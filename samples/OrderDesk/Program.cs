// The order desk at the terminal. README.md says what can be done with it.
//
//   dotnet run --project samples/OrderDesk -- --database orders.db
//
// Exit codes: 0 if there is an order, or what was asked for is done; 1 if there is no order; 2 if it is refused, or the
// command line is wrong; 3 if it was stopped in the middle.
using System.CommandLine;
using System.Globalization;
using Microsoft.Data.Sqlite;
using OrderDesk;
using Parley.Durable;

Option<string> database = new("--database")
{
    Description = "The file that keeps the conversations; without it, they end with the program.",
    HelpName = "FILE", Recursive = true,
};
Option<string> which = new("--id")
{
    Description =
        "The conversation to go on with or to begin; without it, the only one that hasn't ended, or a new one.",
    HelpName = "ID",
};
Option<double?> timeout = new("--timeout")
{
    Description = "How long a new conversation waits for each answer before it asks again.", HelpName = "SECONDS",
    CustomParser = result =>
    {
        bool isNumber = double.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out double seconds);
        if (isNumber && seconds is > 0 and < int.MaxValue) return seconds;
        result.AddError("--timeout takes a positive number of seconds.");
        return null;
    },
};
Argument<string> id = new("ID") { Description = "The conversation." };
Argument<long> version = new("VERSION") { Description = "The version at which it asked a question: see show." };

RootCommand root = new("Takes an order. The answer 'leave' ends it; Ctrl-C only stops it.")
{
    database, which, timeout,
};
root.SetAction((line, token) =>
    Verbs.TalkAsync(line.GetValue(database), line.GetValue(which), line.GetValue(timeout), token));
Add(new("list", "Lists the conversations, beside the program that has them."), (file, _, token) =>
    Verbs.ListAsync(file, token));
Add(new("show", "Shows a conversation and its journal, beside the program that has it.") { id }, (file, line, token) =>
    Verbs.ShowAsync(file, line.GetValue(id)!, token));
Add(new("cancel", "Ends a conversation, and puts back what was taken.") { id }, (file, line, token) =>
    Verbs.CancelAsync(file, line.GetValue(id)!, token));
Add(new("fork", "Begins a conversation that is where another one was.") { id, version }, (file, line, token) =>
    Verbs.ForkAsync(file, line.GetValue(id)!, line.GetValue(version), token));

ParseResult parsed = root.Parse(args);
foreach (var error in parsed.Errors) Console.Error.WriteLine($"OrderDesk: {error.Message}");
if (parsed.Errors.Count > 0)
{
    Console.Error.WriteLine("--help says what it takes.");
    return Verbs.Refused;
}

try
{
    return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false });
}
catch (Exception e) when (e is ConversationException or SqliteException or ArgumentException or IOException)
{
    Console.Error.WriteLine($"OrderDesk: {e.Message}");
    return Verbs.Refused;
}

void Add(Command command, Func<string, ParseResult, CancellationToken, Task<int>> act)
{
    command.Validators.Add(result =>
    {
        if (result.GetValue(database) is null) result.AddError($"{command.Name} needs a --database.");
    });
    command.SetAction((line, token) => act(line.GetValue(database)!, line, token));
    root.Subcommands.Add(command);
}
