using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Parley.Bodies;

/// <summary>What Parley.Weaver has added to an assembly. It leaves what the compiler has made of a body as it is, with
/// the code that a name or a fork is read from.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2026", Justification = Trimmed)]
[UnconditionalSuppressMessage("Trimming", "IL2055", Justification = Trimmed)]
[UnconditionalSuppressMessage("Trimming", "IL2060", Justification = Trimmed)]
[UnconditionalSuppressMessage("Trimming", "IL2065", Justification = Trimmed)]
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Trimmed)]
[UnconditionalSuppressMessage("Trimming", "IL2075", Justification = Trimmed)]
[UnconditionalSuppressMessage("AOT", "IL3050", Justification = "NativeAOT has no code to read.")]
internal static class Woven
{
    /// <summary>In the names of what it adds: of a body's other form, for the compiler's <c>d</c>, and of the method
    /// that creates a generator with one, at the end.</summary>
    internal const string Mark = "$direct";

    /// <summary>The field of a closure that a woven body has made: the generator.</summary>
    internal const string Owner = "<>owner";

    /// <summary>The metadata of an assembly that has been woven.</summary>
    internal const string Metadata = "Parley.Weaver";

    private const string Trimmed = "Without what trimming has removed, it is as if it weren't woven.";

    // Weak, for assemblies that can be unloaded.
    private static readonly ConditionalWeakTable<Module, Dictionary<int, int>> s_creators = new();

    internal static bool Is(MemberInfo member) => member.Name.Contains(Mark, StringComparison.Ordinal);

    /// <summary>The state machine that a woven body is the other form of; the same of any other type.</summary>
    internal static Type MachineOf(Type body)
    {
        if (!Is(body)) return body;
        string name = body.Name.Replace(Mark, "d", StringComparison.Ordinal); // escaped, so that it can't be looked up
        Type? machine = Array.Find(
            body.DeclaringType!.GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic), it => it.Name == name);
        return machine is null ? body
            : body.IsConstructedGenericType ? machine.MakeGenericType(body.GetGenericArguments())
            : machine;
    }

    /// <summary>The method of the body that this method creates generators with; null if it does something
    /// else.</summary>
    internal static MethodInfo? MethodOf(MethodBase creator)
    {
        if (!Is(creator)) return null;
        string name = creator.Name[..^Mark.Length];
        MethodInfo? method = Array.Find(creator.DeclaringType!.GetMethods(BodyName.Declared), it => it.Name == name);
        return method is { IsGenericMethodDefinition: true }
            ? method.MakeGenericMethod(creator.GetGenericArguments()) : method;
    }

    /// <summary>The metadata token of the body's method, if that is of one that creates generators with it.</summary>
    internal static int MethodOf(Module module, int token) =>
        s_creators.GetValue(module, FindCreators).GetValueOrDefault(token, token);

    private static Dictionary<int, int> FindCreators(Module module)
    {
        Dictionary<int, int> creators = [];
        bool isWoven = module.Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Any(attribute => attribute.Key == Metadata);
        if (!isWoven) return creators;
        foreach (Type type in module.GetTypes())
        {
            Dictionary<string, MethodInfo>? methods = null;
            foreach (MethodInfo creator in type.GetMethods(BodyName.Declared).Where(Is))
            {
                methods ??= type.GetMethods(BodyName.Declared)
                    .GroupBy(method => method.Name).ToDictionary(group => group.Key, group => group.First());
                if (methods.TryGetValue(creator.Name[..^Mark.Length], out MethodInfo? method))
                {
                    creators.Add(creator.MetadataToken, method.MetadataToken);
                }
            }
        }

        return creators;
    }
}
