using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Parley.Analyzers.Rules;

/// <summary>PAR006: the generator of a foreach is driven in the loop.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PAR006DrivenInItsLoop : Rule
{
    /// <summary>Creates the rule.</summary>
    public PAR006DrivenInItsLoop() : base(RuleTable.DrivenInLoop) { }

    private protected override void Start(CompilationStartAnalysisContext context, ParleyTypes types) =>
        context.RegisterOperationAction(it => Call(it, types), OperationKind.Invocation);

    private static void Call(OperationAnalysisContext context, ParleyTypes types)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name is not ("Send" or "TrySend" or "Next" or "MoveNext" or "Resume" or "TryResume" or
            "SendAsync" or "TrySendAsync" or "NextAsync" or "MoveNextAsync" or "ResumeAsync" or "TryResumeAsync"))
            return;
        if (!types.IsGenerator(call.TargetMethod.ContainingType) || call.Receiver() is not { } receiver) return;
        if (Named(receiver) is not { } generator) return;
        IOperation at = call;
        for (var parent = call.Parent; parent is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation);
            at = parent, parent = parent.Parent)
        {
            if (parent is not IForEachLoopOperation loop || loop.Body != at) continue;
            if (!ParleyTypes.Same(Named(loop.Collection.Bare()), generator)) continue;
            Report(context, RuleTable.DrivenInLoop, call, call.TargetMethod.Name);
            return;
        }
    }

    /// <summary>Returns the variable, or the field or property of this object or type, that an expression is.</summary>
    private static ISymbol? Named(IOperation expression) => expression switch
    {
        IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation } it and
            (IFieldReferenceOperation or IPropertyReferenceOperation) => it.Member,
        IInvocationOperation { TargetMethod.Name: "WithCancellation" or "ConfigureAwait" } call =>
            call.Receiver() is { } receiver ? Named(receiver) : null,
        _ => expression.Variable(),
    };
}
