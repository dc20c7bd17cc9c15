using System.Diagnostics;

namespace Parley.Engine;

/// <summary>Parley's own errors: whole sentences that keep CPython's words and say what to do instead.</summary>
[DebuggerStepThrough, StackTraceHidden]
internal static class Errors
{
    internal static InvalidOperationException AlreadyExecuting() => new(
        "A generator already executing can't be advanced, sent a value, thrown into or closed. " +
        "Let the call that is running it return first.");

    internal static InvalidOperationException AlreadyRunning() => new(
        "The asynchronous generator is already running, and a generator already executing can't be advanced, sent a " +
        "value, thrown into or closed. Await the pending call first.");

    internal static InvalidOperationException JustStarted() => new(
        "There is no paused yield to receive the value: can't send non-None value to a just-started generator. " +
        "Run it to its first yield with Prime(), Next() or MoveNext() before sending.");

    internal static InvalidOperationException IgnoredExit() => new(
        "The generator ignored GeneratorExit: its body yielded while it was being closed. The body must leave when a " +
        "GeneratorExitException is raised at its yield. A 'catch (Exception e)' there catches it, too, unless it " +
        "says 'when (e is not GeneratorExitException)'.");

    internal static InvalidOperationException RaisedStopIteration(StopIterationException cause) => new(
        "The generator raised StopIteration: a StopIterationException escaped its body, most likely from calling " +
        "Next() or Send() on another generator that had ended. Use 'return' to end a body, and MoveNext() or " +
        "TrySend() to advance another generator.", cause);

    internal static InvalidOperationException NotInItsBody() => new(
        "This yield was used outside of the running body that it was passed to. Call and await it only there, not in " +
        "a nested lambda, another generator's body or an async Task method, and not after the body has ended.");

    internal static InvalidOperationException NoGenerator() => new(
        "This awaitable belongs to no generator: it is a default value. Await what the body's 'yield' parameter " +
        "returns.");

    internal static InvalidOperationException NotAnAsyncBody() => new(
        "The generator has no body of its own to run. The body must be an async method or lambda that is called " +
        "anew for each generator, not a default GeneratorBody or one that was used before.");

    internal static InvalidOperationException OtherSendType(Type expected, Type actual) => new(
        $"The outer generator is sent values of type {expected}, but the inner one takes {actual}. Delegate to a " +
        "generator with the same send type or to one that can't be sent values, or yield its values in a 'foreach'.");

    internal static InvalidOperationException CannotSend() => new(
        "A value was sent while the generator was delegating to an enumerable, which has no send. Use Next() or " +
        "MoveNext() until the enumerable ends, or delegate to a generator.");

    internal static InvalidOperationException NoResultYet() => new(
        "The generator has no result yet: its body hasn't returned. Advance it to its end first, or use TryGetResult.");

    internal static InvalidOperationException NoResult(Exception? failure) => new(
        failure is null
            ? "The generator has no result: it was closed before its body returned. Use TryGetResult if that can " +
                "happen."
            : "The generator has no result: its body failed. See the inner exception, and use TryGetResult if that " +
                "can happen.",
        failure);

    internal static InvalidOperationException AlreadyPrimed() => new(
        "The generator has already been started, but Prime runs a new one to its first yield. Prime a generator " +
        "once, right after creating it.");
}
