using System.Diagnostics;

namespace Parley.Engine;

/// <summary>Parley's own errors: whole sentences that keep CPython's words and say what to do instead.</summary>
[DebuggerStepThrough, StackTraceHidden]
internal static class Errors
{
    /// <summary>The message of a <see cref="StopIterationException"/> that says nothing in particular.</summary>
    internal const string Ended =
        "The generator has ended. MoveNext, TrySend and TryThrow report the end without an exception.";

    private const string AsyncEnded =
        "The generator has ended. MoveNextAsync, TrySendAsync and TryThrowAsync report the end without an exception.";

    private const string Closed =
        "The generator has ended: it was closed before its body returned. Close and Dispose close it, and so does " +
        "the end of a 'using', of a 'foreach' (even after a 'break') and of LINQ's First and Take. To stop and " +
        "continue later, use MoveNext, which also reports the end without an exception.";

    private const string AsyncClosed =
        "The generator has ended: it was closed before its body returned. CloseAsync and DisposeAsync close it, and " +
        "so does the end of an 'await using', of an 'await foreach' (even after a 'break') and of LINQ's FirstAsync " +
        "and Take. To stop and continue later, use MoveNextAsync, which also reports the end without an exception.";

    private const string Failed =
        "The generator has ended: its body failed. See the inner exception, which was thrown to the call that ended " +
        "the generator.";

    // One instance, by which IsIgnoredExit knows the error.
    private const string Ignored =
        "The generator ignored GeneratorExit: its body yielded while it was being closed, in a 'finally' block or " +
        "after a 'catch' of the GeneratorExitException that is raised at its yield. The body must leave then, " +
        "without another yield. A 'catch (Exception e)' catches that exception, too, unless it says 'when (e is not " +
        "GeneratorExitException)'. If another exception was leaving the caller's 'foreach' or 'using', this error " +
        "has replaced it.";

    /// <summary>Returns what a <see cref="StopIterationException"/> says about the end of a generator.</summary>
    internal static string EndOf(bool returned, bool failed, bool isAsync) =>
        returned ? (isAsync ? AsyncEnded : Ended)
        : failed ? Failed
        : isAsync ? AsyncClosed : Closed;

    internal static InvalidOperationException AlreadyExecuting() => new(
        "A generator already executing can't be advanced, sent a value, thrown into or closed. " +
        "Let the call that is running it return first.");

    internal static InvalidOperationException AlreadyRunning() => new(
        "The asynchronous generator is already running, and a generator already executing can't be advanced, sent a " +
        "value, thrown into or closed. Await the pending call first.");

    internal static InvalidOperationException AlreadyExecutingToFork() => new(
        "A generator already executing can't be forked, nor can one that delegates to it. Let the call that is " +
        "running it return first.");

    internal static InvalidOperationException AlreadyRunningToFork() => new(
        "The asynchronous generator is already running, and a generator already executing can't be forked, nor can " +
        "one that delegates to it. Await the pending call first.");

    internal static InvalidOperationException CannotFork(Type enumerator) => new(
        "The generator can't be forked where it is: in a loop over, or in a From of, something that can't be copied, " +
        $"{enumerator}. Fork it before or after that, or have the body go through a generator, an array or a List, " +
        "whose place can be copied.");

    internal static InvalidOperationException CannotForkNative(Type closure) => new(
        $"The generator can't be forked under NativeAOT, because it can't be known there whether {closure}, the " +
        "variables that a lambda has captured, belongs to the body. Weave the body, by Parley.Weaver, or have no " +
        "lambda use a local of it.");

    /// <summary>Returns the error for a closure that may be the body's own or another's.</summary>
    /// <param name="place">Where it has been found.</param>
    internal static InvalidOperationException CannotTellWhose(string place) => new(
        "The generator can't be forked where it is, because it can't be known whose captured variables " +
        $"{place} leads to: its own, which a fork copies, or those of another run of the same " +
        "body, which a fork shares. The body hands lambdas over such variables out, to an object, a method or its " +
        "caller, and gets some from there. Hold its own lambda in a local that is set to nothing else, and use that " +
        "local after the yield, too.");

