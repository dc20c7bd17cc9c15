// Draws a winner: with the real clock, console, file and random numbers; as it was recorded; or with a full disk.
//
//   dotnet run --project samples/Effects [-- record|replay|fail <recording>]
//
// Exit codes: 0; 2 if the command line, a file or the input is wrong.
using Effects;
using Parley;

var live = new Live(Console.In, Console.Out, Path.Combine(AppContext.BaseDirectory, "winners.txt"));
try
{
    using TextWriter? recording = args is ["record", var made] ? File.CreateText(made) : null;
    using TextReader? recorded = args is ["replay" or "fail", var kept] ? File.OpenText(kept) : null;
    Func<Request, object>? handler = args switch
    {
        [] => live.Answer,
        ["record", _] => Handlers.Recorded(live.Answer, recording!),
        ["replay", _] => Handlers.Replayed(recorded!),
        ["fail", _] => Handlers.Failing<Save>(Handlers.Replayed(recorded!), "the disk is full."),
        _ => null,
    };
    if (handler is null)
    {
        Console.Error.WriteLine("Usage: Effects [record|replay|fail <recording>]");
        return 2;
    }

    Console.WriteLine(Raffle.Draw("Ada", "Alan", "Grace").Trace(Console.WriteLine).Run(handler));
    return 0;
}
catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException or ArgumentException)
{
    Console.Error.WriteLine($"Effects: {e.Message}");
    return 2;
}
