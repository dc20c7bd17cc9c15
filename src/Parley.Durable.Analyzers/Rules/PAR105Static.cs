using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Parley.Durable.Analyzers.Rules;

/// <summary>PAR105: a body writes what is static.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PAR105Static : DurableRule
{
    /// <summary>Creates the rule.</summary>
    public PAR105Static() : base(DurableRuleTable.Static) { }

    private protected override void Start(CompilationStartAnalysisContext context, Replay replay) =>
        context.RegisterOperationAction(
            it => Use(it, replay), OperationKind.FieldReference, OperationKind.PropertyReference,
            OperationKind.EventReference);

    private static void Use(OperationAnalysisContext context, Replay replay)
    {
        var use = (IMemberReferenceOperation)context.Operation;
        if (!use.Member.IsStatic || !use.IsWrittenInto()) return;
        // PAR104 says it better of what is .NET's.
        if (use.Member.ContainingType.Name is "CultureInfo" or "Environment" or "Thread") return;
        if (replay.BodyOf(use, context.ContainingSymbol) is null) return;
        Report(context, DurableRuleTable.Static, use, use.Member.Name);
    }
}
