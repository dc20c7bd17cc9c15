using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Parley.Analyzers.Rules;

/// <summary>PAR003: the body of a synchronous generator awaits something else than a yield.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PAR003AwaitInSyncBody : Rule
{
    /// <summary>Creates the rule.</summary>
    public PAR003AwaitInSyncBody() : base(RuleTable.SyncAwaits) { }

    private protected override void Start(CompilationStartAnalysisContext context, ParleyTypes types) =>
        context.RegisterOperationAction(
            it => Check(it, types),
            OperationKind.Await, OperationKind.Loop, OperationKind.Using, OperationKind.UsingDeclaration);

    private static void Check(OperationAnalysisContext context, ParleyTypes types)
    {
        var (what, at) = context.Operation switch
        {
            IAwaitOperation it when IsOther(it, types) => ("this 'await'", it.Syntax.GetFirstToken()),
            IForEachLoopOperation { IsAsynchronous: true } it => ("'await foreach'", it.Syntax.GetFirstToken()),
            IUsingOperation { IsAsynchronous: true } it => ("'await using'", it.Syntax.GetFirstToken()),
            IUsingDeclarationOperation { IsAsynchronous: true } it => ("'await using'", it.Syntax.GetFirstToken()),
            _ => default,
        };
        if (what is null || types.BodyOf(context.Operation.Function(context.ContainingSymbol)) != BodyKind.Sync) return;
        context.ReportDiagnostic(Diagnostic.Create(RuleTable.SyncAwaits, at.GetLocation(), what));
    }

    private static bool IsOther(IAwaitOperation it, ParleyTypes types)
    {
        var type = it.Operation.Type;
        if (type is null or { TypeKind: TypeKind.Error or TypeKind.Dynamic } || types.IsYieldedInSync(type))
            return false;
        if (types.IsGenerator(type) || types.BodyOf(type) != BodyKind.None || AwaitsYield(it.Operation, types))
            return false;
        if (it.Syntax is not AwaitExpressionSyntax syntax || it.SemanticModel is not { } model) return false;
        var awaiter = model.GetAwaitExpressionInfo(syntax).GetAwaiterMethod?.ReturnType;
        return awaiter is not null && !types.IsYieldedInSync(awaiter);
    }

    /// <summary>True of a call of code that awaits this body's yield: PAR002 says there what is wrong.</summary>
    private static bool AwaitsYield(IOperation awaited, ParleyTypes types)
    {
        if (awaited.Bare() is not IInvocationOperation { TargetMethod: var method } call) return false;
        if (method.MethodKind == MethodKind.LocalFunction)
        {
            return call.Root().All().OfType<ILocalFunctionOperation>()
                .Where(it => ParleyTypes.Same(it.Symbol, method.OriginalDefinition))
                .SelectMany(it => it.All().OfType<IAwaitOperation>())
                .Any(it => types.IsYielded(it.Operation.Type));
        }
        return !method.DeclaringSyntaxReferences.IsEmpty && call.Arguments.Any(it => types.IsYield(it.Value.Type));
    }
}
