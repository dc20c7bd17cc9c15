using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Parley.Analyzers;

namespace Parley.CodeFixes;

/// <summary>PAR005: primes the generator where it is made.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class AddPrime : Fix
{
    /// <summary>Creates the fix.</summary>
    public AddPrime() : base("Prime it", "PAR005") { }

    private protected override List<TextChange>? Changes(Place place)
    {
        if (place.Node is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access })
            return null;
        var made = access.Expression;
        if (made is IdentifierNameSyntax)
            made = place.Model.GetSymbolInfo(made).Symbol?.Declarator()?.Initializer?.Value;
        if (made is null or ImplicitObjectCreationExpressionSyntax) return null;
        if (place.Types.GeneratorOf(place.Model.GetTypeInfo(made).Type) is not { } type) return null;
        if (!place.Types.IsAsync(type)) return [Insert(made.Span.End, ".Prime()")];
        if (!Place.CanAwait(made)) return null;
        bool isInner = made.Parent is MemberAccessExpressionSyntax;
        return
        [
            Insert(made.SpanStart, isInner ? "(await " : "await "),
            Insert(made.Span.End, isInner ? ".PrimeAsync())" : ".PrimeAsync()"),
        ];
    }
}
