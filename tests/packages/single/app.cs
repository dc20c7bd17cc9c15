#:package Parley@VERSION
using Parley;

var numbers = new Generator<int, int>(async yield =>
{
    int sum = 0;
    while (true) sum += await yield(sum);
});
numbers.Next();
Console.WriteLine($"{numbers.Send(1)} {numbers.Send(2)} {numbers.Send(3)}");
