using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Parley.Analyzers.Rules;

/// <summary>PAR018: a body delegates to a generator of another send type.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PAR018OtherSendType : Rule
{
    /// <summary>Creates the rule.</summary>
    public PAR018OtherSendType() : base(RuleTable.OtherSend) { }

    private protected override void Start(CompilationStartAnalysisContext context, ParleyTypes types) =>
        context.RegisterOperationAction(it => Call(it, types), OperationKind.Invocation);

    private static void Call(OperationAnalysisContext context, ParleyTypes types)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name != "From" || call.Arguments.Length != 2) return;
        if (!ParleyTypes.Same(call.TargetMethod.ContainingType, types.YieldExtensions)) return;
        if (call.Arguments[0].Value.Bare().Type is not INamedTypeSymbol { Arity: 2 } yield) return;
        var inner = call.Arguments[1].Value.Bare();
        if (types.GeneratorOf(inner.Type) is not { Arity: > 1 } generator) return;
        var (outer, other) = (yield.TypeArguments[1], generator.TypeArguments[1]);
        if (ParleyTypes.Same(outer, other) || IsOpen(outer) || IsOpen(other)) return;
        Report(context, RuleTable.OtherSend, inner, outer.ToDisplayString(), other.ToDisplayString());
    }

    /// <summary>True of a type parameter, which may turn out to be the same type, and of a type with errors.</summary>
    private static bool IsOpen(ITypeSymbol type) => type.TypeKind is TypeKind.TypeParameter or TypeKind.Error ||
        type is IArrayTypeSymbol array && IsOpen(array.ElementType) ||
        type is INamedTypeSymbol { IsGenericType: true } it &&
            System.Linq.ImmutableArrayExtensions.Any(it.TypeArguments, IsOpen);
}
