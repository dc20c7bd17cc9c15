using System.Diagnostics;

namespace Parley.Engine;

/// <summary>Every error of Parley's own: whole sentences that keep CPython's words and say what to do
/// instead.</summary>
[DebuggerStepThrough, StackTraceHidden]
internal static class Errors
{
    internal static InvalidOperationException AlreadyExecuting() => new(
        "A generator already executing can't be advanced, sent to, thrown into or closed. " +
        "Let the call that is running it return first.");

    internal static InvalidOperationException AlreadyRunning() => new(
        "The asynchronous generator is already running, and a generator already executing can't be advanced, sent " +
        "to, thrown into or closed. Await the pending call first.");

    internal static InvalidOperationException JustStarted() => new(
        "There is no paused yield to take the value: can't send non-None value to a just-started generator. " +
        "Run it to its first yield with Prime(), Next() or MoveNext(), then send.");

    internal static InvalidOperationException IgnoredExit() => new(
        "The generator ignored GeneratorExit: its body yielded while it was being closed. Leave the body once a " +
        "GeneratorExitException is raised at its yield; a catch of every Exception takes that one too, unless it " +
        "says 'when (e is not GeneratorExitException)'.");

    internal static InvalidOperationException RaisedStopIteration(StopIterationException cause) => new(
        "The generator raised StopIteration: a StopIterationException left its body, most often from a Next() or " +
        "Send() on another generator that had ended. Use 'return' to end a body, and MoveNext() or TrySend() to " +
        "advance another generator.", cause);

    internal static InvalidOperationException NotInItsBody() => new(
        "This yield was used outside of the running body that it was given to. Call and await it there only, not in " +
        "a nested lambda, another generator's body, an async Task method, or after the end.");

    internal static InvalidOperationException NoGenerator() => new(
        "This yield belongs to no generator: it is a default value. Await what the 'yield' parameter of the body " +
        "returns.");

    internal static InvalidOperationException NotAnAsyncBody() => new(
        "The generator has no body of its own to run: its body must be an async method or lambda, called anew for " +
        "each generator, and not a default or an already used GeneratorBody.");

    internal static InvalidOperationException OtherSendType(Type expected, Type actual) => new(
        $"The outer generator is sent values of type {expected}, the inner one takes {actual}. Delegate to a " +
        "generator with the same send type, or to one without sends.");

    internal static InvalidOperationException CannotSend() => new(
        "A value was sent while the generator delegates to an IEnumerable, which can't take one: an enumerable has " +
        "no send. Advance with Next() or MoveNext() meanwhile, or delegate to a generator.");

    internal static InvalidOperationException NoResultYet() => new(
        "The generator has no result yet: its body hasn't returned. Advance it to its end first, or use TryGetResult.");

    internal static InvalidOperationException NoResult(Exception? failure) => new(
        failure is null
            ? "The generator has no result: it was closed before its body returned. Use TryGetResult where that may be."
            : "The generator has no result: its body failed, see the inner exception. Use TryGetResult where that " +
                "may be.",
        failure);

    internal static InvalidOperationException AlreadyPrimed() => new(
        "The generator has been started already, and Prime runs a new one to its first yield. Prime it once, right " +
        "after it was made.");
}