    internal static InvalidOperationException CannotForkTrimmed(Type type) => new(
        $"The generator can't be forked, because trimming has removed the fields of {type}, the type of a local. " +
        "Root its assembly with <TrimmerRootAssembly>.");

    internal static InvalidOperationException JustStarted() => new(
        "There is no paused yield to receive the value: can't send non-None value to a just-started generator. " +
        "In C#, null and the default count as values, too. Run it to its first yield with Prime(), Next() or " +
        "MoveNext() before sending.");

    /// <summary>Returns the error for a yield during a close.</summary>
    /// <param name="replaced">The exception that the close was for, if any.</param>
    internal static InvalidOperationException IgnoredExit(Exception? replaced = null) => new(Ignored, replaced);

    /// <summary>True of an <see cref="IgnoredExit"/> that has replaced no exception, as far as it knows.</summary>
    internal static bool IsIgnoredExit(Exception exception) =>
        exception is InvalidOperationException { InnerException: null } && (object)exception.Message == Ignored;

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

    internal static InsufficientExecutionStackException StackRunsOut() => new(
        "The stack runs out: generators that loop over one another with foreach are being closed, each inside of the " +
        "one above it. Recurse with 'await yield.From(inner)', which takes no stack.");

    internal static InvalidOperationException AlreadyPrimed() => new(
        "The generator has already been started, but Prime runs a new one to its first yield. Prime a generator " +
        "once, right after creating it.");

    internal static InvalidOperationException CannotStartWith() => new(
        "There is no paused yield to receive the value: can't send non-None value to a just-started generator. " +
        "Resume it with the default first, which starts it and comes back from its first yield.");

    internal static InvalidOperationException NotNew() => new(
        "The factory of a GeneratorScope returned a generator that has already been started. Return a new generator " +
        "from each call.");

    internal static InvalidOperationException NoneMade() => new(
        "The factory of a GeneratorScope returned null. Return a new generator from each call.");

    internal static ArgumentException AsynchronousBlock(string parameter) => new(
        "The block is asynchronous, so the scope would end before it does: Run doesn't wait for the task that the " +
        "block returns. Call RunAsync, which does, also for a generator that isn't asynchronous.", parameter);

    internal static InvalidOperationException DidNotYield() => new(
        "The generator didn't yield: its body ended before the block could run. In a GeneratorScope, a body must " +
        "yield exactly once; what it yields is passed to the block.");

    internal static InvalidOperationException DidNotStop() => new(
        "The generator didn't stop: its body yielded again after the block, and has been closed. In a " +
        "GeneratorScope, a body must yield exactly once; the block runs while it is paused there.");

    internal static InvalidOperationException DidNotStopAfterThrow(Exception thrown) => new(
        "The generator didn't stop after throw(): its body caught the block's exception, which is the inner " +
        "exception, and yielded again. It has been closed. In a GeneratorScope, a body that catches the block's " +
        "exception must end without another yield.", thrown);

    internal static InvalidOperationException ClosedOperator() => new(
        "The generator that the sequence goes through has ended. A generator is good for one enumeration: create a " +
        "new one for each, and call Through again.");

    internal static InvalidOperationException NotYielded(Type request, Type yielded) => new(
        $"The generator yields values of type {yielded}, but the request is of type {request}. Let the type of the " +
        "request extend or implement both that type and IRequest<TAnswer>.");

    internal static InvalidOperationException OtherAnswer(Type expected, Type? actual) => new(
        $"The request was for an answer of type {expected}, but " +
        (actual is null ? "null was sent, or the generator was advanced without an answer" :
            $"the value sent is of type {actual}") +
        ". Send what the request asks for.");
}
