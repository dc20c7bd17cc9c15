using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Parley.CodeFixes;

/// <summary>PAR015: casts what is dynamic to the type that is yielded.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class CastDynamic : Fix
{
    /// <summary>Creates the fix.</summary>
    public CastDynamic() : base("Cast it", "PAR015") { }

    private protected override List<TextChange>? Changes(Place place)
    {
        var given = place.Node as ExpressionSyntax ?? (place.Node as ArgumentSyntax)?.Expression;
        if (given?.Parent is not ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call }) return null;
        if (place.Model.GetTypeInfo(call.Expression).Type is not INamedTypeSymbol type || !place.Types.IsYield(type))
            return null;
        string cast = $"({place.Name(type.TypeArguments[0], given.SpanStart)})";
        return given is BinaryExpressionSyntax or ConditionalExpressionSyntax
            ? [Insert(given.SpanStart, $"{cast}("), Insert(given.Span.End, ")")] : [Insert(given.SpanStart, cast)];
    }
}
