using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Parley.Analyzers;

namespace Parley.Durable.Analyzers.Rules;

/// <summary>PAR106: a body reads a collection that has no order.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PAR106Unordered : DurableRule
{
    /// <summary>The <c>..</c> of a collection expression, which older compilers don't know.</summary>
    private const OperationKind Spread = (OperationKind)0x80;

    /// <summary>Creates the rule.</summary>
    public PAR106Unordered() : base(DurableRuleTable.Unordered) { }

    private protected override void Start(CompilationStartAnalysisContext context, Replay replay) =>
        context.RegisterOperationAction(
            it => Read(it, replay), OperationKind.Loop, OperationKind.Invocation, OperationKind.ObjectCreation, Spread);

    private static void Read(OperationAnalysisContext context, Replay replay)
    {
        var (read, made) = context.Operation switch
        {
            IForEachLoopOperation loop => (loop.Collection, null),
            IInvocationOperation call => (Source(call), call),
            IObjectCreationOperation { Arguments.Length: > 0 } it => (it.Arguments[0].Value, it),
            { Kind: Spread } spread => (spread.ChildOperations.FirstOrDefault(), spread.Parent),
            _ => default((IOperation?, IOperation?)),
        };
        if (Ordering.Unordered(read) is not { } name) return;
        if (made is not null && !IsInOrder(made, replay)) return;
        if (replay.BodyOf(read, context.ContainingSymbol) is null) return;
        Report(context, DurableRuleTable.Unordered, read!, name);
    }

    /// <summary>Returns the collection without an order that a call may read.</summary>
    private static IOperation? Source(IInvocationOperation call)
    {
        foreach (var it in call.Arguments)
        {
            if (Ordering.Unordered(it.Value) is not null) return it.Value;
            if (Ordering.IsReading(call.TargetMethod)) return null; // The order of a second sequence is another matter.
        }
        return null;
    }

    /// <summary>True if the order matters of what this is made of.</summary>
    private static bool IsInOrder(IOperation made, Replay replay) => made switch
    {
        IInvocationOperation call when Ordering.IsReading(call.TargetMethod) => !Ordering.IsHarmless(call),
        IInvocationOperation { TargetMethod: var method } => method.Name switch
        {
            "Join" or "Concat" => method.ContainingType.SpecialType == SpecialType.System_String,
            "AddRange" or "InsertRange" => IsList(method.ContainingType),
            "From" => ParleyTypes.Same(method.ContainingType, replay.Parley.YieldExtensions),
            _ => false,
        },
        IObjectCreationOperation => IsList(made.Type) && !Ordering.IsOrdered(made),
        _ => !Ordering.HasOwnOrder(made.Type) && !Ordering.IsOrdered(made),
    };

    private static bool IsList(ITypeSymbol? type) => type?.Name is "List" or "Queue" or "Stack" or "LinkedList" or
        "ConcurrentQueue" or "ConcurrentStack";
}
