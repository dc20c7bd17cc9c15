using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Parley.CodeFixes;

/// <summary>PAR014: delegates to a sequence instead of yielding each of its elements.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class DelegateLoop : Fix
{
    /// <summary>Creates the fix.</summary>
    public DelegateLoop() : base("Delegate to it with From", "PAR014") { }

    private protected override List<TextChange>? Changes(Place place) =>
        place.Node.FirstAncestorOrSelf<ForEachStatementSyntax>() is { } loop && place.OwnYield(loop) is { } own
            ? [Replace(loop, $"await {own}.From({loop.Expression});")] : null;
}
