using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Parley.Forking;

/// <summary>The enumerator of a loop or of a <c>From</c>, which nobody else has.</summary>
internal static class HiddenEnumerator
{
    /// <summary>Whether something of this type can be, or lead to, an enumerator.</summary>
    internal static bool CanBe(Type type) => type.IsValueType ? IsEnumerator(type) || HasEnumerator(type)
        : type.IsInterface || type == typeof(object) || IsEnumerator(type);

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Whatever implements an interface keeps it.")]
    internal static bool IsEnumerator(Type type) =>
        type.IsAssignableTo(typeof(IEnumerator)) || IsAsync(type) || Array.Exists(type.GetInterfaces(), IsAsync)
        || (type.GetProperty("Current") is not null
            && (type.GetMethod("MoveNext", []) is not null || type.GetMethod("MoveNextAsync", []) is not null));

    /// <summary>
    /// Whether a struct that is an enumerator keeps its place in itself, so that a copy of it has its own. It doesn't
    /// if it has another enumerator inside that is a class, or a stack (of the nodes of a tree). Of a struct that isn't
    /// one of .NET's collections, it isn't known what objects of other kinds inside are for.
    /// </summary>
    /// <remarks>NativeAOT keeps only the fields that are named here.</remarks>
    [DynamicDependency(ForkShape.Needs, typeof(Dictionary<,>.Enumerator))]
    [DynamicDependency(ForkShape.Needs, typeof(Dictionary<,>.KeyCollection.Enumerator))]
    [DynamicDependency(ForkShape.Needs, typeof(Dictionary<,>.ValueCollection.Enumerator))]
    [DynamicDependency(ForkShape.Needs, typeof(HashSet<>.Enumerator))]
#if !NETSTANDARD // where those are a package of their own
    [DynamicDependency(ForkShape.Needs, typeof(System.Collections.Immutable.ImmutableArray<>.Enumerator))]
#endif
    [DynamicDependency(ForkShape.Needs, typeof(LinkedList<>.Enumerator))]
    [DynamicDependency(ForkShape.Needs, typeof(List<>.Enumerator))]
    [DynamicDependency(ForkShape.Needs, typeof(Queue<>.Enumerator))]
    [DynamicDependency(ForkShape.Needs, typeof(Stack<>.Enumerator))]
    internal static bool KeepsItsPlace(object enumerator)
    {
        Type type = enumerator.GetType();
        return (Fork.CanRead || FieldsOf(type).Length > 0) && KeepsItsPlace(enumerator, type);
    }

    /// <summary>Whether a field of an enumerator holds the current element, whatever that is.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "Without it, the element is looked at.")]
    internal static bool IsElement(FieldInfo field)
    {
        Type enumerator = Definition(field.DeclaringType!);
        if (enumerator.GetField(field.Name, Closure.Instance)?.FieldType is not { } type) return false;
        if (enumerator.GetProperty("Current")?.PropertyType is not { } current) return type.IsGenericParameter;
        return current == type || (type.IsGenericParameter && current.GetGenericArguments().Contains(type));
    }

    private static bool HasEnumerator(Type type) =>
        Array.Exists(FieldsOf(type), field => !field.FieldType.IsValueType && IsEnumerator(field.FieldType));

    private static bool KeepsItsPlace(object value, Type type) => Array.TrueForAll(FieldsOf(type), field =>
        field.FieldType.IsPrimitive || field.FieldType.IsEnum || field.FieldType.IsPointer || IsElement(field) ||
        CanShare(field.GetValue(value), field.FieldType, type));

    private static bool CanShare(object? inside, Type type, Type enumerator)
    {
        if (inside is null or string or Array or Delegate or IForkable or IForkableHandle) return true;
        if (type.IsValueType) return KeepsItsPlace(inside, type);
        if (IsEnumerator(inside.GetType())) return false;
        bool isNets = enumerator.Namespace?.StartsWith("System.Collections", StringComparison.Ordinal) == true;
        return isNets ? enumerator.DeclaringType == Definition(type) || !Mentions(type) : inside is IEnumerable;
    }

    private static bool Mentions(Type type) =>
        Definition(type) == typeof(Stack<>) || type == typeof(Stack)
        || (type.IsGenericType && Array.Exists(type.GetGenericArguments(), Mentions));

    private static Type Definition(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;

    private static bool IsAsync(Type type) => type.IsInterface && Definition(type) == typeof(IAsyncEnumerator<>);

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "See ForkShape.IsTrimmed.")]
    private static FieldInfo[] FieldsOf(Type type) => type.GetFields(Closure.Instance);
}
