using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Parley.Analyzers.Rules;

/// <summary>PAR001: what a yield returns is never awaited, or too late.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PAR001YieldNotAwaited : Rule
{
    /// <summary>Creates the rule.</summary>
    public PAR001YieldNotAwaited() : base(RuleTable.NeverAwaited, RuleTable.AwaitedLate) { }

    private protected override void Start(CompilationStartAnalysisContext context, ParleyTypes types)
    {
        context.RegisterOperationAction(it => Statement(it, types), OperationKind.ExpressionStatement);
        context.RegisterOperationAction(it => Yield(it, types), OperationKind.Invocation);
    }

    /// <summary>Any value that is a yield's, or has such inside: <c>xs.Select(x => yield(x)).ToList();</c>.</summary>
    private static void Statement(OperationAnalysisContext context, ParleyTypes types)
    {
        var dropped = ((IExpressionStatementOperation)context.Operation).Operation;
        if (dropped is ISimpleAssignmentOperation { Target: IDiscardOperation } discard) dropped = discard.Value.Bare();
        else if (dropped is IAssignmentOperation) return;
        if (types.HasYielded(dropped.Type) && !IsAdded(dropped)) Report(context, RuleTable.NeverAwaited, dropped);
    }

    /// <summary>True of a call that keeps what it returns, such as a list's of itself.</summary>
    private static bool IsAdded(IOperation dropped) =>
        dropped is IInvocationOperation { Instance.Type: { } type } &&
        SymbolEqualityComparer.Default.Equals(type, dropped.Type);

    private static void Yield(OperationAnalysisContext context, ParleyTypes types)
    {
        var yield = (IInvocationOperation)context.Operation;
        if (!types.IsYielded(yield.Type)) return;
        if (IsTakenForItsValue(yield))
        {
            Report(context, RuleTable.NeverAwaited, yield);
            return;
        }
        switch (yield.User())
        {
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation variable }:
                Stored(context, types, yield, variable.Symbol);
                break;
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation it,
                Parent: IExpressionStatementOperation }:
                Stored(context, types, yield, it.Local);
                break;
        }
    }

    private static void Stored(
        OperationAnalysisContext context, ParleyTypes types, IInvocationOperation yield, ILocalSymbol local)
    {
        var reads = yield.Root().All().OfType<ILocalReferenceOperation>()
            .Where(it => ParleyTypes.Same(it.Local, local) && !IsTarget(it)).ToList();
        if (reads.TrueForAll(IsTakenForItsValue)) Report(context, RuleTable.NeverAwaited, yield);
        if (reads.Count != 1 || reads[0].Parent is not IAwaitOperation) return;

        var (block, stored) = yield.Place();
        if (block is null) return;
        foreach (var statement in block.After(stored))
        {
            if (statement.Syntax.Span.Contains(reads[0].Syntax.Span)) return;
            if (!IsStraight(statement) || !statement.Own().Any(it => IsOtherYield(it, types))) continue;
            if (reads[0].Syntax.SpanStart > statement.Syntax.Span.End)
                Report(context, RuleTable.AwaitedLate, reads[0], local.Name);
            return;
        }
    }

    /// <summary>True of what is used as if it were what the body is sent, so that nobody can await it.</summary>
    private static bool IsTakenForItsValue(IOperation yielded)
    {
        for (var it = yielded; it.Parent is IConversionOperation to; it = to)
        {
            if (to.Type?.SpecialType == SpecialType.System_Object || !to.Conversion.Exists) return true;
        }
        return yielded.User() switch
        {
            IInterpolationOperation or IBinaryOperation => true,
            IInvocationOperation { TargetMethod.ContainingType.SpecialType: not SpecialType.None } call =>
                call.Instance?.Bare() == yielded,
            IInvalidOperation { Syntax: MemberAccessExpressionSyntax access } => access.Expression == yielded.Syntax,
            IInvalidOperation { Syntax: InvocationExpressionSyntax call } => IsMisfit(call, yielded),
            _ => false,
        };
    }

    /// <summary>True of an argument where each method that may be meant takes a number, a string or the like.</summary>
    private static bool IsMisfit(InvocationExpressionSyntax call, IOperation yielded)
    {
        int at = call.ArgumentList.Arguments.IndexOf(it => it.Expression == yielded.Syntax);
        if (at < 0 || yielded.SemanticModel is not { } model) return false;
        var methods = model.GetSymbolInfo(call).CandidateSymbols;
        return !methods.IsEmpty && methods.All(it => it is IMethodSymbol method && at < method.Parameters.Length &&
            method.Parameters[at].Type.SpecialType is not (SpecialType.None or SpecialType.System_Object));
    }

    private static bool IsTarget(IOperation it) =>
        it.Parent is IAssignmentOperation assignment && assignment.Target == it;

    private static bool IsStraight(IOperation statement) =>
        statement is IExpressionStatementOperation or IVariableDeclarationGroupOperation;

    private static bool IsOtherYield(IOperation it, ParleyTypes types) =>
        it is IAwaitOperation { Operation: IInvocationOperation other } && types.IsYielded(other.Type);
}
