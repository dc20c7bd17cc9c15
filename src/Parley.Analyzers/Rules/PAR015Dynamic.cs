using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Parley.Analyzers.Rules;

/// <summary>PAR015: something dynamic is given to a yield, or awaited, in a synchronous body.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PAR015Dynamic : Rule
{
    /// <summary>Creates the rule.</summary>
    public PAR015Dynamic() : base(RuleTable.Dynamic) { }

    private protected override void Start(CompilationStartAnalysisContext context, ParleyTypes types) =>
        context.RegisterOperationAction(it => Await(it, types), OperationKind.Await);

    private static void Await(OperationAnalysisContext context, ParleyTypes types)
    {
        var awaited = ((IAwaitOperation)context.Operation).Operation;
        if (awaited.Type?.TypeKind != TypeKind.Dynamic) return;
        if (types.BodyOf(context.Operation.Function(context.ContainingSymbol)) != BodyKind.Sync) return;
        if (awaited is IDynamicInvocationOperation call && types.IsYield(call.Operation.Type))
        {
            var given = call.Arguments.FirstOrDefault(it => it.Type?.TypeKind == TypeKind.Dynamic) ?? awaited;
            Report(context, RuleTable.Dynamic, given, ", and so is what a yield of something dynamic returns");
        }
        else
        {
            Report(context, RuleTable.Dynamic, awaited, "");
        }
    }
}
