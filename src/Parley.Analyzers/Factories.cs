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

    /// <summary>Returns the lambda that is the body of what is made.</summary>
    public static LambdaExpressionSyntax? Body(ExpressionSyntax? made) => made switch
    {
        BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } one } => one[0].Expression,
        InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } one } => one[0].Expression,
        _ => null,
    } as LambdaExpressionSyntax;

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
