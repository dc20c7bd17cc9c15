using System.Threading.Channels;
using Library;
using Parley;

var average = Averages.Running();
Console.WriteLine($"{average.Next()} {average.Send(10)} {average.Send(30)}");
Console.WriteLine($"{average.TrySend(double.NaN)} {average.Result}");
Console.WriteLine(string.Join(' ', Averages.Deep(3)));

var greet = new Generator<string, string, string>(async yield =>
    $"Hello, {await yield.From(Ask("First name?"))} {await yield.From(Ask("Last name?"))}!");
Console.WriteLine(greet.Run(question => question == "First name?" ? "Ada" : "Lovelace"));

var lines = Channel.CreateUnbounded<string>();
foreach (string line in (string[])["one", "three"]) lines.Writer.TryWrite(line);
lines.Writer.Complete();
var lengths = new AsyncGenerator<int, string>(async yield =>
{
    string line = await yield();
    while (true)
    {
        await Task.Yield();
        line = await yield(line.Length);
    }
});
await foreach (int length in lines.Reader.Through(lengths)) Console.WriteLine(length);

var counting = new Generator<int>(async yield => { for (int i = 1; ; i++) await yield(i); });
counting.Next();
var fork = counting.Fork();
Console.WriteLine($"{counting.Next()} {counting.Next()} {fork.Next()}");

static Generator<string, string, string> Ask(string question) => new(async yield => await yield(question));
