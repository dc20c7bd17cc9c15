namespace Parley.Tests.Harness;

/// <summary>
/// What the protocol suite (Protocol/) is written against: <c>Make</c> and the asynchronous names of every call. Here they
/// are synchronous generators'; the suite's source, compiled beside another <c>Subject</c>, runs on asynchronous ones.
/// </summary>
internal static class Subject
{
    public static Generator<TYield> Make<TYield>(Func<Yield<TYield>, GeneratorBody> body) => new(body);

    public static Generator<TYield, TSend> Make<TYield, TSend>(Func<Yield<TYield, TSend>, GeneratorBody> body) => new(body);

    public static Generator<TYield, TSend, TReturn> Make<TYield, TSend, TReturn>(
        Func<Yield<TYield, TSend>, GeneratorBody<TReturn>> body) => new(body);

    extension<TYield>(Generator<TYield> generator)
    {
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
}
