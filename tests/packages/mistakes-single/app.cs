#:package Parley@VERSION
using Parley;

var numbers = new Generator<int>(async yield =>
{
    yield(1);
});
Console.WriteLine(string.Join(' ', numbers));
