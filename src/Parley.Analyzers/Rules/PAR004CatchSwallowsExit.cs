using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Parley.Analyzers.Rules;

/// <summary>PAR004: a catch of everything around a yield swallows the exit.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PAR004CatchSwallowsExit : Rule
{
    /// <summary>Creates the rule.</summary>
    public PAR004CatchSwallowsExit() : base(RuleTable.SwallowsExit) { }

    private protected override void Start(CompilationStartAnalysisContext context, ParleyTypes types) =>
        context.RegisterOperationAction(it => Catch(it, types), OperationKind.CatchClause);

    private static void Catch(OperationAnalysisContext context, ParleyTypes types)
    {
        var clause = (ICatchClauseOperation)context.Operation;
        if (clause.Filter is not null || clause.Syntax is not CatchClauseSyntax syntax) return;
        if (clause.ExceptionType is { SpecialType: not SpecialType.System_Object } caught &&
            !ParleyTypes.Same(caught, types.Exception)) return;
        if (clause.Parent is not ITryOperation attempt) return;
        if (types.BodyOf(clause.Function(context.ContainingSymbol)) == BodyKind.None) return;
        if (attempt.Catches.TakeWhile(it => it != clause).Any(it => it.Filter is null && Leaves(it, types))) return;
        if (!HasYield(attempt.Body, types)) return;
        if (!HasYield(clause.Handler, types) && !GoesOn(clause, syntax.Block)) return;
        context.ReportDiagnostic(Diagnostic.Create(RuleTable.SwallowsExit, syntax.CatchKeyword.GetLocation()));
    }

    /// <summary>True of an earlier catch that takes the exit before this one does.</summary>
    private static bool Leaves(ICatchClauseOperation clause, ParleyTypes types) =>
        ParleyTypes.Same(clause.ExceptionType, types.Exit);

    private static bool HasYield(IOperation block, ParleyTypes types) =>
        block.Own().Any(it => it is IAwaitOperation { Operation.Type: var type } && types.IsYielded(type));

    /// <summary>True if the body goes on after the catch, rather than leaving by a throw or a return.</summary>
    private static bool GoesOn(ICatchClauseOperation clause, BlockSyntax block)
    {
        if (clause.SemanticModel?.AnalyzeControlFlow(block) is not { Succeeded: true } flow) return false;
        return flow.EndPointIsReachable || flow.ExitPoints.Any(exit => !exit.IsKind(SyntaxKind.ReturnStatement));
    }
}
