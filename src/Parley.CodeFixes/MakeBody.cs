using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Parley.CodeFixes;

/// <summary>PAR011: makes a body of an async method, and replaces the statements of iterators.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class MakeBody : Fix
{
    /// <summary>Creates the fix.</summary>
    public MakeBody() : base("Make it a body", "PAR011") { }

    private protected override List<TextChange>? Changes(Place place)
    {
        if (place.Node.FirstAncestorOrSelf<YieldStatementSyntax>() is not { } statement)
            return Method(place.Node.Parent);
        return Place.FunctionOf(statement) switch
        {
            AnonymousFunctionExpressionSyntax => place.OwnYield(statement) is { } own
                ? [Statement(statement, own)] : null,
            { } function when place.OwnYield(statement) is { } own => [Statement(statement, own)],
            { } function => Method(function),
            _ => null,
        };
    }

    /// <summary>Makes a method return a generator whose body is the method's. Leaves its type as it is.</summary>
    internal static List<TextChange>? Method(SyntaxNode? function)
    {
        var (modifiers, body, parameters) = function switch
        {
            MethodDeclarationSyntax it => (it.Modifiers, it.Body, it.ParameterList),
            LocalFunctionStatementSyntax it => (it.Modifiers, it.Body, it.ParameterList),
            _ => default,
        };
        if (body is null || parameters.Parameters.Any(it => it.Modifiers.Any(SyntaxKind.RefKeyword) ||
            it.Modifiers.Any(SyntaxKind.OutKeyword) || it.Modifiers.Any(SyntaxKind.InKeyword) ||
            it.Identifier.ValueText == "yield")) return null;
        List<TextChange> changes =
        [
            Insert(body.GetFirstToken().GetPreviousToken().Span.End, " => new(async yield =>"),
            Insert(body.Span.End, ");"),
        ];
        var async = modifiers.FirstOrDefault(it => it.IsKind(SyntaxKind.AsyncKeyword));
        if (async.RawKind != 0)
            changes.Add(new(TextSpan.FromBounds(async.SpanStart, async.GetNextToken().SpanStart), ""));
        changes.AddRange(body
            .DescendantNodes(static it => it is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .OfType<YieldStatementSyntax>().SelectMany(it => Parts(it, "yield")));
        return changes;
    }

    private static TextChange Statement(YieldStatementSyntax it, string yield) =>
        it.Expression is null ? Replace(it, "return;") : Replace(it, $"await {yield}({it.Expression});");

    private static IEnumerable<TextChange> Parts(YieldStatementSyntax it, string yield) => it.Expression is null
        ? [new(TextSpan.FromBounds(it.SpanStart, it.ReturnOrBreakKeyword.Span.End), "return")]
        : [
            new(TextSpan.FromBounds(it.SpanStart, it.Expression.SpanStart), $"await {yield}("),
            Insert(it.Expression.Span.End, ")"),
        ];
}
