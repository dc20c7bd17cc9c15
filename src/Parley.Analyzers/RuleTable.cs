using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Parley.Analyzers;

/// <summary>All rules: their ids, titles and messages, and how severe they are.</summary>
internal static class RuleTable
{
    /// <summary>Where the pages about the rules are published: the project has set that.</summary>
    internal static readonly string Pages = typeof(RuleTable).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Rules").Value!;

    private const string Category = "Parley";

    internal static readonly DiagnosticDescriptor NeverAwaited = Error(
        "PAR001", "A yield is never awaited",
        "What this yield returns is never awaited, so nothing is yielded. Write 'await' before it, in the body that " +
        "the yield belongs to.");

    internal static readonly DiagnosticDescriptor AwaitedLate = Error(
        "PAR001", "A yield is awaited after another one",
        "'{0}' is awaited after another yield, which has taken its place. Await it before the next yield.");

    internal static readonly DiagnosticDescriptor Misplaced = Error(
        "PAR002", "A yield is awaited outside of its body",
        "This yield is awaited in {0}, and fails there. Await it in the body that it was passed to, or give this " +
        "code a body of its own and delegate to that with 'await yield.From(…)'.");

    internal static readonly DiagnosticDescriptor SyncAwaits = Error(
        "PAR003", "The body of a Generator awaits something else than a yield",
        "The body of a Generator can await nothing but its yield, and {0} awaits something else. Make it an " +
        "AsyncGenerator, or yield what is to be awaited and let the caller answer with RunAsync.");

    internal static readonly DiagnosticDescriptor SwallowsExit = Warning(
        "PAR004", "A catch of everything swallows the exit",
        "This 'catch' takes the GeneratorExitException, too, by which Close ends the body at its yield. Write " +
        "'when (e is not GeneratorExitException)', or rethrow it.");

    internal static readonly DiagnosticDescriptor SentTooEarly = Warning(
        "PAR005", "A generator is sent to before its first advance",
        "There is no paused yield to receive this value: can't send non-None value to a just-started generator. Run " +
        "it to its first yield with Prime(), Next() or MoveNext() before sending.");

    internal static readonly DiagnosticDescriptor DrivenInLoop = Warning(
        "PAR006", "The generator of a foreach is driven in the loop",
        "'{0}' advances the generator that the enclosing 'foreach' reads, and the loop misses what it yields. " +
        "Advance it in a 'while' with TrySend or MoveNext instead of the 'foreach'.");

    internal static readonly DiagnosticDescriptor UsedAfterClose = Warning(
        "PAR007", "A generator is used after it was closed",
        "'{0}' has been closed by the {1} before, which reads a generator once. Create a new one, or advance it " +
        "with MoveNext to stop and continue later.");

    internal static readonly DiagnosticDescriptor ReturnedFromUsing = Warning(
        "PAR007", "A generator is returned from its using",
        "'{0}' is closed by its 'using' before the caller gets it. Return it without the 'using', and let the " +
        "caller close it.");

    internal static readonly DiagnosticDescriptor Dropped = Warning(
        "PAR008", "A new generator or body is dropped",
        "This makes {0} and drops it, so none of its code runs. To run it as a part of this body, write 'await " +
        "yield.From(…)'.");

    internal static readonly DiagnosticDescriptor ReadsDefault = Warning(
        "PAR009", "A body reads a send where it is advanced",
        "An advance sends the default, but the body reads what it is sent as a '{0}', and takes {1} for a value. " +
        "Send to it instead, or make its send type nullable.");

    internal static readonly DiagnosticDescriptor NoToken = Warning(
        "PAR010", "A token is passed to a body that takes none",
        "This token reaches no code, because the body takes none. Let the body take it: 'async (yield, token) => " +
        "…'.");

    internal static readonly DiagnosticDescriptor NotABody = Error(
        "PAR011", "A generator is written like an iterator",
        "A method that returns a generator can't be async itself. Let it return one whose body is: '=> new(async " +
        "yield => { … })'.");

    internal static readonly DiagnosticDescriptor IteratorYield = Error(
        "PAR011", "A generator is written like an iterator",
        "'{0}' belongs to iterators. In the body of a generator, write '{1}'.");

