using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Parley.Pauses;

/// <summary>Puts awaits into bodies, wherever they can stand: at the beginning of each block, behind each statement,
/// before each yield and before each value that is returned. A body is an async function with a parameter <c>yield</c>
/// or <c>_</c>. What it calls on a generator by a synchronous name it awaits by the asynchronous one. Tests begin with
/// an await. Lines keep their numbers.</summary>
internal sealed class PauseRewriter(string pause, Func<SyntaxNode, bool> returns)
{
    private static readonly HashSet<string> s_calls = ["Next", "MoveNext", "Send", "Throw", "Close"];
    private readonly List<TextChange> _changes = [];
    private readonly Stack<TextChange> _behind = new();
    private readonly string _here = $"await {pause}.Here();";

    /// <summary>What has to be changed in a file.</summary>
    /// <param name="root">The file.</param>
    /// <param name="pause">What has the methods <c>Here</c> and <c>Before</c>.</param>
    /// <param name="returns">Whether a body that is an expression gives its value.</param>
    public static IEnumerable<TextChange> Changes(SyntaxNode root, string pause, Func<SyntaxNode, bool> returns)
    {
        var rewriter = new PauseRewriter(pause, returns);
        foreach (SyntaxNode node in root.DescendantNodes()) rewriter.Put(node);
        return rewriter._behind.Concat(rewriter._changes).OrderBy(change => change.Span.Start);
    }

    private void Put(SyntaxNode node)
    {
        if (node is MethodDeclarationSyntax method && IsTest(method)) PutIntoTest(method);
        if (IsBody(node)) PutIntoExpression(node);
        if (!IsInBody(node)) return;
        switch (node)
        {
            case BlockSyntax block:
                Insert(block.OpenBraceToken.Span.End, $" {_here}");
                break;
            case ExpressionStatementSyntax or LocalDeclarationStatementSyntax:
                bool alone = node.Parent is not (BlockSyntax or SwitchSectionSyntax);
                if (alone) Insert(node.SpanStart, $"{{ {_here} ");
                Append(node.Span.End, alone ? $" {_here} }}" : $" {_here}");
                break;
            case ReturnStatementSyntax { Expression: { } value and not LiteralExpressionSyntax }:
                Surround(value, $"await {pause}.Before(", ")");
                break;
            case IdentifierNameSyntax { Identifier.ValueText: "yield" } yield when IsCalled(yield):
                Surround(yield, $"(await {pause}.Before(", "))");
                break;
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: var name } } call
                when s_calls.Contains(name.Identifier.ValueText):
                Insert(call.SpanStart, "await ");
                Insert(name.Span.End, "Async");
                break;
        }
    }

    private void PutIntoTest(MethodDeclarationSyntax test)
    {
        bool awaits = test.Modifiers.Any(SyntaxKind.AsyncKeyword);
        if (!awaits) Insert(test.ReturnType.SpanStart, "async ");
        if (test.Body is { } block) Insert(block.OpenBraceToken.Span.End, $" {_here}");
        if (test.ExpressionBody is not { } arrow) return;
        Replace(arrow.ArrowToken, awaits ? $"{{ {_here}" : $"{{ {_here} await");
        Append(test.SemicolonToken.Span.End, " }");
    }

    private void PutIntoExpression(SyntaxNode body)
    {
        ArrowExpressionClauseSyntax? arrow = body.ChildNodes().OfType<ArrowExpressionClauseSyntax>().SingleOrDefault();
        ExpressionSyntax? value = arrow?.Expression ?? (body as LambdaExpressionSyntax)?.ExpressionBody;
        if (value is null) return;
        if (arrow is not null) Replace(arrow.ArrowToken, "");
        bool gives = returns(body);
        string before = value is ThrowExpressionSyntax ? "" : gives ? $"return await {pause}.Before(" : "";
        string behind = value is ThrowExpressionSyntax ? ";" : gives ? ");" : $"; {_here}";
        Surround(value, $"{{ {_here} {before}", $"{behind} }}");
        if (arrow is not null) Replace(body.ChildTokens().Last(), "");
    }

    private static bool IsTest(MethodDeclarationSyntax method) =>
        method.AttributeLists.Count > 0 && method.ReturnType.ToString() == "Task";

    private static bool IsBody(SyntaxNode node) =>
        IsFunction(node) && node.ChildTokens().Any(token => token.IsKind(SyntaxKind.AsyncKeyword)) &&
        node.DescendantNodes(child => child == node || child is ParameterListSyntax)
            .Any(child => child is ParameterSyntax { Identifier.ValueText: "yield" or "_" });

    // Nothing can be awaited in a lock.
    private static bool IsInBody(SyntaxNode node) =>
        node.Ancestors().FirstOrDefault(outer => outer is LockStatementSyntax || IsFunction(outer)) is { } function &&
        IsBody(function);

    private static bool IsFunction(SyntaxNode node) =>
        node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MethodDeclarationSyntax;

    private static bool IsCalled(IdentifierNameSyntax yield) =>
        yield.Parent is InvocationExpressionSyntax or
            MemberAccessExpressionSyntax
            {
                Name.Identifier.ValueText: "From" or "Ask", Parent: InvocationExpressionSyntax,
            };

    private void Surround(SyntaxNode node, string before, string behind)
    {
        Insert(node.SpanStart, before);
        Append(node.Span.End, behind);
    }

    private void Insert(int position, string text) => _changes.Add(new(new(position, 0), text));

    // Of what ends at one place, the innermost first.
    private void Append(int position, string text) => _behind.Push(new(new(position, 0), text));
    private void Replace(SyntaxToken token, string text) => _changes.Add(new(token.Span, text));
}
