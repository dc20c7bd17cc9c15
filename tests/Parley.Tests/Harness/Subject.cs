// What a method's signature can't do without.
global using IntBody = Parley.GeneratorBody<int>;
global using IntGenerator = Parley.Generator<int>;
global using IntReturner = Parley.Generator<int, int, int>;
global using IntSender = Parley.Generator<int, int>;
global using TextReturner = Parley.Generator<string, string, string>;

namespace Parley.Tests.Harness;

/// <summary>
/// What the protocol suite (Shared/) is written against: <c>Make</c> and the asynchronous names of every call. Here
/// they are synchronous generators'; the suite's source, compiled beside another <c>Subject</c>, runs on asynchronous
/// ones.
/// </summary>
internal static class Subject
{
    /// <summary>CPython's words for a call to a generator that is executing.</summary>
    public const string AlreadyExecuting = "generator already executing";

    public static Generator<TYield> Make<TYield>(Func<Yield<TYield>, GeneratorBody> body) => new(body);

    public static Generator<TYield, TSend> Make<TYield, TSend>(Func<Yield<TYield, TSend>, GeneratorBody> body) =>
        new(body);

    public static Generator<TYield, TSend, TReturn> Make<TYield, TSend, TReturn>(
        Func<Yield<TYield, TSend>, GeneratorBody<TReturn>> body) => new(body);

    /// <summary>Declares the variable of a generator that its own body uses, before it is made.</summary>
    public static Generator<TYield> Unmade<TYield>() => null!;

    /// <summary>What a loop over it steps.</summary>
    public static object Iterator<TYield>(Generator<TYield> generator) => generator.GetEnumerator();

    /// <summary>For <c>await using</c>: the generator, which the end of the block disposes of.</summary>
    public static IAsyncDisposable Owned<TYield>(Generator<TYield> generator) => new Loop<TYield>(generator);

    /// <summary>The ways to drive a generator by answering it, for <c>Drive</c>.</summary>
    public static TheoryData<string> Runs => ["Run", "RunAsync", "RunAsync with a token"];

    /// <summary>Drives the generator to its end in that way.</summary>
    public static ValueTask Drive<TYield, TSend>(
        string way, Generator<TYield, TSend> generator, Func<TYield, TSend> respond)
    {
        if (way == "RunAsync") return generator.RunAsync(async value => { await Task.Yield(); return respond(value); });
        if (way != "Run") return generator.RunAsync(async (value, token) => respond(value));
        generator.Run(respond);
        return default;
    }

    /// <inheritdoc cref="Drive{TYield, TSend}"/>
    public static ValueTask<TReturn> Drive<TYield, TSend, TReturn>(
        string way, Generator<TYield, TSend, TReturn> generator, Func<TYield, TSend> respond) =>
        way == "Run" ? new(generator.Run(respond))
        : way != "RunAsync" ? generator.RunAsync(async (value, token) => respond(value))
        : generator.RunAsync(async value => { await Task.Yield(); return respond(value); });

    /// <summary>The ways to run a block in a scope, for <c>Scope</c>.</summary>
    public static TheoryData<string> Scopes => ["Run", "Run with a value", "RunAsync", "RunAsync with a value"];

    /// <summary>Runs the block in that way, and tells whether it completed.</summary>
    public static ValueTask<bool> Scope<TYield>(string way, Func<Generator<TYield>> factory, Action<TYield> block) =>
        way switch
        {
            "Run" => new(GeneratorScope.Run(factory, block)),
            "Run with a value" => new(
                Completed(GeneratorScope.Run(factory, value => { block(value); return "value"; }))),
            _ => ScopeAsync(way, factory, block),
        };

    private static async ValueTask<bool> ScopeAsync<TYield>(
        string way, Func<Generator<TYield>> factory, Action<TYield> block) =>
        way == "RunAsync"
            ? await GeneratorScope.RunAsync(factory, async value => { await Task.Yield(); block(value); })
            : Completed(await GeneratorScope.RunAsync(
                factory, async value => { await Task.Yield(); block(value); return "value"; }));

    private static bool Completed(ScopeResult<string> result)
    {
        Assert.Equal(result.Completed ? "value" : null, result.Value);
        return result.Completed;
    }

    extension<TYield>(Generator<TYield> generator)
    {
        /// <summary>Lets <c>await foreach</c> do what <c>foreach</c> does.</summary>
        public IAsyncEnumerator<TYield> GetAsyncEnumerator() => new Loop<TYield>(generator.GetEnumerator());

        public ValueTask<bool> MoveNextAsync() => new(generator.MoveNext());

        public ValueTask<TYield> NextAsync() => new(generator.Next());

        public ValueTask<TYield> ThrowAsync(Exception exception) => new(generator.Throw(exception));

        public ValueTask<bool> TryThrowAsync(Exception exception) => new(generator.TryThrow(exception));

        public ValueTask CloseAsync()
        {
            generator.Close();
            return default;
        }

        public ValueTask DisposeAsync()
        {
            generator.Dispose();
            return default;
        }
    }

    extension<TYield, TSend>(Generator<TYield, TSend> generator)
    {
        public ValueTask<TYield> SendAsync(TSend value) => new(generator.Send(value));

        public ValueTask<bool> TrySendAsync(TSend value) => new(generator.TrySend(value));

        public ValueTask<TYield> ResumeAsync(TSend value) => new(generator.Resume(value));

        public ValueTask<bool> TryResumeAsync(TSend value) => new(generator.TryResume(value));

        public ValueTask<ConverseResult> ConverseAsync(Generator<TSend, TYield> second) =>
            new(generator.Converse(second));
    }

    extension<TYield, TSend, TReturn>(Generator<TYield, TSend, TReturn> generator)
    {
        public ValueTask<(List<TYield> Values, TReturn Result)> CollectAsync() => new(generator.Collect());
    }

    private sealed class Loop<TYield>(Generator<TYield> generator) : IAsyncEnumerator<TYield>
    {
        public TYield Current => generator.Current;

        public ValueTask<bool> MoveNextAsync() => new(generator.MoveNext());

        public ValueTask DisposeAsync()
        {
            generator.Dispose();
            return default;
        }
    }
}
