using Parley;
using Shapes;

int closed = 0;
AppDomain.CurrentDomain.FirstChanceException += (_, it) => closed += it.Exception is GeneratorExitException ? 1 : 0;

var average = new Generator<double, double, int>(async yield =>
{
    double total = 0;
    int count = 0;
    for (double sample = await yield(0); !double.IsNaN(sample); sample = await yield(total / count))
    {
        total += sample;
        count++;
    }
    return count;
});
Console.WriteLine($"{average.Next()} {average.Send(10)} {average.Send(30)}");
Console.WriteLine($"{average.TrySend(double.NaN)} {average.Result}");

var areas = new Generator<double>(async yield => { foreach (var square in Square.Some(3)) await yield(square.Area); });
Console.WriteLine(string.Join(' ', areas));

var resource = new Generator<int>(async yield =>
{
    try
    {
        await yield(1);
    }
    finally
    {
        Console.WriteLine("finally");
    }
});
resource.Next();
resource.Close();
Console.WriteLine(closed == 0 ? "closed without an exception" : "closed by an exception");

var failing = new Generator<int>(async yield =>
{
    await yield(1);
    throw new ArithmeticException("on purpose"); // the line that a trace has to name
});
failing.Next();
try
{
    failing.Next();
}
catch (ArithmeticException e)
{
    string? line = e.StackTrace!.Split('\n').FirstOrDefault(it => it.Contains("Program.cs:line"));
    Console.WriteLine(line is null ? "thrown somewhere" : $"thrown in line {line.Split("line ")[1].Trim()}");
}
