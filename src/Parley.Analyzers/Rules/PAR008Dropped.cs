using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Parley.Analyzers.Rules;

/// <summary>PAR008: a new generator, or a body, is dropped.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PAR008Dropped : Rule
{
    /// <summary>Creates the rule.</summary>
    public PAR008Dropped() : base(RuleTable.Dropped) { }

    private protected override void Start(CompilationStartAnalysisContext context, ParleyTypes types)
    {
        context.RegisterOperationAction(it => Statement(it, types), OperationKind.ExpressionStatement);
        context.RegisterOperationAction(it => Return(it, types), OperationKind.Return);
    }

    private static void Statement(OperationAnalysisContext context, ParleyTypes types)
    {
        var dropped = ((IExpressionStatementOperation)context.Operation).Operation;
        if (dropped is not (IInvocationOperation or IObjectCreationOperation)) return;
        if (types.BodyOf(dropped.Type) != BodyKind.None) Report(context, RuleTable.Dropped, dropped, "a body");
        else if (types.IsNew(dropped) || dropped is IInvocationOperation call && types.IsFace(call.TargetMethod))
            Report(context, RuleTable.Dropped, dropped, "a generator");
    }

    /// <summary>A body that returns an object returns the generator itself, not its result.</summary>
    private static void Return(OperationAnalysisContext context, ParleyTypes types)
    {
        if (((IReturnOperation)context.Operation).ReturnedValue is not IConversionOperation
            { IsImplicit: true, Type.SpecialType: SpecialType.System_Object } value) return;
        if (types.BodyOf(context.Operation.Function(context.ContainingSymbol)) == BodyKind.None) return;
        var returned = value.Bare();
        if (types.BodyOf(returned.Type) != BodyKind.None) Report(context, RuleTable.Dropped, returned, "a body");
        else if (types.IsNew(returned)) Report(context, RuleTable.Dropped, returned, "a generator");
    }
}
