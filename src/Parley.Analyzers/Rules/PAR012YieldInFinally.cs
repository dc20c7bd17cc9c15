using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Parley.Analyzers.Rules;

/// <summary>PAR012: a body yields in a finally.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PAR012YieldInFinally : Rule
{
    /// <summary>Creates the rule.</summary>
    public PAR012YieldInFinally() : base(RuleTable.YieldInFinally) { }

    private protected override void Start(CompilationStartAnalysisContext context, ParleyTypes types) =>
        context.RegisterOperationAction(it => Await(it, types), OperationKind.Await);

    private static void Await(OperationAnalysisContext context, ParleyTypes types)
    {
        if (!types.IsYielded(((IAwaitOperation)context.Operation).Operation.Type)) return;
        var at = context.Operation;
        for (var parent = at.Parent; parent is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation);
            at = parent, parent = parent.Parent)
        {
            if (parent is not ITryOperation attempt || attempt.Finally != at) continue;
            Report(context, RuleTable.YieldInFinally, context.Operation);
            return;
        }
    }
}
