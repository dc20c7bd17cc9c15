namespace Parley.Tests.Oracle;

/// <summary>The synchronous names of the calls, for the programs and the model. They come back when the call has
/// completed, and meanwhile let what waits go on (<see cref="Later"/>).</summary>
public static class Blocking
{
    extension<TYield>(AsyncGenerator<TYield> generator)
    {
        public bool MoveNext() => Result(generator.MoveNextAsync());
        public TYield Next() => Result(generator.NextAsync());
        public TYield Throw(Exception exception) => Result(generator.ThrowAsync(exception));
        public bool TryThrow(Exception exception) => Result(generator.TryThrowAsync(exception));
        public void Close() => Finish(generator.CloseAsync());
        public void Dispose() => Finish(generator.DisposeAsync());
    }

    extension<TYield, TSend>(AsyncGenerator<TYield, TSend> generator)
    {
        public TYield Send(TSend value) => Result(generator.SendAsync(value));
        public bool TrySend(TSend value) => Result(generator.TrySendAsync(value));
    }

    private static T Result<T>(ValueTask<T> call)
    {
        while (!call.IsCompleted) Later.RunNext();
        return call.GetAwaiter().GetResult();
    }

    private static void Finish(ValueTask call)
    {
        while (!call.IsCompleted) Later.RunNext();
        call.GetAwaiter().GetResult();
    }
}
