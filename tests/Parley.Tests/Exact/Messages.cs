using System.Reflection;
using System.Text.RegularExpressions;
using static Parley.GeneratorState;

namespace Parley.Tests.Exact;

/// <summary>Every error of Parley's own, word for word.</summary>
internal static class Messages
{
    public const string AlreadyExecuting =
        "A generator already executing can't be advanced, sent a value, thrown into or closed. Let the call that is " +
        "running it return first.";
    public const string AlreadyRunning =
        "The asynchronous generator is already running, and a generator already executing can't be advanced, sent a " +
        "value, thrown into or closed. Await the pending call first.";
    public const string JustStarted =
        "There is no paused yield to receive the value: can't send non-None value to a just-started generator. In " +
        "C#, null and the default count as values, too. Run it to its first yield with Prime(), Next() or MoveNext() " +
        "before sending.";
    public const string IgnoredExit =
        "The generator ignored GeneratorExit: its body yielded while it was being closed, in a 'finally' block or " +
        "after a 'catch' of the GeneratorExitException that is raised at its yield. The body must leave then, " +
        "without another yield. A 'catch (Exception e)' catches that exception, too, unless it says 'when (e is not " +
        "GeneratorExitException)'. If another exception was leaving the caller's 'foreach' or 'using', this error " +
        "has replaced it.";
    public const string Ended =
        "The generator has ended. MoveNext, TrySend and TryThrow report the end without an exception.";
    public const string AsyncEnded =
        "The generator has ended. MoveNextAsync, TrySendAsync and TryThrowAsync report the end without an exception.";
    public const string EndedByClose =
        "The generator has ended: it was closed before its body returned. Close and Dispose close it, and so does " +
        "the end of a 'using', of a 'foreach' (even after a 'break') and of LINQ's First and Take. To stop and " +
        "continue later, use MoveNext, which also reports the end without an exception.";
    public const string AsyncEndedByClose =
        "The generator has ended: it was closed before its body returned. CloseAsync and DisposeAsync close it, and " +
        "so does the end of an 'await using', of an 'await foreach' (even after a 'break') and of LINQ's FirstAsync " +
        "and Take. To stop and continue later, use MoveNextAsync, which also reports the end without an exception.";
    public const string EndedByFailure =
        "The generator has ended: its body failed. See the inner exception, which was thrown to the call that ended " +
        "the generator.";
    public const string RaisedStopIteration =
        "The generator raised StopIteration: a StopIterationException escaped its body, most likely from calling " +
        "Next() or Send() on another generator that had ended. Use 'return' to end a body, and MoveNext() or " +
        "TrySend() to advance another generator.";
    public const string NotInItsBody =
        "This yield was used outside of the running body that it was passed to. Call and await it only there, not in " +
        "a nested lambda, another generator's body or an async Task method, and not after the body has ended.";
    public const string NoGenerator =
        "This awaitable belongs to no generator: it is a default value. Await what the body's 'yield' parameter " +
        "returns.";
    public const string NotAnAsyncBody =
        "The generator has no body of its own to run. The body must be an async method or lambda that is called anew " +
        "for each generator, not a default GeneratorBody or one that was used before.";
    public const string OtherSendType =
        "The outer generator is sent values of type System.Int32, but the inner one takes System.String. Delegate to " +
        "a generator with the same send type or to one that can't be sent values, or yield its values in a 'foreach'.";
    public const string CannotSend =
        "A value was sent while the generator was delegating to an enumerable, which has no send. Use Next() or " +
        "MoveNext() until the enumerable ends, or delegate to a generator.";
    public const string NoResultYet =
        "The generator has no result yet: its body hasn't returned. Advance it to its end first, or use " +
        "TryGetResult.";
    public const string NoResult =
        "The generator has no result: it was closed before its body returned. Use TryGetResult if that can happen.";
    public const string NoResultButFailure =
        "The generator has no result: its body failed. See the inner exception, and use TryGetResult if that can " +
        "happen.";
    public const string AlreadyPrimed =
        "The generator has already been started, but Prime runs a new one to its first yield. Prime a generator " +
        "once, right after creating it.";

    public const string AlreadyExecutingToFork =
        "A generator already executing can't be forked, nor can one that delegates to it. Let the call that is " +
        "running it return first.";
    public const string AlreadyRunningToFork =
        "The asynchronous generator is already running, and a generator already executing can't be forked, nor can " +
        "one that delegates to it. Await the pending call first.";
    public const string CannotTellWhose =
        "The generator can't be forked where it is, because it can't be known whose captured variables the local " +
        "'used' leads to: its own, which a fork copies, or those of another run of the same body, which a fork " +
        "shares. The body hands lambdas over such variables out, to an object, a method or its caller, and gets some " +
        "from there. Hold its own lambda in a local that is set to nothing else, and use that local after the yield, " +
        "too.";
    public const string CannotFork =
        "The generator can't be forked where it is: in a loop over, or in a From of, something that can't be copied, " +
        "System.Collections.Generic.SortedSet`1+Enumerator[System.Int32]. Fork it before or after that, or have the " +
        "body go through a generator, an array or a List, whose place can be copied.";

