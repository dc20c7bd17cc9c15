using Xunit;
using static Parley.GeneratorState;

namespace Parley.Tests.Exact;

/// <summary>Every error of Parley's own, word for word.</summary>
internal static class Messages
{
    public const string AlreadyExecuting =
        "A generator already executing can't be advanced, sent to, thrown into or closed. Let the call that is " +
        "running it return first.";
    public const string AlreadyRunning =
        "The asynchronous generator is already running, and a generator already executing can't be advanced, sent " +
        "to, thrown into or closed. Await the pending call first.";
    public const string JustStarted =
        "There is no paused yield to take the value: can't send non-None value to a just-started generator. Run " +
        "it to its first yield with Prime(), Next() or MoveNext(), then send.";
    public const string IgnoredExit =
        "The generator ignored GeneratorExit: its body yielded while it was being closed. Leave the body once a " +
        "GeneratorExitException is raised at its yield; a catch of every Exception takes that one too, unless it " +
        "says 'when (e is not GeneratorExitException)'.";
    public const string RaisedStopIteration =
        "The generator raised StopIteration: a StopIterationException left its body, most often from a Next() or " +
        "Send() on another generator that had ended. Use 'return' to end a body, and MoveNext() or TrySend() to " +
        "advance another generator.";
    public const string NotInItsBody =
        "This yield was used outside of the running body that it was given to. Call and await it there only, not " +
        "in a nested lambda, another generator's body, an async Task method, or after the end.";
    public const string NoGenerator =
        "This yield belongs to no generator: it is a default value. Await what the 'yield' parameter of the body " +
        "returns.";
    public const string NotAnAsyncBody =
        "The generator has no body of its own to run: its body must be an async method or lambda, called anew for " +
        "each generator, and not a default or an already used GeneratorBody.";
    public const string OtherSendType =
        "The outer generator is sent values of type System.Int32, the inner one takes System.String. Delegate to " +
        "a generator with the same send type, or to one without sends.";
    public const string CannotSend =
        "A value was sent while the generator delegates to an IEnumerable, which can't take one: an enumerable " +
        "has no send. Advance with Next() or MoveNext() meanwhile, or delegate to a generator.";
    public const string NoResultYet =
        "The generator has no result yet: its body hasn't returned. Advance it to its end first, or use " +
        "TryGetResult.";
    public const string NoResult =
        "The generator has no result: it was closed before its body returned. Use TryGetResult where that may be.";
    public const string NoResultButFailure =
        "The generator has no result: its body failed, see the inner exception. Use TryGetResult where that may " +
        "be.";
    public const string AlreadyPrimed =
        "The generator has been started already, and Prime runs a new one to its first yield. Prime it once, " +
        "right after it was made.";

    /// <summary>The call throws exactly an <see cref="InvalidOperationException"/> with exactly this text.</summary>
    public static InvalidOperationException Says(string message, Action call)
    {
        var exception = Assert.Throws<InvalidOperationException>(call);
        Assert.Equal(message, exception.Message);
        return exception;
    }

    /// <inheritdoc cref="Says(string, Action)"/>
    public static async Task Says(string message, Func<Task> call) =>
        Assert.Equal(message, (await Assert.ThrowsAsync<InvalidOperationException>(call)).Message);

    /// <summary>Every call to a generator that is executing says so, and nothing changes.</summary>
    public static void AllRefuse(Generator<int, int, int> g)
    {
        Action[] calls =
        [
            () => g.Next(), () => g.MoveNext(), () => g.Send(1), () => g.TrySend(1),
            () => g.Throw(new FormatException()), () => g.TryThrow(new FormatException()),
            () => g.Throw(new GeneratorExitException()), g.Close, g.Dispose, () => g.ElementAt(0),
        ];
        Assert.All(calls, call => Says(AlreadyExecuting, call));
        Assert.Equal(Running, g.State);
    }
}

/// <summary>Names the method of <c>Parley.Engine.Errors</c> whose text a test provokes.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class MessageAttribute(string method) : Attribute
{
    public string Method { get; } = method;
}
