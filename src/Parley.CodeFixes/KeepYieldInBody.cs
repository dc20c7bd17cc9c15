using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Parley.CodeFixes;

/// <summary>PAR002: makes a foreach of a ForEach, and a body of a method that a yield is passed to.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class KeepYieldInBody : Fix
{
    /// <summary>Creates the fix.</summary>
    public KeepYieldInBody() : base("Keep the yield in a body", "PAR002") { }

    private protected override List<TextChange>? Changes(Place place) => Place.FunctionOf(place.Node) switch
    {
        LambdaExpressionSyntax lambda => Loop(place, lambda),
        LocalFunctionStatementSyntax it when it.ParameterList.Parameters.Count > 0 => Body(place, it, it.ReturnType),
        MethodDeclarationSyntax it when it.ParameterList.Parameters.Count > 0 => Body(place, it, it.ReturnType),
        _ => null,
    };

    private static List<TextChange>? Loop(Place place, LambdaExpressionSyntax lambda)
    {
        if (lambda.Parent?.Parent?.Parent is not InvocationExpressionSyntax
            {
                Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ForEach" } access,
                ArgumentList.Arguments.Count: 1, Parent: ExpressionStatementSyntax statement,
            }) return null;
        if (place.OwnYield(statement) is null || lambda.DescendantNodes().OfType<ReturnStatementSyntax>().Any())
            return null;
        string? name = lambda switch
        {
            SimpleLambdaExpressionSyntax it => it.Parameter.Identifier.Text,
            ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: { Count: 1 } one } =>
                one[0].Identifier.Text,
            _ => null,
        };
        if (name is null) return null;
        string body = lambda.Body is BlockSyntax ? $"\n{Indent(statement)}{lambda.Body}" : $" {lambda.Body};";
        return [Replace(statement, $"foreach (var {name} in {access.Expression}){body}")];
    }

    private static string Indent(SyntaxNode statement) => statement.GetLeadingTrivia()
        .LastOrDefault(it => it.IsKind(SyntaxKind.WhitespaceTrivia)).ToString();

    private static List<TextChange>? Body(Place place, SyntaxNode function, TypeSyntax returned)
    {
        if (place.SymbolOf(function) is not { Parameters: { Length: > 0 } parameters } symbol) return null;
        if (!place.Types.IsYield(parameters[0].Type)) return null;
        if (symbol.ReturnType is not INamedTypeSymbol { Name: "Task" or "ValueTask" }) return null;
        // A body of a synchronous generator can await nothing but its yield.
        if (function.DescendantNodes().OfType<AwaitExpressionSyntax>().Any(it =>
            !place.Types.IsYieldedInSync(place.Model.GetTypeInfo(it.Expression).Type))) return null;
        string value = Last(returned) is GenericNameSyntax generic ? $"{generic.TypeArgumentList}" : "";
        List<TextChange> changes = [Replace(returned, $"GeneratorBody{value}")];
        foreach (var call in place.Root.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (call.Expression is not SimpleNameSyntax name || name.Identifier.ValueText != symbol.Name) continue;
            if (!Analyzers.ParleyTypes.Same(place.Model.GetSymbolInfo(call).Symbol, symbol)) continue;
            if (call.Parent is not AwaitExpressionSyntax || place.OwnYield(call) is not { } own) return null;
            var arguments = call.ArgumentList.Arguments;
            if (arguments[0].Expression is not IdentifierNameSyntax first || first.Identifier.ValueText != own)
                return null;
            changes.Add(Replace(call, arguments.Count == 1 ? $"{own}.From({name})" : $"{own}.From({own} => {call})"));
        }
        return changes;
    }

    private static TypeSyntax Last(TypeSyntax type) => type is QualifiedNameSyntax it ? it.Right : type;
}
