// The support agent at the terminal. README.md says what can be done with it.
//
//   dotnet run --project samples/SupportAgent -- --database support.db
//
// Exit codes: 0 if the conversation has ended, or what was asked for is done; 1 if it can't go on; 2 if it is refused,
// or the command line is wrong; 3 if it was stopped in the middle.
using System.ClientModel;
using System.CommandLine;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;
using Parley.Durable;
using SupportAgent;

Option<string> database = new("--database")
{
    Description = "The file that keeps the conversations and the orders.", HelpName = "FILE", Recursive = true,
    Required = true,
};
Option<string> which = new("--id")
{
    Description =
        "The conversation to go on with or to begin; without it, the only one that hasn't ended, or a new one.",
    HelpName = "ID",
};
Option<string> customer = new("--customer")
{
    Description = "Who asks in a new conversation.", HelpName = "NAME", DefaultValueFactory = _ => "Ada",
};
Option<string> model = new("--model")
{
    Description = "A language model instead of the scripted one. OPENAI_API_KEY has the key, if it wants one.",
    HelpName = "NAME",
};
Option<Uri> endpoint = new("--endpoint")
{
    Description = "Where the model is: whatever talks as OpenAI does.", HelpName = "URL",
    CustomParser = result =>
    {
        if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url) && url.Scheme.StartsWith("http"))
            return url;
        result.AddError("--endpoint takes an address that begins with http.");
        return null;
    },
};
Argument<string> id = new("ID") { Description = "The conversation." };
Argument<long> version = new("VERSION") { Description = "The version at which it asked a question: see show." };
Argument<string> newId = new("NEW-ID") { Description = "What the new conversation is called." };

RootCommand root = new("Helps a customer of a shop. The answer 'bye' ends it; Ctrl-C only stops it.")
{
    database, which, customer, model, endpoint,
};
root.Validators.Add(result =>
{
    if (result.GetResult(endpoint) is not null && result.GetResult(model) is null)
        result.AddError("--endpoint needs a --model.");
});
root.SetAction((line, token) => Verbs.TalkAsync(
    line.GetValue(database)!, line.GetValue(which), new Inquiry(line.GetValue(customer)!),
    () => Client(line.GetValue(model), line.GetValue(endpoint)), token));
Add(new("list", "Lists the conversations, beside the program that has them."), (line, token) =>
    Verbs.ListAsync(line.GetValue(database)!, token));
Add(new("show", "Shows a conversation and its journal, beside the program that has it.") { id }, (line, token) =>
    Verbs.ShowAsync(line.GetValue(database)!, line.GetValue(id)!, token));
Add(new("fork", "Begins a conversation that is where another one was.") { id, version, newId }, (line, token) =>
    Verbs.ForkAsync(
        line.GetValue(database)!, line.GetValue(id)!, line.GetValue(version), line.GetValue(newId)!, token));

ParseResult parsed = root.Parse(args);
foreach (var error in parsed.Errors) Console.Error.WriteLine($"SupportAgent: {error.Message}");
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
    Console.Error.WriteLine($"SupportAgent: {e.Message}");
    return Verbs.Refused;
}

void Add(Command command, Func<ParseResult, CancellationToken, Task<int>> act)
{
    command.SetAction(act);
    root.Subcommands.Add(command);
}

static IChatClient Client(string? model, Uri? endpoint)
{
    if (model is null) return new ScriptedClient(TimeSpan.FromMilliseconds(50));
    ApiKeyCredential key = new(Environment.GetEnvironmentVariable("OPENAI_API_KEY") ?? "none");
    OpenAIClientOptions options = new();
    if (endpoint is not null) options.Endpoint = endpoint;
    return new ChatClient(model, key, options).AsIChatClient();
}
