using System.Collections;
#if !NETSTANDARD
using System.Collections.Frozen;
using System.Collections.Immutable;
#endif
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text;

namespace Parley.Forking;

/// <summary>The enumerator of a loop or of a <c>From</c>, which nobody else has.</summary>
internal static class HiddenEnumerator
{
    // Of .NET's own enumerators, those that keep their place in themselves.
    private static readonly HashSet<Type> s_known =
    [
        typeof(ArraySegment<>.Enumerator),
        typeof(Dictionary<,>.Enumerator),
        typeof(Dictionary<,>.KeyCollection.Enumerator),
        typeof(Dictionary<,>.ValueCollection.Enumerator),
        typeof(HashSet<>.Enumerator),
        typeof(LinkedList<>.Enumerator),
        typeof(List<>.Enumerator),
        typeof(Queue<>.Enumerator),
        typeof(Stack<>.Enumerator),
    ];

    // The same of assemblies that not every program loads, or not every framework has.
    private static readonly HashSet<string> s_knownNames =
    [
        "System.Buffers.ReadOnlySequence`1+Enumerator",
        "System.Collections.Frozen.FrozenDictionary`2+Enumerator",
        "System.Collections.Frozen.FrozenSet`1+Enumerator",
        "System.Collections.Generic.OrderedDictionary`2+Enumerator",
        "System.Collections.Generic.OrderedDictionary`2+KeyCollection+Enumerator",
        "System.Collections.Generic.OrderedDictionary`2+ValueCollection+Enumerator",
        "System.Collections.Generic.PriorityQueue`2+UnorderedItemsCollection+Enumerator",
        "System.Collections.Immutable.ImmutableArray`1+Enumerator",
        "System.Collections.Immutable.ImmutableQueue`1+Enumerator",
        "System.Collections.Immutable.ImmutableStack`1+Enumerator",
        "System.Text.Json.JsonElement+ArrayEnumerator",
        "System.Text.Json.JsonElement+ObjectEnumerator",
    ];

    /// <summary>Whether something of this type can be, or lead to, an enumerator.</summary>
    internal static bool CanBe(Type type) => type.IsValueType ? IsEnumerator(type) || HasEnumerator(type)
        : type.IsInterface || type == typeof(object) || IsEnumerator(type);

    /// <summary>Whether something of this type can be looped over, by members of its own or by those of an
    /// interface.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "A loop keeps the members that it calls.")]
    internal static bool IsEnumerator(Type type)
    {
        Type[] types = [type, .. type.GetInterfaces()];
        if (Array.Exists(types, IsNets)) return true;
        return Has("Current", MemberTypes.Property) &&
            (Has("MoveNext", MemberTypes.Method) || Has("MoveNextAsync", MemberTypes.Method));

        [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "A loop keeps the members that it calls.")]
        bool Has(string name, MemberTypes kind) =>
            Array.Exists(types, type => type.GetMember(name, kind, Closure.Instance).Length > 0);
    }

    /// <summary>
    /// Whether a struct that is an enumerator keeps its place in itself, so that a copy of it has its own. It doesn't
    /// if it changes an object that it refers to. Of a struct that isn't .NET's, its code says that.
    /// </summary>
    /// <remarks>NativeAOT keeps only the fields that are named here.</remarks>
    [DynamicDependency(ForkShape.Needs, typeof(ArraySegment<>.Enumerator))]
    [DynamicDependency(ForkShape.Needs, typeof(Dictionary<,>.Enumerator))]
    [DynamicDependency(ForkShape.Needs, typeof(Dictionary<,>.KeyCollection.Enumerator))]
    [DynamicDependency(ForkShape.Needs, typeof(Dictionary<,>.ValueCollection.Enumerator))]
    [DynamicDependency(ForkShape.Needs, typeof(HashSet<>.Enumerator))]
    [DynamicDependency(ForkShape.Needs, typeof(LinkedList<>.Enumerator))]
    [DynamicDependency(ForkShape.Needs, typeof(List<>.Enumerator))]
    [DynamicDependency(ForkShape.Needs, typeof(Queue<>.Enumerator))]
    [DynamicDependency(ForkShape.Needs, typeof(Stack<>.Enumerator))]
