using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Parley.CodeFixes;

/// <summary>PAR010: lets the body take a token.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class TakeToken : Fix
{
    /// <summary>Creates the fix.</summary>
    public TakeToken() : base("Let the body take a token", "PAR010") { }

    private protected override List<TextChange>? Changes(Place place)
    {
        if (place.Found.AdditionalLocations.Count != 1) return null;
        var at = place.Found.AdditionalLocations[0];
        if (at.SourceTree != place.Root.SyntaxTree) return null;
        return place.Root.FindNode(at.SourceSpan, getInnermostNodeForTie: true) switch
        {
            SimpleLambdaExpressionSyntax it => [Replace(it.Parameter, $"({it.Parameter}, token)")],
            ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: { Count: 1 } one } => [Insert(
                one[0].Span.End, one[0].Type is null ? ", token" : ", System.Threading.CancellationToken token")],
            _ => null,
        };
    }
}
