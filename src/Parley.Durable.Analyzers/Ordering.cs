using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Parley.Analyzers;

namespace Parley.Durable.Analyzers;

/// <summary>Which collections have no order, and where that doesn't matter.</summary>
internal static class Ordering
{
    private static readonly HashSet<string> s_unordered =
    [
        "ConcurrentBag", "ConcurrentDictionary", "ConditionalWeakTable", "Dictionary", "FrozenDictionary", "FrozenSet",
        "HashSet", "Hashtable", "ImmutableDictionary", "ImmutableHashSet",
    ];

    /// <summary>What gives the same, whatever the order: it orders, counts or makes something that has none.</summary>
    private static readonly HashSet<string> s_harmless =
    [
        "All", "Any", "Contains", "Count", "LongCount", "Max", "Min", "Order", "OrderBy", "OrderByDescending",
        "OrderDescending", "Single", "SingleOrDefault", "ToDictionary", "ToHashSet", "TryGetNonEnumeratedCount",
    ];

    /// <summary>What gives the same elements, in the order that it gets them.</summary>
    private static readonly HashSet<string> s_passing =
    [
        "Append", "AsEnumerable", "Cast", "Concat", "DefaultIfEmpty", "Distinct", "Except", "GroupBy", "Intersect",
        "Join", "OfType", "Prepend", "Reverse", "Select", "SelectMany", "ToArray", "ToImmutableArray",
        "ToImmutableList", "ToList", "Union", "Where",
    ];

    /// <summary>Returns the name of the collection without an order that an expression is, or is a part of.</summary>
    public static string? Unordered(IOperation? expression) => expression?.Bare() switch
    {
        IPropertyReferenceOperation { Property.Name: "Keys" or "Values" or "UnorderedItems", Instance: { } whole } =>
            Unordered(whole) ?? (whole.Type?.Name == "PriorityQueue" ? whole.Type.Name : null),
        { Type: { } type } => Unordered(type),
        _ => null,
    };

    /// <summary>True of a LINQ call, or another that reads its first argument in order.</summary>
    public static bool IsReading(IMethodSymbol method) => method.IsExtensionMethod &&
        (method.ContainingType.Name == "Enumerable" || method.Name is "ToImmutableArray" or "ToImmutableList") &&
        method.ContainingNamespace is { Name: "Linq", ContainingNamespace.Name: "System" } or
            { Name: "Immutable", ContainingNamespace.Name: "Collections" };

    /// <summary>True if the result of such a call is the same, whatever the order.</summary>
    public static bool IsHarmless(IInvocationOperation call)
    {
        string name = call.TargetMethod.Name;
        if (s_harmless.Contains(name)) return true;
        // The sum of floating-point numbers depends on their order.
        if (name is "Sum" or "Average") return !IsFloating(call.TargetMethod.Parameters.Last().Type);
        return s_passing.Contains(name) && IsOrdered(call);
    }

    /// <summary>True if what uses a sequence orders it, or doesn't mind.</summary>
    public static bool IsOrdered(IOperation sequence) => IsOrdered(sequence, new(SymbolEqualityComparer.Default));

    private static bool IsOrdered(IOperation sequence, HashSet<ISymbol> seen)
    {
        switch (sequence.User())
        {
            case IArgumentOperation { Parent: IInvocationOperation call }:
                return IsReading(call.TargetMethod) && call.Arguments[0].Value.Bare() == sequence
                    ? IsHarmless(call) : HasOwnOrder(call.Type) || IsSort(call) || IsOfSets(call);
            case IArgumentOperation { Parent: IObjectCreationOperation made }:
                return HasOwnOrder(made.Type);
            case IPropertyReferenceOperation { Property.Name: "Count" or "Length" }:
                return true;
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }:
                if (!seen.Add(local)) return false;
                var uses = sequence.Root().All().OfType<ILocalReferenceOperation>().Where(it =>
                    ParleyTypes.Same(it.Local, local)).ToList();
                return uses.Any(IsSorted) || uses.Count > 0 && uses.All(it => IsOrdered(it, seen));
            default:
                return false;
        }
    }

    private static bool IsSorted(IOperation list) => list.User() switch
    {
        IInvocationOperation { TargetMethod.Name: "Sort" } call => call.Instance?.Bare() == list,
        IArgumentOperation { Parent: IInvocationOperation call } => IsSort(call),
        _ => false,
    };

    private static bool IsSort(IInvocationOperation call) => call.TargetMethod.Name is "Sort";

    /// <summary>True of a set's operation with another one.</summary>
    private static bool IsOfSets(IInvocationOperation call) => call.TargetMethod.Name is "ExceptWith" or
        "IntersectWith" or "IsProperSubsetOf" or "IsProperSupersetOf" or "IsSubsetOf" or "IsSupersetOf" or "Overlaps" or
        "SetEquals" or "SymmetricExceptWith" or "UnionWith";

    /// <summary>True of a collection whose order doesn't come from what it is made of.</summary>
    public static bool HasOwnOrder(ITypeSymbol? type) => Unordered(type) is not null ||
        type?.Name is "SortedSet" or "SortedDictionary" or "SortedList" or "ImmutableSortedSet" or
            "ImmutableSortedDictionary" or "PriorityQueue";

    private static string? Unordered(ITypeSymbol? type)
    {
        for (var it = type; it is not null; it = it.BaseType)
        {
            var whole = it.ContainingType ?? it; // of the keys, the values or a builder
            if (s_unordered.Contains(whole.Name) && whole.ContainingNamespace.ToDisplayString().StartsWith(
                "System.", StringComparison.Ordinal)) return whole.Name;
        }
        return null;
    }

    /// <summary>True if a sequence's elements, or what a function gives, are floating-point numbers.</summary>
    private static bool IsFloating(ITypeSymbol type)
    {
        while (type is INamedTypeSymbol { IsGenericType: true } it) type = it.TypeArguments.Last();
        return type.SpecialType is SpecialType.System_Single or SpecialType.System_Double;
    }
}
