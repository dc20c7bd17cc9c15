using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Parley.Analyzers;

namespace Parley.CodeFixes;

/// <summary>PAR008, PAR017: delegates to a generator or a body that is dropped, awaited or yielded.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class DelegateWithFrom : Fix
{
    /// <summary>Creates the fix.</summary>
    public DelegateWithFrom() : base("Delegate to it with From", "PAR008", "PAR017") { }

    private protected override List<TextChange>? Changes(Place place)
    {
        var inner = place.Node as ExpressionSyntax ?? (place.Node as ArgumentSyntax)?.Expression;
        if (inner is null || place.OwnYield(inner) is not { } own) return null;
        string from = From(place, inner, own);
        var bound = place.Model.GetSpeculativeSymbolInfo(
            inner.SpanStart, SyntaxFactory.ParseExpression(from), SpeculativeBindingOption.BindAsExpression).Symbol;
        if (bound is null) return null;
        return inner.Parent switch
        {
            ExpressionStatementSyntax or ReturnStatementSyntax or LambdaExpressionSyntax =>
                [Replace(inner, $"await {from}")],
            AwaitExpressionSyntax => [Replace(inner, from)],
            ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax yield } => [Replace(yield, from)],
            _ => null,
        };
    }

    /// <summary>A body is delegated to by its method: as a value, it would be used up.</summary>
    private static string From(Place place, ExpressionSyntax inner, string own)
    {
        if (place.Types.BodyOf(place.Model.GetTypeInfo(inner).Type) == BodyKind.None) return $"{own}.From({inner})";
        return inner is InvocationExpressionSyntax { ArgumentList.Arguments.Count: 1 } call
            ? $"{own}.From({call.Expression})" : $"{own}.From({own} => {inner})";
    }
}
