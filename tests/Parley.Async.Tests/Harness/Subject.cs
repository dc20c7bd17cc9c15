// What a method's signature can't do without.
global using IntBody = Parley.AsyncGeneratorBody<int>;
global using IntGenerator = Parley.AsyncGenerator<int>;
global using IntReturner = Parley.AsyncGenerator<int, int, int>;
global using IntSender = Parley.AsyncGenerator<int, int>;

namespace Parley.Tests.Harness;

/// <summary>What the protocol suite is written against: here the generators that it makes are asynchronous
/// ones.</summary>
internal static class Subject
{
    /// <summary>CPython's words for a call to a generator that is executing.</summary>
    public const string AlreadyExecuting = "asynchronous generator is already running";

    public static AsyncGenerator<TYield> Make<TYield>(Func<Yield<TYield>, AsyncGeneratorBody> body) => new(body);

    public static AsyncGenerator<TYield, TSend> Make<TYield, TSend>(
        Func<Yield<TYield, TSend>, AsyncGeneratorBody> body) =>
        new(body);

    public static AsyncGenerator<TYield, TSend, TReturn> Make<TYield, TSend, TReturn>(
        Func<Yield<TYield, TSend>, AsyncGeneratorBody<TReturn>> body) => new(body);

    /// <summary>For a body that uses its own generator: declares the variable that what <c>Make</c> makes is put
    /// into.</summary>
    public static AsyncGenerator<TYield> Unmade<TYield>() => null!;

    /// <summary>What a loop over it steps.</summary>
    public static object Iterator<TYield>(AsyncGenerator<TYield> generator) => generator.GetAsyncEnumerator();

    /// <summary>For <c>await using</c>: the generator, which the end of the block disposes of.</summary>
    public static IAsyncDisposable Owned<TYield>(AsyncGenerator<TYield> generator) => generator;
}
