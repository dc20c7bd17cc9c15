using Parley;

var average = new Generator<double, double>(async yield =>
{
    double total = 0, average = 0;
    for (int count = 1; ; count++)
    {
        total += await yield(average);
        average = total / count;
    }
});
average.Next();
average.Send(10);
System.Console.WriteLine(average.Send(30));
