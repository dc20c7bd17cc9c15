using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using Parley.Analyzers;

namespace Parley.CodeFixes;

/// <summary>A fix for what a rule finds: changes of the text. It is offered only where it fits.</summary>
public abstract class Fix : CodeFixProvider
{
    private readonly string _title;

    private protected Fix(string title, params string[] ids) =>
        (_title, FixableDiagnosticIds) = (title, ImmutableArray.Create(ids));

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var document = context.Document;
        if (await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root) return;
        if (await document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model)
            return;
        if (ParleyTypes.In(model.Compilation) is not { } types) return;
        foreach (var found in context.Diagnostics)
        {
            var node = root.FindNode(found.Location.SourceSpan, getInnermostNodeForTie: true);
            var place = new Place(document, root, model, types, node, found, context.CancellationToken);
            if (await ChangesAsync(place).ConfigureAwait(false) is not { Count: > 0 } changes) continue;
            context.RegisterCodeFix(
                CodeAction.Create(_title, cancel => ApplyAsync(document, changes, cancel), GetType().Name), found);
        }
    }

    /// <summary>Returns what to change, or null if the fix doesn't fit.</summary>
    private protected virtual Task<List<TextChange>?> ChangesAsync(Place place) => Task.FromResult(Changes(place));

    private protected virtual List<TextChange>? Changes(Place place) => null;

    internal static async Task<Document> ApplyAsync(
        Document document, List<TextChange> changes, CancellationToken cancellationToken)
    {
        var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        return document.WithText(text.WithChanges(changes.OrderBy(it => it.Span)));
    }

    private protected static TextChange Insert(int at, string text) => new(new TextSpan(at, 0), text);
    private protected static TextChange Replace(SyntaxNode node, string text) => new(node.Span, text);
    private protected static TextChange Replace(SyntaxToken token, string text) => new(token.Span, text);
}
