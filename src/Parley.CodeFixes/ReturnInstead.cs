using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Parley.CodeFixes;

/// <summary>PAR013: returns instead of throwing a StopIterationException.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class ReturnInstead : Fix
{
    /// <summary>Creates the fix.</summary>
    public ReturnInstead() : base("Return instead", "PAR013") { }

    private protected override List<TextChange>? Changes(Place place)
    {
        if (place.Node.Parent is not ThrowStatementSyntax statement) return null;
        if (Place.FunctionOf(statement) is not { } function || place.SymbolOf(function) is not { } body) return null;
        bool returns = body.ReturnType is INamedTypeSymbol { Arity: 1 };
        return (place.Node, returns) switch
        {
            (BaseObjectCreationExpressionSyntax, false) => [Replace(statement, "return;")],
            (InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } one }, true) =>
                [Replace(statement, $"return {one[0].Expression};")],
            _ => null,
        };
    }
}
