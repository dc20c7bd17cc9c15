// What a method's signature can't do without.
global using IntBody = Parley.GeneratorBody<int>;
global using IntGenerator = Parley.Generator<int>;
global using IntReturner = Parley.Generator<int, int, int>;
global using IntSender = Parley.Generator<int, int>;

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
