using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Parley.Analyzers.Rules;

/// <summary>PAR005: a new generator is sent a value before its first advance.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PAR005SendBeforeAdvance : Rule
{
    /// <summary>Creates the rule.</summary>
    public PAR005SendBeforeAdvance() : base(RuleTable.SentTooEarly) { }

    private protected override void Start(CompilationStartAnalysisContext context, ParleyTypes types) =>
        context.RegisterOperationAction(it => Call(it, types), OperationKind.Invocation);

    private static void Call(OperationAnalysisContext context, ParleyTypes types)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name is not ("Send" or "TrySend" or "SendAsync" or "TrySendAsync")) return;
        if (!types.IsGenerator(call.TargetMethod.ContainingType) || call.Receiver() is not { } receiver) return;
        bool isNew = receiver is ILocalReferenceOperation it
            ? types.IsNew(it.Local.Initializer(it.SemanticModel)) && IsFirst(call, it)
            : types.IsNew(receiver);
        if (isNew) Report(context, RuleTable.SentTooEarly, call);
    }

    /// <summary>True if nothing else has been done with the variable before: then nothing has advanced it.</summary>
    private static bool IsFirst(IInvocationOperation call, ILocalReferenceOperation reference)
    {
        // In another function than the variable: who knows when that runs?
        if (!ParleyTypes.Same(reference.Function(null), reference.Local.ContainingSymbol) &&
            reference.Nested() is not null) return false;
        // The arguments come before the call, as in g.Send(g.Next()).
        if (call.Arguments.SelectMany(it => it.All()).Any(it => ParleyTypes.Same(it.Variable(), reference.Local)))
            return false;
        return reference.Root().All().OfType<ILocalReferenceOperation>()
            .First(it => ParleyTypes.Same(it.Local, reference.Local)).Syntax.SpanStart == reference.Syntax.SpanStart;
    }
}
