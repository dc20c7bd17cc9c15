using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Parley.CodeFixes;

/// <summary>PAR004: adds a filter that lets the exit pass.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class AddExitFilter : Fix
{
    private static readonly string[] s_names = ["e", "exception", "caught"];

    /// <summary>Creates the fix.</summary>
    public AddExitFilter() : base("Let the exit pass", "PAR004") { }

    private protected override List<TextChange>? Changes(Place place)
    {
        if (place.Node.FirstAncestorOrSelf<CatchClauseSyntax>() is not { Filter: null } clause) return null;
        if (place.Types.Exit is not { } exit || place.Types.Exception is not { } all) return null;
        int at = clause.SpanStart;
        var names = new HashSet<string>(place.Model.LookupSymbols(clause.Block.SpanStart).Select(it => it.Name));
        string name = s_names.FirstOrDefault(it => !names.Contains(it)) ?? "anything";
        if (clause.Declaration is not { } declaration)
            return [Insert(clause.CatchKeyword.Span.End, $" ({place.Name(all, at)} {name}) {Filter(name)}")];
        if (declaration.Identifier.RawKind != 0)
            return [Insert(declaration.Span.End, $" {Filter(declaration.Identifier.Text)}")];
        return [Insert(declaration.Type.Span.End, $" {name}"), Insert(declaration.Span.End, $" {Filter(name)}")];

        string Filter(string it) => $"when ({it} is not {place.Name(exit, at)})";
    }
}