    internal static readonly DiagnosticDescriptor YieldInFinally = Warning(
        "PAR012", "A yield is in a finally",
        "Close fails if a body yields in a 'finally', because the body must leave then without another yield. Yield " +
        "before the 'finally', or after the 'try'.");

    internal static readonly DiagnosticDescriptor ThrowsStopIteration = Warning(
        "PAR013", "A body throws a StopIterationException",
        "A StopIterationException doesn't end a body but makes it fail: the caller gets an " +
        "InvalidOperationException. Use 'return' to end a body.");

    internal static readonly DiagnosticDescriptor LoopForFrom = Info(
        "PAR014", "A loop yields what a From would",
        "This loop yields each element of a sequence. 'await yield.From(…)' does that in one step, at any depth.");

    internal static readonly DiagnosticDescriptor Dynamic = Error(
        "PAR015", "A synchronous body awaits something dynamic",
        "The body of a Generator can't await what is dynamic{0}. Cast it to its type.");

    internal static readonly DiagnosticDescriptor KeepsLoopVariable = Info(
        "PAR016", "A body keeps a variable beyond its turn",
        "The body reads '{0}' when it runs, and that is after the loop has changed it. Copy it to a local of the " +
        "loop's block, and use that.");

    internal static readonly DiagnosticDescriptor KeepsUsing = Warning(
        "PAR016", "A body keeps a variable beyond its turn",
        "The body uses '{0}' when it runs, and that is after this method has disposed it. Move the 'using' into the " +
        "body.");

    internal static readonly DiagnosticDescriptor GeneratorAwaited = Error(
        "PAR017", "A generator is awaited, or yielded, instead of delegated to",
        "{0} can't be {1}. To run it as a part of this body, delegate to it: 'await yield.From(…)'.");

    internal static readonly DiagnosticDescriptor OtherSend = Warning(
        "PAR018", "A body delegates to a generator of another send type",
        "The outer generator is sent values of type '{0}', but the inner one takes '{1}', which fails at the From. " +
        "Give both the same send type with SelectSend, or yield its values in a 'foreach'.");

    internal static readonly DiagnosticDescriptor TaskIsTheAnswer = Warning(
        "PAR019", "A task is taken for the answer",
        "Run doesn't await: {0}. Await RunAsync instead, which does.");

    internal static readonly DiagnosticDescriptor TaskForValueTask = Warning(
        "PAR019", "A task is taken for the answer",
        "RunAsync takes a function that returns a ValueTask, and this one returns a Task. Await it: 'async value => " +
        "await {0}(value)'.");

    internal static readonly DiagnosticDescriptor KeptDelegate = Info(
        "PAR020", "A delegate over a local is kept in an object of a body that is forked",
        "This delegate uses '{0}', a local of the body, and goes into an object. A fork has its own '{0}', but " +
        "shares the object, whose delegate uses the original's. Keep the delegate in a local.");

    /// <summary>Why CS4014 isn't shown where PAR001 is.</summary>
    internal static readonly SuppressionDescriptor NotAwaitedTwice = new(
        "PARS001", "CS4014", "PAR001 says of a yield that isn't awaited what happens and what to do.");

    internal static ImmutableArray<DiagnosticDescriptor> All { get; } = ImmutableArray.Create(
        NeverAwaited, AwaitedLate, Misplaced, SyncAwaits, SwallowsExit, SentTooEarly, DrivenInLoop, UsedAfterClose,
        ReturnedFromUsing, Dropped, ReadsDefault, NoToken, NotABody, IteratorYield, YieldInFinally,
        ThrowsStopIteration, LoopForFrom, Dynamic, KeepsLoopVariable, KeepsUsing, GeneratorAwaited, OtherSend,
        TaskIsTheAnswer, TaskForValueTask, KeptDelegate);

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        Rule(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Warning(string id, string title, string message) =>
        Rule(id, title, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Info(string id, string title, string message) =>
        Rule(id, title, message, DiagnosticSeverity.Info);

    private static DiagnosticDescriptor Rule(string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, Category, severity, isEnabledByDefault: true, helpLinkUri: $"{Pages}{id}.md");
}
