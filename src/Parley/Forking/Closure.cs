using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Parley.Bodies;

namespace Parley.Forking;

/// <summary>What the compiler makes of the variables that lambdas capture.</summary>
internal static class Closure
{
    private const string Called = "Trimming keeps the methods that are called.";

    internal const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    internal static bool Is(Type type) => type.IsClass && IsNamedSo(type);

    /// <summary>The same, or a struct, which no lambda but only local functions use.</summary>
    internal static bool IsNamedSo(Type type) => type.Name.StartsWith("<>c__DisplayClass", StringComparison.Ordinal);

    /// <summary>The closure around this one; null if there is none.</summary>
    internal static object? ParentOf(object closure) => ForkShape.Of(closure.GetType()).Parent?.GetValue(closure);

    internal static bool IsParent(FieldInfo field) =>
        field.Name.StartsWith("CS$<>8__locals", StringComparison.Ordinal);

    /// <summary>What a user calls a field of a body or a closure.</summary>
    internal static string Describe(FieldInfo? field)
    {
        string name = field?.Name ?? "";
        int end = name.IndexOf('>');
        return end > 1 && name[0] == '<' ? $"the local '{name[1..end]}'"
            : name.Length > 0 && name[0] != '<' && !name.Contains('$') ? $"the variable '{name}'"
            : "something that it needs after the yield";
    }

    /// <summary>The type that the user wrote, in which the compiler has put this one.</summary>
    internal static Type WrittenType(Type type)
    {
        while (type.Name.StartsWith('<') && type.DeclaringType is { } outer) type = outer;
        return type.IsGenericType ? type.GetGenericTypeDefinition() : type;
    }

    /// <summary>
    /// The number that the compiler gives the method in which a closure or a body is written; null if the name doesn't
    /// tell. Closures are named &lt;>c__DisplayClass4_0; bodies are named &lt;&lt;Run>b__1>d in such a closure, and
    /// &lt;&lt;Run>b__4_1>d, &lt;&lt;Run>g__Local|4_1>d or &lt;Method>d__4 elsewhere.
    /// </summary>
    internal static string? MethodNumber(Type type)
    {
        string name = type.DeclaringType is { } owner && Is(owner) ? owner.Name : type.Name;
        int start = AfterLast(name, "DisplayClass") ?? AfterLast(name, "|") ?? AfterLast(name, "__") ?? name.Length;
        int end = start;
        while (end < name.Length && char.IsAsciiDigit(name[end])) end++;
        return end == start ? null : name[start..end];
    }

    private static int? AfterLast(string name, string mark) =>
        name.LastIndexOf(mark, StringComparison.Ordinal) is var at and >= 0 ? at + mark.Length : null;

    /// <summary>The lambdas of a closure, with the bodies of those that are async.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2055", Justification = Called)]
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Called)]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = Called)]
    [RequiresDynamicCode("Closures can be generic.")]
    internal static List<MethodInfo> MethodsOf(Type closure)
    {
        const BindingFlags All = Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        List<MethodInfo> methods = [.. closure.GetMethods(All).Where(method => !Woven.Is(method))];
        foreach (Type nested in closure.GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic))
        {
            // A nested type of a generic one has the same type arguments in front, and can have more only if its method
            // is generic.
            Type[] arguments = closure.GetGenericArguments();
            if (nested.GetGenericArguments().Length != arguments.Length || Woven.Is(nested)) continue;
            Type made = arguments.Length > 0 ? nested.GetGenericTypeDefinition().MakeGenericType(arguments) : nested;
            methods.AddRange(made.GetMethods(All));
        }

        return methods;
    }
}
