using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Parley.Analyzers.Rules;

/// <summary>PAR011: a generator is written like an iterator: as an async method, or with a yield return.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PAR011WrittenLikeAnIterator : Rule
{
    /// <summary>Creates the rule.</summary>
    public PAR011WrittenLikeAnIterator() : base(RuleTable.NotABody, RuleTable.IteratorYield) { }

    private protected override void Start(CompilationStartAnalysisContext context, ParleyTypes types)
    {
        context.RegisterSyntaxNodeAction(
            it => Function(it, types), SyntaxKind.MethodDeclaration, SyntaxKind.LocalFunctionStatement);
        context.RegisterSyntaxNodeAction(
            it => Yield(it, types), SyntaxKind.YieldReturnStatement, SyntaxKind.YieldBreakStatement);
    }

    private static void Function(SyntaxNodeAnalysisContext context, ParleyTypes types)
    {
        var (modifiers, returned) = context.Node switch
        {
            MethodDeclarationSyntax it => (it.Modifiers, it.ReturnType),
            LocalFunctionStatementSyntax it => (it.Modifiers, it.ReturnType),
            _ => default,
        };
        if (returned is null || !modifiers.Any(SyntaxKind.AsyncKeyword)) return;
        if (types.IsGenerator(context.SemanticModel.GetTypeInfo(returned, context.CancellationToken).Type))
            context.ReportDiagnostic(Diagnostic.Create(RuleTable.NotABody, returned.GetLocation()));
    }

    private static void Yield(SyntaxNodeAnalysisContext context, ParleyTypes types)
    {
        var statement = (YieldStatementSyntax)context.Node;
        if (!IsInBody(statement, context.SemanticModel, types)) return;
        bool breaks = statement.IsKind(SyntaxKind.YieldBreakStatement);
        context.ReportDiagnostic(Diagnostic.Create(
            RuleTable.IteratorYield,
            Location.Create(statement.SyntaxTree, Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(
                statement.YieldKeyword.SpanStart, statement.ReturnOrBreakKeyword.Span.End)),
            breaks ? "yield break" : "yield return", breaks ? "return" : "await yield(…)"));
    }

    private static bool IsInBody(SyntaxNode statement, SemanticModel model, ParleyTypes types)
    {
        foreach (var node in statement.Ancestors())
        {
            switch (node)
            {
                case AnonymousFunctionExpressionSyntax lambda:
                    return model.GetSymbolInfo(lambda).Symbol is IMethodSymbol it &&
                        (types.BodyOf(it) != BodyKind.None ||
                        it.Parameters.Length > 0 && types.IsYield(it.Parameters[0].Type));
                case LocalFunctionStatementSyntax or MethodDeclarationSyntax:
                    return model.GetDeclaredSymbol(node) is IMethodSymbol method &&
                        (types.BodyOf(method.ReturnType) != BodyKind.None || types.IsGenerator(method.ReturnType));
                case MemberDeclarationSyntax: return false;
            }
        }
        return false;
    }
}
