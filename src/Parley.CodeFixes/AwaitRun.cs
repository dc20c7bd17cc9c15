using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Parley.CodeFixes;

/// <summary>PAR019: awaits a RunAsync instead of a Run.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class AwaitRun : Fix
{
    /// <summary>Creates the fix.</summary>
    public AwaitRun() : base("Use RunAsync", "PAR019") { }

    private protected override List<TextChange>? Changes(Place place)
    {
        if (place.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not
            { Expression: MemberAccessExpressionSyntax access,
                ArgumentList.Arguments: { Count: > 0 } arguments } call) return null;
        if (!Place.CanAwait(call) || call.Parent is MemberAccessExpressionSyntax or AwaitExpressionSyntax) return null;
        List<TextChange> changes = [Insert(call.SpanStart, "await "), Replace(access.Name, "RunAsync")];
        switch (arguments.Last().Expression)
        {
            case LambdaExpressionSyntax { AsyncKeyword.RawKind: not 0 }:
                return changes;
            case LambdaExpressionSyntax { ExpressionBody: { } expression } lambda:
                return [.. changes, Insert(lambda.SpanStart, "async "), Insert(expression.SpanStart, "await ")];
            case IdentifierNameSyntax or MemberAccessExpressionSyntax:
                var method = arguments.Last().Expression;
                return [.. changes, Replace(method, $"async value => await {method}(value)")];
            default:
                return null;
        }
    }
}
