using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Parley.CodeFixes;

/// <summary>PAR001: writes an await before a yield, in the yield's own body.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class AddAwait : Fix
{
    /// <summary>Creates the fix.</summary>
    public AddAwait() : base("Await it", "PAR001") { }

    private protected override List<TextChange>? Changes(Place place)
    {
        if (place.Node is not InvocationExpressionSyntax call || place.OwnYield(call) is not { } own) return null;
        if (!place.Types.IsYielded(place.Model.GetTypeInfo(call).Type)) return null;
        var used = call.Expression is MemberAccessExpressionSyntax access ? access.Expression : call.Expression;
        return used is IdentifierNameSyntax name && name.Identifier.ValueText == own
            ? [Insert(call.SpanStart, "await ")] : null;
    }
}
