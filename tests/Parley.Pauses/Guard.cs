using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Parley.Pauses;

/// <summary>Reports where a pause is missing in the copies, as they are compiled. It knows bodies and yields by their
/// types, where <see cref="PauseRewriter"/> goes by names.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class Guard : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor s_missing = new(
        "PAUSE", "A pause is missing", "{0}, in {1}", "Tests", DiagnosticSeverity.Error, isEnabledByDefault: true,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [s_missing];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(
            GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterOperationAction(Check, OperationKind.Block, OperationKind.Invocation);
    }

    private static void Check(OperationAnalysisContext context)
    {
        ISymbol member = context.ContainingSymbol;
        if (!Variants.IsCopy(member)) return;
        string? missing = context.Operation switch
        {
            IBlockOperation block when IsPaused(block, member) && !IsPause(block.Operations.FirstOrDefault(), "Here") =>
                "There is no pause at the beginning of this",
            IInvocationOperation call when IsYield(call.TargetMethod) && !IsPause(Receiver(call), "Before") =>
                "There is no pause before this yield",
            IInvocationOperation call when IsBlocking(call.TargetMethod) => "This call isn't awaited",
            IInvocationOperation call when Variants.IsOriginal(call.TargetMethod) => "This calls what has no pauses",
            _ => null,
        };
        if (missing is null) return;
        Location place = context.Operation.Syntax.GetLocation();
        context.ReportDiagnostic(Diagnostic.Create(s_missing, place, missing, member.ContainingNamespace));
    }

    // The blocks of bodies, but for those in a lock, and those of tests.
    private static bool IsPaused(IBlockOperation block, ISymbol member)
    {
        for (IOperation? outer = block.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is ILockOperation) return false;
            if (outer is IAnonymousFunctionOperation lambda) return IsBody(lambda.Symbol);
            if (outer is ILocalFunctionOperation function) return IsBody(function.Symbol);
        }
        return IsBody(member) || (block.Parent is IMethodBodyOperation && IsTest(member));
    }

    private static bool IsBody(ISymbol symbol) =>
        symbol is IMethodSymbol { IsAsync: true, ReturnType.Name: "AsyncGeneratorBody" };

    private static bool IsTest(ISymbol symbol) =>
        symbol is IMethodSymbol { ReturnType: INamedTypeSymbol { Name: "Task", IsGenericType: false } } &&
        symbol.GetAttributes().Length > 0;

    private static bool IsYield(IMethodSymbol method) => method.ContainingType.Name is "Yield" or "YieldExtensions";

    private static bool IsBlocking(IMethodSymbol method) =>
        (method.ContainingType.ContainingType ?? method.ContainingType).Name == "Blocking";

    private static IOperation? Receiver(IInvocationOperation call) =>
        call.Instance ?? call.Arguments.FirstOrDefault()?.Value;

    private static bool IsPause(IOperation? operation, string method) => operation switch
    {
        IExpressionStatementOperation statement => IsPause(statement.Operation, method),
        IConversionOperation conversion => IsPause(conversion.Operand, method),
        IAwaitOperation { Operation: IInvocationOperation { TargetMethod: var called } } =>
            called.Name == method && called.ContainingType.Name == "Pause",
        _ => false,
    };
}
