using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Parley.Weaver.Tests.Checking;

/// <summary>
/// Checks whether code can be run: walks each method on every way through its branches, switches and exception regions,
/// and follows what is on the stack. Close to the verification of ECMA-335, but unsafe code is allowed.
/// </summary>
internal static class IlChecker
{
    /// <summary>All of it is right, but for what can't be.</summary>
    public static void Accepts(ModuleDefinition module, Func<Fault, bool>? isKnown = null)
    {
        List<Fault> faults = [.. Check(module).Where(fault => isKnown?.Invoke(fault) != true)];
        Assert.True(faults.Count == 0, $"{faults.Count} faults\n{string.Join('\n', faults.Take(50))}");
    }

    public static IReadOnlyList<Fault> Check(ModuleDefinition module) => [.. module.GetTypes().SelectMany(Check)];

    public static IEnumerable<Fault> Check(TypeDefinition type)
    {
        var faults = new List<Fault>();
        var names = new Names(type, null, (rule, what) => faults.Add(new(rule, type.FullName, what)));
        foreach (FieldDefinition field in type.Fields) names.Type(field.FieldType);
        foreach (TypeReference parent in Types.Parents(type)) names.Type(parent, isToken: true);
        return faults.Concat(type.Methods.SelectMany(Check));
    }

    public static IReadOnlyList<Fault> Check(MethodDefinition method)
    {
        var faults = new List<Fault>();
        new Names(
            method.DeclaringType, method, (rule, what) => faults.Add(new(rule, method.FullName, what))).Signature();
        if (method.HasBody) new Flow(method, faults).Check();
        return faults;
    }
}
