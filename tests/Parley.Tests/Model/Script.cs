using FsCheck;
using FsCheck.Fluent;
using Parley.Tests.Oracle;

namespace Parley.Tests.Model;

/// <summary>What a part of a body does.</summary>
public enum Act { Yield, Delegate, Raise, Next, Send, Throw, Close, Look }

/// <summary>The exceptions that a part of a body catches.</summary>
public enum Guard { Nothing, Fault, AllButExit, Everything }

/// <summary>What a part of a body does with an exception that it catches.</summary>
public enum Answer { GoOn, Yield, Rethrow, Replace, Return }

/// <summary>What is thrown, in a body or into it.</summary>
public enum Thrown { Fault, Mishap, End, Exit }

/// <summary>One part of a body: a try around one act.</summary>
public sealed record Part(Act Act, byte Target, Thrown Thrown, Guard Guard, Answer Answer, bool YieldsAtLast)
{
    public override string ToString() =>
        $"{Act} {Target} {Thrown}, catches {Guard}: {Answer}{(YieldsAtLast ? ", finally yields" : "")}";
}

/// <summary>One call on one of the generators.</summary>
public sealed record Call(Verb Verb, byte Target, Thrown Thrown);
public enum Verb { Next, Send, Throw, Close }

/// <summary>The bodies of some generators that know one another, and what is called on them.</summary>
public sealed record Script(Part[][] Bodies, Call[] Calls)
{
    /// <summary>Random scripts; those that fail are shrunk part by part.</summary>
    public static Arbitrary<Script> Any { get; } = Arb.From(
        from bodies in Weighted((1, 2), (2, 3), (2, 4)).SelectMany(count => Parts.ArrayOf(count))
        from calls in Gen.Choose(1, 20).SelectMany(count => AnyCall.ArrayOf(count))
        select new Script(bodies, calls),
        script => ArbMap.Default.ArbFor<Script>().Shrinker(script).Where(shrunk => shrunk.Bodies.Length > 0));

    public override string ToString() => string.Concat(
        Bodies.Select((parts, i) => $"g{i}\n{string.Concat(parts.Select(part => $"    {part}\n"))}"));

    private static Gen<Call> AnyCall =>
        from verb in Weighted((8, Verb.Next), (6, Verb.Send), (3, Verb.Throw), (1, Verb.Close))
        from target in Weighted((4, 0), (2, 1), (1, 2), (1, 3))
        from thrown in AnyThrown
        select new Call(verb, (byte)target, thrown);

    private static Gen<Part[]> Parts => Gen.Choose(1, 6).SelectMany(count => AnyPart.ArrayOf(count));

    private static Gen<Part> AnyPart =>
        from act in Weighted(
            (12, Act.Yield), (14, Act.Delegate), (1, Act.Raise),
            (1, Act.Next), (1, Act.Send), (1, Act.Throw), (1, Act.Close), (2, Act.Look))
        from target in Gen.Choose(0, 3)
        from thrown in AnyThrown
        from guard in Weighted((4, Guard.Nothing), (2, Guard.Fault), (4, Guard.AllButExit), (2, Guard.Everything))
        from answer in Weighted(
            (4, Answer.GoOn), (3, Answer.Yield), (1, Answer.Rethrow), (1, Answer.Replace), (1, Answer.Return))
        from yieldsAtLast in Weighted((6, false), (1, true))
        select new Part(act, (byte)target, thrown, guard, answer, yieldsAtLast);

    private static Gen<Thrown> AnyThrown =>
        Weighted((3, Thrown.Fault), (2, Thrown.Mishap), (1, Thrown.End), (1, Thrown.Exit));

    private static Gen<T> Weighted<T>(params (int Weight, T Value)[] values) =>
        Gen.Frequency(values.Select(pair => (pair.Weight, Gen.Constant(pair.Value))));
}

/// <summary>What the words for exceptions mean.</summary>
internal static class Exceptions
{
    public static bool Catches(this Guard guard, Exception exception) =>
        guard == Guard.Everything || (guard == Guard.Fault && exception is Fault) ||
        (guard == Guard.AllButExit && exception is not GeneratorExitException);

    public static Exception Make(this Thrown thrown) => thrown switch
    {
        Thrown.Fault => new Fault(), Thrown.Mishap => new Mishap(),
        Thrown.End => new Stop(7), _ => new Leave(),
    };
}
