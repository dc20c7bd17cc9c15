using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Parley.CodeFixes;

/// <summary>PAR006: makes a while with TrySend of a foreach whose last statement is a Send.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class LoopWithTrySend : Fix
{
    /// <summary>Creates the fix.</summary>
    public LoopWithTrySend() : base("Loop with TrySend", "PAR006") { }

    private protected override List<TextChange>? Changes(Place place)
    {
        if (place.Node is not InvocationExpressionSyntax
            {
                Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Send" } access,
                Parent: ExpressionStatementSyntax { Parent: BlockSyntax {
                    Parent: ForEachStatementSyntax loop } body } send,
            } call) return null;
        if (loop.AwaitKeyword.RawKind != 0 || body.Statements.Last() != send ||
            loop.Expression is not IdentifierNameSyntax g) return null;
        if (loop.Parent is not (BlockSyntax or GlobalStatementSyntax)) return null;
        // Only a foreach closes the generator where it is left early.
        if (body.DescendantNodes().Any(it => it is BreakStatementSyntax or ContinueStatementSyntax or
            ReturnStatementSyntax or GotoStatementSyntax)) return null;
        var names = new HashSet<string>(place.Model.LookupSymbols(body.Statements[0].SpanStart).Select(it => it.Name));
        string name = names.Contains("goesOn") ? "hasNext" : "goesOn";
        if (names.Contains(name)) return null;
        string indent = Indent(loop);
        return
        [
            new(
                TextSpan.FromBounds(loop.SpanStart, loop.CloseParenToken.Span.End),
                $"bool {name} = {g}.MoveNext();{NewLine(place)}{indent}while ({name})"),
            Insert(
                body.Statements[0].SpanStart,
                $"{loop.Type} {loop.Identifier} = {g}.Current;{NewLine(place)}{Indent(body.Statements[0])}"),
            Replace(access.Name, "TrySend"),
            Insert(call.SpanStart, $"{name} = "),
        ];
    }

    private static string Indent(SyntaxNode node) =>
        node.GetLeadingTrivia().LastOrDefault(it => it.IsKind(SyntaxKind.WhitespaceTrivia)).ToString();

    private static string NewLine(Place place) =>
        place.Root.DescendantTrivia().FirstOrDefault(it => it.IsKind(
            SyntaxKind.EndOfLineTrivia)) is { RawKind: not 0 } it
            ? it.ToString() : "\n";
}
