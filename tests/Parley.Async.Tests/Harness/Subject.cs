// What a method's signature can't do without.
global using IntBody = Parley.AsyncGeneratorBody<int>;
global using IntGenerator = Parley.AsyncGenerator<int>;
global using IntReturner = Parley.AsyncGenerator<int, int, int>;
global using IntSender = Parley.AsyncGenerator<int, int>;
global using TextReturner = Parley.AsyncGenerator<string, string, string>;

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

    /// <summary>The ways to drive a generator by answering it, for <c>Drive</c>.</summary>
    public static TheoryData<string> Runs => ["RunAsync", "RunAsync with a token"];

    /// <summary>Drives the generator to its end in that way.</summary>
    public static ValueTask Drive<TYield, TSend>(
        string way, AsyncGenerator<TYield, TSend> generator, Func<TYield, TSend> respond) =>
        way == "RunAsync"
            ? generator.RunAsync(async value => { await Task.Yield(); return respond(value); })
            : generator.RunAsync(async (value, token) => respond(value));

    /// <inheritdoc cref="Drive{TYield, TSend}"/>
    public static ValueTask<TReturn> Drive<TYield, TSend, TReturn>(
        string way, AsyncGenerator<TYield, TSend, TReturn> generator, Func<TYield, TSend> respond) =>
        way == "RunAsync"
            ? generator.RunAsync(async value => { await Task.Yield(); return respond(value); })
            : generator.RunAsync(async (value, token) => respond(value));

    /// <summary>The ways to run a block in a scope, for <c>Scope</c>.</summary>
    public static TheoryData<string> Scopes => ["RunAsync", "RunAsync with a value"];

    /// <summary>Runs the block in that way, and tells whether it completed.</summary>
    public static async ValueTask<bool> Scope<TYield>(
        string way, Func<AsyncGenerator<TYield>> factory, Action<TYield> block)
    {
        if (way == "RunAsync")
        {
            return await GeneratorScope.RunAsync(factory, async value => { await Task.Yield(); block(value); });
        }

        var result = await GeneratorScope.RunAsync(
            factory, async value => { await Task.Yield(); block(value); return "value"; });
        Assert.Equal(result.Completed ? "value" : null, result.Value);
        return result.Completed;
    }
}
