using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Parley.Analyzers;

namespace Parley.CodeFixes;

/// <summary>PAR009: makes a send type nullable that is a reference type.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class MakeSendNullable : Fix
{
    /// <summary>Creates the fix.</summary>
    public MakeSendNullable() : base("Make the send type nullable", "PAR009") { }

    private protected override List<TextChange>? Changes(Place place)
    {
        if (place.Model.GetOperation(place.Node) is not { } generator) return null;
        if (place.Types.GeneratorOf(generator.Type) is not { Arity: > 1 } type || type.TypeArguments[1].IsValueType)
            return null;
        if (place.Types.Made(generator) is not { } made || made.SyntaxTree != place.Root.SyntaxTree) return null;
        if (Factories.Body(made) is not LambdaExpressionSyntax) return null; // a method names the type itself
        IEnumerable<TypeSyntax?> written =
        [
            (made as ObjectCreationExpressionSyntax)?.Type,
            Place.FunctionOf(made) switch
            {
                MethodDeclarationSyntax it => it.ReturnType,
                LocalFunctionStatementSyntax it => it.ReturnType,
                _ => null,
            },
        ];
        return
        [
            .. written.OfType<GenericNameSyntax>().Where(it => it.TypeArgumentList.Arguments.Count > 1)
                .Select(it => Insert(it.TypeArgumentList.Arguments[1].Span.End, "?")),
        ];
    }
}
