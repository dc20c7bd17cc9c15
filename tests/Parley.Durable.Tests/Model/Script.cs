using FsCheck;
using FsCheck.Fluent;

namespace Parley.Durable.Tests.Model;

/// <summary>What a part of a body does.</summary>
public enum Act { Ask, Delegate, Run, RunInVain, Raise }

/// <summary>The exceptions that a part of a body catches.</summary>
public enum Guard { Nothing, Fault, Cancellation, FailedEffect, Everything }

/// <summary>What a part of a body does with an exception that it catches.</summary>
public enum Answer { GoOn, Ask, Rethrow, Replace, Return }

/// <summary>One part of a body: a try around one act. What it delegates to has parts of its own.</summary>
public sealed record Part(Act Act, Part[] Inner, Guard Guard, Answer Answer, bool AsksAtLast);

public enum Verb { Send, Throw, Close }

/// <summary>One call on the conversation, perhaps in a new process.</summary>
public sealed record Call(Verb Verb, bool Restarts);

/// <summary>A random body, and what is called on it.</summary>
public sealed record Script(Part[] Body, Call[] Calls)
{
    /// <summary>Random scripts; those that fail are shrunk part by part.</summary>
    public static Arbitrary<Script> Any { get; } = Arb.From(
        from body in Parts(2)
        from calls in Gen.Choose(1, 12).SelectMany(count => AnyCall.ArrayOf(count))
        select new Script(body, calls),
        Shrink);

    private static IEnumerable<Script> Shrink(Script script) =>
        WithoutOne(script.Calls).Select(calls => script with { Calls = calls })
            .Concat(Shrink(script.Body).Select(body => script with { Body = body }));

    private static IEnumerable<Part[]> Shrink(Part[] parts) => WithoutOne(parts).Concat(
        from i in Enumerable.Range(0, parts.Length)
        from inner in Shrink(parts[i].Inner)
        select (Part[])[.. parts[..i], parts[i] with { Inner = inner }, .. parts[(i + 1)..]]);

    private static IEnumerable<T[]> WithoutOne<T>(T[] all) =>
        Enumerable.Range(0, all.Length).Select(i => (T[])[.. all[..i], .. all[(i + 1)..]]);

    private static Gen<Call> AnyCall =>
        from verb in Weighted((8, Verb.Send), (3, Verb.Throw), (1, Verb.Close))
        from restarts in Weighted((1, true), (1, false))
        select new Call(verb, restarts);

    private static Gen<Part[]> Parts(int depth) =>
        Gen.Choose(1, 5).SelectMany(count => AnyPart(depth).ArrayOf(count));

    private static Gen<Part> AnyPart(int depth) =>
        from act in Weighted((10, Act.Ask), (6, Act.Delegate), (3, Act.Run), (2, Act.RunInVain), (1, Act.Raise))
        from inner in act == Act.Delegate && depth > 0 ? Parts(depth - 1) : Gen.Constant<Part[]>([])
        from guard in Weighted(
            (4, Guard.Nothing), (2, Guard.Fault), (2, Guard.Cancellation), (2, Guard.FailedEffect),
            (2, Guard.Everything))
        from answer in Weighted(
            (4, Answer.GoOn), (3, Answer.Ask), (1, Answer.Rethrow), (1, Answer.Replace), (1, Answer.Return))
        from asksAtLast in Weighted((6, false), (1, true))
        select new Part(act, inner, guard, answer, asksAtLast);

    private static Gen<T> Weighted<T>(params (int Weight, T Value)[] values) =>
        Gen.Frequency(values.Select(pair => (pair.Weight, Gen.Constant(pair.Value))));
}
