using Xunit;

namespace Parley.Tests.Harness;

/// <summary>The vocabulary of the tests: each fails when nothing happens.</summary>
internal static class Expect
{
    /// <summary>The call gives this value.</summary>
    public static async Task Yields<T>(T expected, ValueTask<T> call) => Assert.Equal(expected, await call);

    /// <summary>The call throws exactly this type of exception, which is given back.</summary>
    public static async Task<TException> Throws<TException>(Func<ValueTask> call)
        where TException : Exception =>
        await Assert.ThrowsAsync<TException>(async () => await call());

    /// <inheritdoc cref="Throws{TException}(Func{ValueTask})"/>
    public static async Task<TException> Throws<TException, T>(Func<ValueTask<T>> call)
        where TException : Exception =>
        await Assert.ThrowsAsync<TException>(async () => await call());

    /// <summary>The call throws this very instance.</summary>
    public static async Task Throws<T>(Exception expected, Func<ValueTask<T>> call) =>
        Assert.Same(expected, await Record.ExceptionAsync(async () => await call()));

    /// <inheritdoc cref="Throws{T}(Exception, Func{ValueTask{T}})"/>
    public static async Task Throws(Exception expected, Func<ValueTask> call) =>
        Assert.Same(expected, await Record.ExceptionAsync(async () => await call()));

    /// <summary>The call throws the end of a generator, with this value.</summary>
    public static async Task Returns<TReturn, T>(TReturn expected, Func<ValueTask<T>> call) =>
        Assert.Equal(expected, (await Throws<StopIterationException<TReturn>, T>(call)).Value);

    /// <summary>The call throws an <see cref="InvalidOperationException"/> whose message has these words, CPython's.</summary>
    public static async Task<InvalidOperationException> Refuses<T>(string words, Func<ValueTask<T>> call)
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(async () => await call());
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
        return exception;
    }

    /// <inheritdoc cref="Refuses{T}(string, Func{ValueTask{T}})"/>
    public static async Task<InvalidOperationException> Refuses(string words, Func<ValueTask> call) =>
        await Refuses<bool>(words, async () =>
        {
            await call();
            return true;
        });
}