    public const string StackRunsOut =
        "The stack runs out: generators that loop over one another with foreach are being closed, each inside of the " +
        "one above it. Recurse with 'await yield.From(inner)', which takes no stack.";

    public const string CannotStartWith =
        "There is no paused yield to receive the value: can't send non-None value to a just-started generator. " +
        "Resume it with the default first, which starts it and comes back from its first yield.";
    public const string NotNew =
        "The factory of a GeneratorScope returned a generator that has already been started. Return a new generator " +
        "from each call.";
    public const string NoneMade =
        "The factory of a GeneratorScope returned null. Return a new generator from each call.";
    public const string AsynchronousBlock =
        "The block is asynchronous, so the scope would end before it does: Run doesn't wait for the task that the " +
        "block returns. Call RunAsync, which does, also for a generator that isn't asynchronous.";
    public const string DidNotYield =
        "The generator didn't yield: its body ended before the block could run. In a GeneratorScope, a body must " +
        "yield exactly once; what it yields is passed to the block.";
    public const string DidNotStop =
        "The generator didn't stop: its body yielded again after the block, and has been closed. In a " +
        "GeneratorScope, a body must yield exactly once; the block runs while it is paused there.";
    public const string DidNotStopAfterThrow =
        "The generator didn't stop after throw(): its body caught the block's exception, which is the inner " +
        "exception, and yielded again. It has been closed. In a GeneratorScope, a body that catches the block's " +
        "exception must end without another yield.";
    public const string ClosedOperator =
        "The generator that the sequence goes through has ended. A generator is good for one enumeration: create a " +
        "new one for each, and call Through again.";
    public const string NotYielded =
        "The generator yields values of type System.String, but the request is of type " +
        "Parley.Tests.Exact.OperatorMessageTests+Number. Let the type of the request extend or implement both that " +
        "type and IRequest<TAnswer>.";
    public const string OtherAnswer =
        "The request was for an answer of type System.Int32, but the value sent is of type System.String. Send what " +
        "the request asks for.";
    public const string NoAnswer =
        "The request was for an answer of type System.Int32, but null was sent, or the generator was advanced " +
        "without an answer. Send what the request asks for.";

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
            () => g.Next(), () => g.MoveNext(), () => g.Send(1), () => g.TrySend(1), () => g.Resume(0),
            () => g.TryResume(1), () => g.Run(_ => 1), () => g.Collect(), () => g.Converse(new(async _ => { })),
            () => g.Throw(new FormatException()), () => g.TryThrow(new FormatException()),
            () => g.Throw(new GeneratorExitException()), g.Close, g.Dispose, () => g.ElementAt(0),
        ];
        Assert.All(calls, call => Says(AlreadyExecuting, call));
        Assert.Equal(Running, g.State);
    }
}

/// <summary>Names the method of <c>Parley.Engine.Errors</c> whose text a test provokes.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class MessageAttribute(string method) : Attribute { public string Method => method; }

public partial class MessageListTests
{
    public static TheoryData<string, string> Texts { get; } =
        [.. typeof(Messages).GetFields().Select(field => (field.Name, (string)field.GetRawConstantValue()!))];

    [Fact]
    public void Each_message_has_a_test_that_provokes_it()
    {
        const BindingFlags Any = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        Type throws = typeof(Generator<>).Assembly.GetType("Parley.Engine.Errors", throwOnError: true)!;
        IEnumerable<string> messages =
            from method in throws.GetMethods(Any)
            where method.ReturnType.IsAssignableTo(typeof(Exception))
            select method.Name;
        IEnumerable<string> tested =
            from type in GetType().Assembly.GetTypes()
            from method in type.GetMethods()
            where method.IsDefined(typeof(FactAttribute))
            from message in method.GetCustomAttributes<MessageAttribute>()
            select message.Method;
        Assert.Equal(messages.Order(), tested.Distinct().Order());
    }

    [Theory, MemberData(nameof(Texts))]
    public void A_message_is_whole_sentences(string name, string text) =>
        Assert.True(Sentences().IsMatch(text), $"{name} isn't whole sentences: {text}");

    [Theory]
    [InlineData(Messages.AlreadyExecuting, "generator already executing")]
    [InlineData(Messages.AlreadyRunning, "asynchronous generator is already running")]
    [InlineData(Messages.JustStarted, "can't send non-None value to a just-started generator")]
    [InlineData(Messages.IgnoredExit, "generator ignored GeneratorExit")]
    [InlineData(Messages.RaisedStopIteration, "generator raised StopIteration")]
    [InlineData(Messages.CannotStartWith, "can't send non-None value to a just-started generator")]
    [InlineData(Messages.DidNotYield, "generator didn't yield")]
    [InlineData(Messages.DidNotStop, "generator didn't stop")]
    [InlineData(Messages.DidNotStopAfterThrow, "generator didn't stop after throw()")]
    public void A_message_has_the_words_of_CPython(string text, string words) =>
        Assert.Contains(words, text, StringComparison.Ordinal);

    [GeneratedRegex(@"\A\p{Lu}((?!\.\.|[.!?] \P{Lu}|  |\n).)*\w\W*\.\z")] private static partial Regex Sentences();
}
