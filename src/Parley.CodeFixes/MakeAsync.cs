using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;
using Microsoft.CodeAnalysis.Text;

namespace Parley.CodeFixes;

/// <summary>PAR003: makes a generator asynchronous, if every use of it can follow.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class MakeAsync : Fix
{
    /// <summary>Creates the fix.</summary>
    public MakeAsync() : base("Make it an AsyncGenerator", "PAR003") { }

    private protected override async Task<List<TextChange>?> ChangesAsync(Place place)
    {
        if (Place.FunctionOf(place.Node) is not LambdaExpressionSyntax { Parent.Parent.Parent: ExpressionSyntax made })
            return null;
        List<TextChange> changes = [];
        if (made is ObjectCreationExpressionSyntax { Type: GenericNameSyntax type }) changes.Add(Async(type));
        else if (made is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax {
            Expression: IdentifierNameSyntax create } })
            changes.Add(Insert(create.SpanStart, "Async"));
        else if (made is not ImplicitObjectCreationExpressionSyntax) return null;

        var owners = new Queue<ISymbol>();
        if (!Follow(place, made, changes, owners)) return null;
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        while (owners.Count > 0)
        {
            var owner = owners.Dequeue();
            if (!seen.Add(owner)) continue;
            foreach (var found in await SymbolFinder.FindReferencesAsync(
                owner, place.Document.Project.Solution, place.CancellationToken).ConfigureAwait(false))
            {
                foreach (var at in found.Locations)
                {
                    if (at.Document.Id != place.Document.Id || at.IsImplicit) return null;
                    var use = Use(place.Root.FindNode(at.Location.SourceSpan, getInnermostNodeForTie: true), owner);
                    if (use is null || !Follow(place, use, changes, owners)) return null;
                }
            }
        }
        return [.. changes.Distinct()];
    }

    /// <summary>Returns the expression that is the generator: the call of the method, or the variable.</summary>
    private static ExpressionSyntax? Use(SyntaxNode name, ISymbol owner)
    {
        var use = name as ExpressionSyntax;
        if (owner is not IMethodSymbol) return use;
        if (use?.Parent is MemberAccessExpressionSyntax access && access.Name == use) use = access;
        return use?.Parent is InvocationExpressionSyntax call && call.Expression == use ? call : null;
    }

    /// <summary>Adds the changes where a generator is used, and the variable or method that hands it on.</summary>
    private static bool Follow(Place place, ExpressionSyntax it, List<TextChange> changes, Queue<ISymbol> owners)
    {
        switch (it.Parent)
        {
            case ArrowExpressionClauseSyntax { Parent: { } function }:
                return Returned(function);
            case ReturnStatementSyntax when Place.FunctionOf(it) is { } function:
                return Returned(function);
            case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax {
                Parent: VariableDeclarationSyntax all } variable }:
                if (all.Parent is not LocalDeclarationStatementSyntax statement || all.Variables.Count > 1)
                    return false;
                if (all.Type is GenericNameSyntax type) changes.Add(Async(type));
                else if (!all.Type.IsVar) return false;
                if (statement.UsingKeyword.RawKind != 0)
                {
                    if (!Place.CanAwait(it)) return false;
                    changes.Add(Insert(statement.SpanStart, "await "));
                }
                return Owned(variable);
            case ForEachStatementSyntax loop when loop.Expression == it && Place.CanAwait(it):
                changes.Add(Insert(loop.SpanStart, "await "));
                return true;
            case ExpressionStatementSyntax:
                return true;
            case MemberAccessExpressionSyntax access when access.Expression == it:
                return Called(access, changes);
            default:
                return false;
        }

        bool Returned(SyntaxNode function)
        {
            var returned = (function as MethodDeclarationSyntax)?.ReturnType ??
                (function as LocalFunctionStatementSyntax)?.ReturnType;
            if (returned is not GenericNameSyntax type) return false;
            changes.Add(Async(type));
            return Owned(function);
        }

        bool Owned(SyntaxNode declaration)
        {
            if (place.Model.GetDeclaredSymbol(declaration, place.CancellationToken) is not { } symbol) return false;
            owners.Enqueue(symbol);
            return true;
        }
    }

    private static bool Called(MemberAccessExpressionSyntax access, List<TextChange> changes)
    {
        string name = access.Name.Identifier.ValueText;
        if (name is "State" or "Current" or "Result" or "Name" or "TryGetResult") return true;
        if (access.Parent is not InvocationExpressionSyntax call || !Place.CanAwait(call)) return false;
        if (name is not ("Next" or "MoveNext" or "Send" or "TrySend" or "Throw" or "TryThrow" or "Close" or "Dispose" or
            "Resume" or "TryResume" or "Collect")) return false;
        bool isInner = call.Parent is MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or
            ConditionalAccessExpressionSyntax or PostfixUnaryExpressionSyntax;
        changes.Add(Insert(call.SpanStart, isInner ? "(await " : "await "));
        changes.Add(Replace(access.Name, $"{name}Async"));
        if (isInner) changes.Add(Insert(call.Span.End, ")"));
        return true;
    }

    private static TextChange Async(GenericNameSyntax type) => Insert(type.SpanStart, "Async");
}