#if !NETSTANDARD
    [DynamicDependency(ForkShape.Needs, typeof(FrozenDictionary<,>.Enumerator))]
    [DynamicDependency(ForkShape.Needs, typeof(FrozenSet<>.Enumerator))]
    [DynamicDependency(ForkShape.Needs, typeof(ImmutableArray<>.Enumerator))]
    [DynamicDependency(ForkShape.Needs, typeof(ImmutableQueue<>.Enumerator))]
    [DynamicDependency(ForkShape.Needs, typeof(ImmutableStack<>.Enumerator))]
    [DynamicDependency(ForkShape.Needs, typeof(OrderedDictionary<,>.Enumerator))]
    [DynamicDependency(ForkShape.Needs, typeof(OrderedDictionary<,>.KeyCollection.Enumerator))]
    [DynamicDependency(ForkShape.Needs, typeof(OrderedDictionary<,>.ValueCollection.Enumerator))]
    [DynamicDependency(ForkShape.Needs, typeof(PriorityQueue<,>.UnorderedItemsCollection.Enumerator))]
    [DynamicDependency(ForkShape.Needs, typeof(StringBuilder.ChunkEnumerator))]
#endif
    internal static bool KeepsItsPlace(object enumerator)
    {
        Type type = enumerator.GetType();
        if (IsKnown(type)) return true;
        if (!Fork.CanRead && FieldsOf(type).Length == 0) return false;
        List<FieldInfo> held = [], split = [];
        Look(enumerator, held, split);
        if (type.FullName == "System.Text.StringBuilder+ChunkEnumerator") // of many chunks, it has a list
        {
            return held.TrueForAll(field => field.FieldType == typeof(StringBuilder));
        }

        return held.Count == 0 || (Fork.CanRead && EnumeratorFlow.KeepsItsPlace(type, [.. split.Except(held)]));
    }

    /// <summary>Whether this is one of .NET's enumerators that is known to keep its place in itself.</summary>
    internal static bool IsKnown(Type type) => s_known.Contains(Definition(type)) || (ForkShape.IsSystems(type)
        && Definition(type).FullName is { } name && s_knownNames.Contains(name));

    /// <summary>Whether a field of an enumerator holds the current element, whatever that is.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "Without it, the element is looked at.")]
    internal static bool IsElement(FieldInfo field)
    {
        Type enumerator = Definition(field.DeclaringType!);
        if (enumerator.GetField(field.Name, Closure.Instance)?.FieldType is not { } type) return false;
        if (ElementOf(enumerator) is not { } current) return type.IsGenericParameter;
        return current == type || (type.IsGenericParameter && current.GetGenericArguments().Contains(type));
    }

    /// <summary>The type of the elements; null if that is unknown.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Without it, the element is looked at.")]
    internal static Type? ElementOf(Type enumerator) =>
        Array.Find(enumerator.GetProperties(Closure.Instance), property => property.Name == "Current")?.PropertyType;

    // The fields of a struct, and of those in it, that hold what could be changed, and those that hold what splits, or
    // can't be changed.
    private static void Look(object value, List<FieldInfo> held, List<FieldInfo> split)
    {
        bool isInline = ForkShape.LengthOfInline(value.GetType()) > 0; // of which only one is seen here
        foreach (FieldInfo field in FieldsOf(value.GetType()))
        {
            Type type = field.FieldType;
            if (type.IsPrimitive || type.IsEnum || type.IsPointer) continue;
            object? inside = field.GetValue(value);
            if (isInline) held.Add(field);
            else if (inside is string or Delegate or IForkable or IForkableHandle) split.Add(field);
            else if (inside is not null && type.IsValueType) Look(inside, held, split);
            else if (inside is not null) held.Add(field);
        }
    }

    private static bool HasEnumerator(Type type) =>
        Array.Exists(FieldsOf(type), field => !field.FieldType.IsValueType && IsEnumerator(field.FieldType));

    // NativeAOT knows that something implements these, but perhaps not their members.
    private static bool IsNets(Type type) =>
        type == typeof(IEnumerator) || Definition(type) == typeof(IAsyncEnumerator<>);

    private static Type Definition(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "See ForkShape.IsTrimmed.")]
    private static FieldInfo[] FieldsOf(Type type) => type.GetFields(Closure.Instance);
}
