using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Parley.Durable.Analyzers;

/// <summary>A rule about members that have no place in a body.</summary>
public abstract class MemberRule : DurableRule
{
    private readonly DiagnosticDescriptor _rule;
    private readonly Members _members;

    private protected MemberRule(DiagnosticDescriptor rule, Members members) : base(rule) =>
        (_rule, _members) = (rule, members);

    private protected sealed override void Start(CompilationStartAnalysisContext context, Replay replay) =>
        context.RegisterOperationAction(
            it => Use(it, replay), OperationKind.Invocation, OperationKind.PropertyReference,
            OperationKind.MethodReference, OperationKind.ObjectCreation);

    /// <summary>True if the member is meant where it is used like this.</summary>
    private protected virtual bool IsMeant(IOperation use, ISymbol member) => true;

    private void Use(OperationAnalysisContext context, Replay replay)
    {
        var use = context.Operation;
        if (_members.Used(use) is not { } member || !IsMeant(use, member) || IsNamed(use)) return;
        if (replay.BodyOf(use, context.ContainingSymbol) is not { } body) return;
        // One report is enough for an object and what it is asked for.
        if (_members.Used(Members.Origin(use, body)) is not null) return;
        string name = member.ContainingType.Name;
        Report(context, _rule, use, member.Name == ".ctor" ? $"new {name}" : $"{name}.{member.Name}");
    }

    /// <summary>True in a <c>nameof</c>.</summary>
    private static bool IsNamed(IOperation use)
    {
        while (use.Parent is IMemberReferenceOperation parent) use = parent;
        return use.Parent is INameOfOperation;
    }
}
