using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using Parley.CodeFixes;
using Parley.Durable.Analyzers;

namespace Parley.Durable.CodeFixes;

/// <summary>PAR101, PAR103: takes the time, or a Guid, from the conversation.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class UseConversation : Fix
{
    /// <summary>Creates the fix.</summary>
    public UseConversation() : base("Take it from the conversation", "PAR101", "PAR103") { }

    private protected override List<TextChange>? Changes(Place place) =>
        Replacement(place.Model.GetOperation(place.Node, place.CancellationToken)) is { } member &&
        Durable(place) is { } durable ? [Replace(place.Node, $"{durable}.{member}")] : null;

    /// <summary>Returns the member that gives the same kind of a value. There is none for the local time of a machine,
    /// nor for what measures time.</summary>
    private static string? Replacement(IOperation? use) => use switch
    {
        IInvocationOperation { TargetMethod.Name: "NewGuid" or "CreateVersion7" } => "NewGuid()",
        IMethodReferenceOperation { Method.Name: "NewGuid" } => "NewGuid",
        IInvocationOperation { TargetMethod.Name: "GetUtcNow" } => "UtcNow",
        IPropertyReferenceOperation { Property: { Name: "UtcNow", ContainingType.Name: "DateTimeOffset" } } => "UtcNow",
        IPropertyReferenceOperation { Property: { Name: "UtcNow", ContainingType.Name: "DateTime" } } =>
            "UtcNow.UtcDateTime",
        _ => null,
    };

    /// <summary>Returns the name of what the innermost function around gets of its conversation.</summary>
    private static string? Durable(Place place)
    {
        if (DurableTypes.In(place.Model.Compilation) is not { } types) return null;
        int at = place.Node.SpanStart;
        return place.Model.LookupSymbols(at)
            .Where(it => types.IsDurable(TypeOf(it)) && IsReachable(it, place.Node))
            .OrderByDescending(it => it is ILocalSymbol or IParameterSymbol && !IsOfType(it))
            .ThenBy(IsOfType)
            .ThenByDescending(it => it.Locations[0].SourceSpan.Start)
            .FirstOrDefault()?.Name;
    }

    /// <summary>True of the parameter of a primary constructor: a field that holds it is used rather.</summary>
    private static bool IsOfType(ISymbol symbol) =>
        symbol is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } };

    private static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        ILocalSymbol it => it.Type,
        IParameterSymbol it => it.Type,
        IFieldSymbol it => it.Type,
        IPropertySymbol it => it.Type,
        _ => null,
    };

    /// <summary>True of a member, and of a variable that is declared before, unless a static function is between.
    /// </summary>
    private static bool IsReachable(ISymbol symbol, SyntaxNode at)
    {
        if (symbol is not (ILocalSymbol or IParameterSymbol)) return true;
        var declared = symbol.Locations[0].SourceSpan;
        return declared.Start < at.SpanStart && !at.Ancestors().Any(it => IsStatic(it) && !it.Span.Contains(declared));
    }

    private static bool IsStatic(SyntaxNode node) => node switch
    {
        AnonymousFunctionExpressionSyntax it => it.Modifiers.Any(SyntaxKind.StaticKeyword),
        LocalFunctionStatementSyntax it => it.Modifiers.Any(SyntaxKind.StaticKeyword),
        _ => false,
    };
}
