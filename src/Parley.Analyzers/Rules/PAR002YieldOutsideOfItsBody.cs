using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Parley.Analyzers.Rules;

/// <summary>PAR002: a yield is awaited in a function that isn't its own body.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PAR002YieldOutsideOfItsBody : Rule
{
    /// <summary>Creates the rule.</summary>
    public PAR002YieldOutsideOfItsBody() : base(RuleTable.Misplaced) { }

    private protected override void Start(CompilationStartAnalysisContext context, ParleyTypes types) =>
        context.RegisterOperationAction(it => Await(it, types), OperationKind.Await);

    private static void Await(OperationAnalysisContext context, ParleyTypes types)
    {
        var awaited = ((IAwaitOperation)context.Operation).Operation;
        if (!types.IsYielded(awaited.Type)) return;
        var nested = context.Operation.Nested();
        var function = context.Operation.Function(context.ContainingSymbol);
        if (function is not { IsAsync: true }) return;
        if (types.BodyOf(function) == BodyKind.None)
        {
            // A lambda that doesn't fit what it is passed to has no type yet.
            if (nested is IAnonymousFunctionOperation { Parent: not IDelegateCreationOperation }) return;
            if (function.ReturnType.TypeKind == TypeKind.Error || types.IsGenerator(function.ReturnType)) return;
            Report(context, RuleTable.Misplaced, awaited, nested switch
            {
                IAnonymousFunctionOperation => "a lambda that isn't a body",
                ILocalFunctionOperation => $"'{function.Name}', a local function that isn't a body",
                _ => $"'{function.Name}', which isn't a body",
            });
        }
        else if (types.YieldOf(awaited)?.ContainingSymbol is IMethodSymbol owner &&
            !ParleyTypes.Same(owner, function) && types.BodyOf(owner) != BodyKind.None)
        {
            Report(context, RuleTable.Misplaced, awaited, "the body of another generator");
        }
    }
}
