using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Parley.Durable.Analyzers.Rules;

/// <summary>PAR107: an effect is where a bug leads, too.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PAR107ForABug : DurableRule
{
    /// <summary>Creates the rule.</summary>
    public PAR107ForABug() : base(DurableRuleTable.ForABug) { }

    private protected override void Start(CompilationStartAnalysisContext context, Replay replay) =>
        context.RegisterOperationAction(it => Call(it, replay), OperationKind.Invocation);

    private static void Call(OperationAnalysisContext context, Replay replay)
    {
        if (!replay.Durable.IsEffect(context.Operation) || Where(context.Operation) is not { } where) return;
        if (replay.BodyOf(context.Operation, context.ContainingSymbol) is null) return;
        Report(context, DurableRuleTable.ForABug, context.Operation, where);
    }

    private static string? Where(IOperation at)
    {
        for (var parent = at.Parent; parent is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation);
            at = parent, parent = parent.Parent)
        {
            if (parent is ITryOperation attempt && attempt.Finally == at) return "a 'finally'";
            if (parent is ICatchClauseOperation { Filter: null } clause && CatchesAll(clause))
                return "a 'catch' of everything";
        }
        return null;
    }

    private static bool CatchesAll(ICatchClauseOperation clause) => clause.ExceptionType is null or
        { SpecialType: SpecialType.System_Object } or
        { Name: "Exception" or "SystemException", ContainingNamespace:
            { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };
}
