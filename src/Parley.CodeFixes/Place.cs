using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Parley.Analyzers;

namespace Parley.CodeFixes;

/// <summary>Where a rule has found something.</summary>
internal sealed class Place(
    Document document, SyntaxNode root, SemanticModel model, ParleyTypes types, SyntaxNode node, Diagnostic found,
    CancellationToken cancellationToken)
{
    public Document Document => document;
    public SyntaxNode Root => root;
    public SemanticModel Model => model;
    public ParleyTypes Types => types;
    public SyntaxNode Node => node;
    public Diagnostic Found => found;
    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>Returns the name of the yield of the body that this is directly in, if it is in one.</summary>
    public string? OwnYield(SyntaxNode at)
    {
        if (FunctionOf(at) is not { } function || SymbolOf(function) is not { } symbol) return null;
        return types.BodyOf(symbol) == BodyKind.None ? null
            : symbol.Parameters.FirstOrDefault(it => types.IsYield(it.Type))?.Name;
    }

    public IMethodSymbol? SymbolOf(SyntaxNode function) => (function is AnonymousFunctionExpressionSyntax
        ? model.GetSymbolInfo(function, cancellationToken).Symbol
        : model.GetDeclaredSymbol(function, cancellationToken)) as IMethodSymbol;

    /// <summary>Returns the innermost function that this is in.</summary>
    public static SyntaxNode? FunctionOf(SyntaxNode at) => at.Ancestors().FirstOrDefault(it => it is
        AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax or
        AccessorDeclarationSyntax);

    /// <summary>True if there may be an await here.</summary>
    public static bool CanAwait(SyntaxNode at) => FunctionOf(at) switch
    {
        null => at.FirstAncestorOrSelf<GlobalStatementSyntax>() is not null,
        AnonymousFunctionExpressionSyntax it => it.AsyncKeyword.RawKind != 0,
        LocalFunctionStatementSyntax it => it.Modifiers.Any(SyntaxKind.AsyncKeyword),
        MethodDeclarationSyntax it => it.Modifiers.Any(SyntaxKind.AsyncKeyword),
        _ => false,
    };

    public string Name(ITypeSymbol type, int at) => type.ToMinimalDisplayString(model, at);
}
