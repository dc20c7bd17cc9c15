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
        if (faults.Count == 0) return;
        MethodDefinition? first = module.GetTypes().SelectMany(type => type.Methods).FirstOrDefault(method =>
            method.HasBody && faults[0].Where.StartsWith(method.FullName + ",", StringComparison.Ordinal));
        Assert.Fail($"{faults.Count} faults\n{string.Join('\n', faults.Take(50))}\n{Listing(first)}");
    }

    private static string Listing(MethodDefinition? method) => method is null ? "" : string.Join('\n', [
        .. method.Body.Instructions.Select((one, number) => $"{number}: {one}"),
        .. method.Body.ExceptionHandlers.Select(one =>
            $"{one.HandlerType} {one.TryStart} to {one.TryEnd}: {one.HandlerStart} to {one.HandlerEnd}")]);

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
