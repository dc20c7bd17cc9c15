using System.Diagnostics;

namespace Parley.Bodies;

/// <summary>Replaces the box of a body that has ended. It keeps the name of the body and its failure, if any.</summary>
internal sealed class EndedBox(Type? stateMachine, Exception? failure) : Box
{
    internal Exception? Failure { get; } = failure;

    internal override bool Catches => false;

    internal override string BodyName => field ??= ReadName(stateMachine);

    internal override void Step() => throw new UnreachableException();

    internal override EndedBox End(Exception? failure) => new(stateMachine, failure);

    // "<Count>d__1" (a method), "<<Main>b__0_0>d" (a lambda in Main), "<<Main>g__Count|0_0>d" (a local function).
    private static string ReadName(Type? stateMachine)
    {
        if (stateMachine is null) return "IEnumerable";
        string name = stateMachine.Name;
        int local = name.IndexOf("g__", StringComparison.Ordinal);
        if (local >= 0) return name[(local + 3)..name.IndexOf('|', local)];
        int start = name.LastIndexOf('<') + 1;
        int end = name.IndexOf('>', start);
        return end > start ? name[start..end] : name;
    }
}
