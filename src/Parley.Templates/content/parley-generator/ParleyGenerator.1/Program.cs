using System.Globalization;
using ParleyGenerator._1;

using var average = RunningAverage.Create();
average.Next(); // runs to the first yield
Console.WriteLine("A number a line, please; an empty line ends it.");
while (Console.ReadLine() is { Length: > 0 } line)
{
    bool isNumber = double.TryParse(line, NumberStyles.Float, CultureInfo.CurrentCulture, out double sample);
    if (isNumber && !double.IsNaN(sample))
    {
        Console.WriteLine($"The average so far: {average.Send(sample)}");
    }
}

average.TrySend(double.NaN);
Console.WriteLine($"{average.Result} numbers.");
