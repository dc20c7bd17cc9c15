// What the tests are written in.
global using Parley.Tests.Harness;
global using Xunit;
global using static Parley.Tests.Harness.Expect;

namespace Parley.Tests.Harness;

/// <summary>The vocabulary of the tests: each fails when nothing happens.</summary>
internal static class Expect
{
    /// <summary>The call gives this value.</summary>
    public static async Task Yields<T>(T expected, ValueTask<T> call) => Assert.Equal(expected, await call);

    /// <summary>The call tells of the end, by an exception that carries this value.</summary>
    public static async Task Returns<TReturn, T>(TReturn expected, Func<ValueTask<T>> call)
    {
        var end = await Assert.ThrowsAsync<StopIterationException<TReturn>>(async () => await call());
        Assert.Equal(expected, end.Value);
        Assert.Equal(expected, ((StopIterationException)end).Value);
    }

    /// <summary>The call tells of an end that was told of before, or at which nothing was returned, by an exception
    /// that could carry a value and carries none.</summary>
    public static async Task ReturnsNothing<TReturn, T>(Func<ValueTask<T>> call)
    {
        var end = await Assert.ThrowsAsync<StopIterationException<TReturn>>(async () => await call());
        Assert.Equal(default, end.Value);
        Assert.Null(((StopIterationException)end).Value);
    }

    /// <summary>The call tells of the end, by an exception that carries no value.</summary>
    public static async Task Ends<T>(Func<ValueTask<T>> call)
    {
        var end = await Assert.ThrowsAsync<StopIterationException>(async () => await call());
        Assert.Null(end.Value);
    }

    /// <summary>For the inside of a body, which can't await it: what the call gives, at once.</summary>
    public static T Now<T>(ValueTask<T> call)
    {
        Assert.True(call.IsCompleted, "The call is still under way.");
        return call.GetAwaiter().GetResult();
    }

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

    /// <summary>The call throws an <see cref="InvalidOperationException"/> whose message has these words,
    /// CPython's.</summary>
    public static async Task<InvalidOperationException> Refuses<T>(string words, Func<ValueTask<T>> call)
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(async () => await call());
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
        return exception;
    }

    /// <inheritdoc cref="Refuses{T}(string, Func{ValueTask{T}})"/>
    public static async Task<InvalidOperationException> Refuses(string words, Func<ValueTask> call) =>
        await Refuses<bool>(words, async () => { await call(); return true; });

    /// <summary>The call throws the error for an end that left a body; its cause is this end.</summary>
    public static async Task<InvalidOperationException> Wraps<T>(Exception end, Func<ValueTask<T>> call)
    {
        var error = await Refuses("generator raised StopIteration", call);
        Assert.Same(end, error.InnerException);
        return error;
    }

    /// <inheritdoc cref="Wraps{T}(Exception, Func{ValueTask{T}})"/>
    public static async Task<InvalidOperationException> Wraps(Exception end, Func<ValueTask> call) =>
        await Wraps<bool>(end, async () => { await call(); return true; });
}
