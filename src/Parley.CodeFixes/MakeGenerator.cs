using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Parley.Analyzers;

namespace Parley.CodeFixes;

/// <summary>Makes a generator of an iterator method.</summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp)]
public sealed class MakeGenerator : CodeRefactoringProvider
{
    internal const string Title = "Make it a generator (which can be read only once)";

    /// <inheritdoc/>
    public override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        var document = context.Document;
        if (await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root) return;
        if (await document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model)
            return;
        if (ParleyTypes.In(model.Compilation) is not { } types) return;
        var function = root.FindNode(context.Span, getInnermostNodeForTie: true).FirstAncestorOrSelf<SyntaxNode>(it =>
            it is MethodDeclarationSyntax or LocalFunctionStatementSyntax);
        var (returned, body) = function switch
        {
            MethodDeclarationSyntax it => (it.ReturnType, it.Body),
            LocalFunctionStatementSyntax it => (it.ReturnType, it.Body),
            _ => default,
        };
        if (function is null || body is null || context.Span.Start > body.SpanStart) return;
        if (!body.DescendantNodes(static it => it is not (AnonymousFunctionExpressionSyntax or
            LocalFunctionStatementSyntax))
            .OfType<YieldStatementSyntax>().Any()) return;
        if (model.GetDeclaredSymbol(function, context.CancellationToken) is not IMethodSymbol method) return;
        if (method.ReturnType is not INamedTypeSymbol { Arity: 1, Name: "IEnumerable" or "IAsyncEnumerable" } sequence)
            return;
        // What a token of an iterator means, a body says otherwise; and an interface or a base wants its own type.
        if (method.Parameters.Any(it => it.GetAttributes().Length > 0) || method.IsOverride ||
            method.ExplicitInterfaceImplementations.Length > 0) return;
        if (types.Generator(sequence.Name == "IAsyncEnumerable") is not { } generator) return;
        if (MakeBody.Method(function) is not { } changes) return;
        string type = generator.Construct(sequence.TypeArguments, sequence.TypeArgumentNullableAnnotations)
            .ToMinimalDisplayString(model, returned!.SpanStart);
        changes.Add(new(returned.Span, type));
        context.RegisterRefactoring(CodeAction.Create(
            Title, cancel => Fix.ApplyAsync(document, changes, cancel), nameof(MakeGenerator)));
    }
}
