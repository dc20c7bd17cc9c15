using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Parley.Analyzers.Rules;

/// <summary>PAR017: a generator or a body is awaited, or given to a yield of something else.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PAR017Awaited : Rule
{
    /// <summary>Creates the rule.</summary>
    public PAR017Awaited() : base(RuleTable.GeneratorAwaited) { }

    private protected override void Start(CompilationStartAnalysisContext context, ParleyTypes types)
    {
        context.RegisterSyntaxNodeAction(it => Await(it, types), SyntaxKind.AwaitExpression);
        context.RegisterSyntaxNodeAction(it => Yield(it, types), SyntaxKind.InvocationExpression);
    }

    private static void Await(SyntaxNodeAnalysisContext context, ParleyTypes types)
    {
        var syntax = (AwaitExpressionSyntax)context.Node;
        var type = context.SemanticModel.GetTypeInfo(syntax.Expression, context.CancellationToken).Type;
        if (What(type, types) is not { } what) return;
        if (context.SemanticModel.GetAwaitExpressionInfo(syntax).GetAwaiterMethod is not null) return;
        context.ReportDiagnostic(Diagnostic.Create(
            RuleTable.GeneratorAwaited, syntax.Expression.GetLocation(), what, "awaited"));
    }

    private static void Yield(SyntaxNodeAnalysisContext context, ParleyTypes types)
    {
        if (context.Node is not InvocationExpressionSyntax
            {
                Expression: IdentifierNameSyntax yield, ArgumentList.Arguments: { Count: 1 } arguments,
            }) return;
        var model = context.SemanticModel;
        if (model.GetTypeInfo(yield, context.CancellationToken).Type is not INamedTypeSymbol type) return;
        if (!types.IsYield(type)) return;
        var given = arguments[0].Expression;
        if (What(model.GetTypeInfo(given, context.CancellationToken).Type, types) is not { } what) return;
        if (model.ClassifyConversion(given, type.TypeArguments[0]).IsImplicit) return;
        context.ReportDiagnostic(Diagnostic.Create(
            RuleTable.GeneratorAwaited, given.GetLocation(), what, $"yielded as a '{type.TypeArguments[0]}'"));
    }

    private static string? What(ITypeSymbol? type, ParleyTypes types) =>
        types.IsGenerator(type) ? "A generator" : types.BodyOf(type) != BodyKind.None ? "A body" : null;
}
