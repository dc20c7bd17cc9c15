using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Parley.Analyzers.Rules;

/// <summary>PAR007: a generator is used after a foreach, a query or a using has closed it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PAR007UsedAfterClose : Rule
{
    /// <summary>Creates the rule.</summary>
    public PAR007UsedAfterClose() : base(RuleTable.UsedAfterClose, RuleTable.ReturnedFromUsing) { }

    private protected override void Start(CompilationStartAnalysisContext context, ParleyTypes types)
    {
        context.RegisterOperationAction(
            it => Closes(it, types), OperationKind.Loop, OperationKind.Invocation, OperationKind.ObjectCreation,
            OperationKind.Using);
        context.RegisterOperationAction(it => Returns(it, types), OperationKind.Return);
    }

    private static void Closes(OperationAnalysisContext context, ParleyTypes types)
    {
        var (variable, what) = types.Closed(context.Operation);
        if (variable is null) return;
        var (block, statement) = context.Operation.Place();
        if (block is null || !IsAlways(context.Operation, statement)) return;
        int end = context.Operation.Syntax.Span.End;
        foreach (var later in block.After(statement).Prepend(statement).SelectMany(it => it.Own()))
        {
            if (later.Syntax.SpanStart < end) continue;
            if (!ParleyTypes.Same(later.Variable(), variable) || later is IConversionOperation) continue;
            if (later.Parent is IAssignmentOperation or IArgumentOperation { Parameter.RefKind: not RefKind.None })
                return;
            if (!IsUse(later, types)) continue;
            Report(context, RuleTable.UsedAfterClose, later, variable.Name, what);
            return;
        }
    }

    /// <summary>True if the operation happens whenever its statement does, and the block goes on after it.</summary>
    private static bool IsAlways(IOperation operation, IOperation statement)
    {
        for (var it = operation; it != statement; it = it.Parent!)
        {
            if (it.Parent is null or IConditionalOperation or IConditionalAccessOperation or ICoalesceOperation or
                IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr }
                or ISwitchExpressionOperation or ISwitchCaseOperation or ILoopOperation or IAnonymousFunctionOperation
                or ILocalFunctionOperation or IReturnOperation or ITryOperation) return false;
        }
        return true;
    }

    private static bool IsUse(IOperation reference, ParleyTypes types)
    {
        IOperation at = reference;
        while (at.Parent is IConversionOperation or IArgumentOperation) at = at.Parent;
        return at.Parent switch
        {
            IForEachLoopOperation => true,
            IInvocationOperation { TargetMethod.Name: "MoveNext" or "Next" or "Send" or "TrySend" or "Resume" or
                "TryResume" or "Run" or "Collect" or "Prime" or "MoveNextAsync" or "NextAsync" or "SendAsync" or
                "TrySendAsync" or "ResumeAsync" or "TryResumeAsync" or "RunAsync" or "CollectAsync" or "PrimeAsync" }
                call => call.Receiver() == reference,
            IInvocationOperation or IObjectCreationOperation => Consumed(at.Parent, types),
            _ => false,
        };
    }

    /// <summary>True if this query, or what is made of it at once, reads the generator.</summary>
    private static bool Consumed(IOperation query, ParleyTypes types)
    {
        for (IOperation? it = query; it is IInvocationOperation or IObjectCreationOperation or IConversionOperation or
            IArgumentOperation or IForEachLoopOperation; it = it.Parent)
        {
            if (types.Closed(it).Variable is not null) return true;
            if (it is IForEachLoopOperation) return false;
        }
        return false;
    }

    private static void Returns(OperationAnalysisContext context, ParleyTypes types)
    {
        if (((IReturnOperation)context.Operation).ReturnedValue?.Bare() is not ILocalReferenceOperation it) return;
        if (!types.IsGenerator(it.Type) || !it.Local.IsInUsing()) return;
        Report(context, RuleTable.ReturnedFromUsing, it, it.Local.Name);
    }
}
