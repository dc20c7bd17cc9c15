using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Parley.Analyzers.Rules;

/// <summary>PAR013: a body throws a StopIterationException.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PAR013ThrowsStopIteration : Rule
{
    /// <summary>Creates the rule.</summary>
    public PAR013ThrowsStopIteration() : base(RuleTable.ThrowsStopIteration) { }

    private protected override void Start(CompilationStartAnalysisContext context, ParleyTypes types) =>
        context.RegisterOperationAction(it => Throw(it, types), OperationKind.Throw);

    private static void Throw(OperationAnalysisContext context, ParleyTypes types)
    {
        if (((IThrowOperation)context.Operation).Exception?.Bare() is not { Type: { } type } thrown) return;
        if (!Is(type, types.StopIteration) || IsCaught(context.Operation, type)) return;
        if (types.BodyOf(context.Operation.Function(context.ContainingSymbol)) == BodyKind.None) return;
        Report(context, RuleTable.ThrowsStopIteration, thrown);
    }

    /// <summary>True if the body has a catch that may take it.</summary>
    private static bool IsCaught(IOperation at, ITypeSymbol thrown)
    {
        for (var parent = at.Parent; parent is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation);
            at = parent, parent = parent.Parent)
        {
            if (parent is ITryOperation attempt && attempt.Body == at &&
                attempt.Catches.Any(it => it.ExceptionType is null || Is(thrown, it.ExceptionType) ||
                    it.ExceptionType.SpecialType == SpecialType.System_Object)) return true;
        }
        return false;
    }

    private static bool Is(ITypeSymbol type, ITypeSymbol? other)
    {
        for (ITypeSymbol? it = type; it is not null; it = it.BaseType)
        {
            if (ParleyTypes.Same(it, other)) return true;
        }
        return false;
    }
}
