using Parley;

var numbers = new Generator<int>(async yield =>
{
    for (int i = 0; i < 3; i++)
    {
        yield(i);
    }
});
Console.WriteLine(string.Join(' ', numbers));

var stubborn = new Generator<int>(async yield =>
{
    try { await yield(1); }
    catch (Exception) { Console.WriteLine("caught"); }
});
stubborn.Next();
stubborn.Close();
