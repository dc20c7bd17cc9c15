using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Parley.Analyzers;

/// <summary>Where generators come from: expressions that make a new one, and the methods that return such.</summary>
internal static class Factories
{
    /// <summary>True if this expression makes a new generator, itself or by a method whose source is here.</summary>
    public static bool IsNew(this ParleyTypes types, IOperation? expression) => expression?.Bare() switch
    {
        IObjectCreationOperation made => types.IsGenerator(made.Type),
        IInvocationOperation call when !types.IsGenerator(call.Type) => false,
        IInvocationOperation call when types.IsCreate(call.TargetMethod) => true,
        IInvocationOperation call when types.IsFace(call.TargetMethod) => types.IsNew(call.Receiver()),
        IInvocationOperation call => Made(call.TargetMethod) is not null,
        _ => false,
    };

    /// <summary>Returns what this expression or variable makes: an object creation, or a call of Create.</summary>
    public static ExpressionSyntax? Made(this ParleyTypes types, IOperation? expression) => expression?.Bare() switch
    {
        IObjectCreationOperation made when types.IsGenerator(made.Type) => made.Syntax as ExpressionSyntax,
        IInvocationOperation call when types.IsCreate(call.TargetMethod) => call.Syntax as ExpressionSyntax,
        IInvocationOperation call when types.IsGenerator(call.Type) => Made(call.TargetMethod),
        ILocalReferenceOperation it when it.Local.Initializer(it.SemanticModel) is { } value and
            not ILocalReferenceOperation => types.Made(value),
        _ => null,
    };

    /// <summary>Returns the body of what is made: a lambda, or the method or local function that it names.</summary>
    public static SyntaxNode? Body(ExpressionSyntax? made)
    {
        var body = made switch
        {
            BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } one } => one[0].Expression,
            InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } one } => one[0].Expression,
            _ => null,
        };
        return body is IdentifierNameSyntax name ? Named(name) : body as LambdaExpressionSyntax;
    }

    /// <summary>Returns the parameters of a body.</summary>
    public static IReadOnlyList<ParameterSyntax> Parameters(SyntaxNode body) => body switch
    {
        SimpleLambdaExpressionSyntax it => new[] { it.Parameter },
        ParenthesizedLambdaExpressionSyntax it => it.ParameterList.Parameters,
        LocalFunctionStatementSyntax it => it.ParameterList.Parameters,
        MethodDeclarationSyntax it => it.ParameterList.Parameters,
        _ => Array.Empty<ParameterSyntax>(),
    };

    /// <summary>Returns the innermost function of this name around the place, if there is one only and nothing else has
    /// the name.</summary>
    private static SyntaxNode? Named(IdentifierNameSyntax name)
    {
        string text = name.Identifier.ValueText;
        foreach (var around in name.Ancestors())
        {
            var functions = around.ChildNodes().Select(it => it is GlobalStatementSyntax top ? top.Statement : it)
                .Where(it => it is LocalFunctionStatementSyntax local && local.Identifier.ValueText == text
                    || it is MethodDeclarationSyntax method && method.Identifier.ValueText == text).ToList();
            if (functions.Count > 0) return functions.Count == 1 ? functions[0] : null;
            if (around is BaseMethodDeclarationSyntax && around.DescendantNodes().Any(it => IsVariable(it, text)))
                return null;
        }
        return null;
    }

    private static bool IsVariable(SyntaxNode node, string name) => node switch
    {
        ParameterSyntax it => it.Identifier.ValueText == name,
        VariableDeclaratorSyntax it => it.Identifier.ValueText == name,
        _ => false,
    };

    /// <summary>Returns what a method makes and returns, if that is all that it ever returns.</summary>
    private static ExpressionSyntax? Made(IMethodSymbol method)
    {
        method = method.PartialImplementationPart ?? method;
        if (method.DeclaringSyntaxReferences.Length != 1) return null;
        var (expression, block) = method.DeclaringSyntaxReferences[0].GetSyntax() switch
        {
            MethodDeclarationSyntax it => (it.ExpressionBody?.Expression, it.Body),
            LocalFunctionStatementSyntax it => (it.ExpressionBody?.Expression, it.Body),
            _ => default,
        };
        if (block is null) return IsMaking(expression) ? expression : null;
        ExpressionSyntax? made = null;
        foreach (var statement in block
            .DescendantNodes(static node => !IsFunction(node)).OfType<ReturnStatementSyntax>())
        {
            if (!IsMaking(statement.Expression)) return null;
            made = statement.Expression;
        }
        return made;
    }

    private static bool IsFunction(SyntaxNode node) =>
        node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or ExpressionSyntax;

    private static bool IsMaking(ExpressionSyntax? expression) => expression is BaseObjectCreationExpressionSyntax or
        InvocationExpressionSyntax
        {
            Expression: MemberAccessExpressionSyntax
            {
                RawKind: (int)SyntaxKind.SimpleMemberAccessExpression,
                Name.Identifier.ValueText: "Create",
                Expression: IdentifierNameSyntax { Identifier.ValueText: "Generator" or "AsyncGenerator" },
            },
        };
}
