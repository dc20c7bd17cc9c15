using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Parley.Bodies;

/// <summary>The name of the method or local function in which a reader finds a body.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2026", Justification = Trimmed)]
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Trimmed)]
[UnconditionalSuppressMessage("Trimming", "IL2075", Justification = Trimmed)]
internal static class BodyName
{
    /// <summary>All members of a type itself.</summary>
    internal const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Static |
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private const string Trimmed = "Without the local function, the name is that of the method around it.";

    /// <summary>Reads the name from what the compiler has made of the body.</summary>
    internal static string Read(Type stateMachine)
    {
        stateMachine = Woven.MachineOf(stateMachine);
        if (stateMachine.IsGenericType) stateMachine = stateMachine.GetGenericTypeDefinition();
        return TrySplit(stateMachine.Name, out string method, out _)
            ? Read(method, FindMethod(stateMachine))
            : stateMachine.Name;
    }

    // "Count" is a method, "<Main>g__Count|0_0" a local function in Main, "<Main>b__0_0" a lambda in Main. A lambda in
    // the local function Count is named after Main, too, so it is looked up who makes it.
    private static string Read(string name, MethodInfo? method)
    {
        if (!TrySplit(name, out string outer, out string kind)) return ReadShort(name);
        if (kind.StartsWith("g__", StringComparison.Ordinal)) return kind[3..kind.IndexOf('|')];
        if (kind.StartsWith("b__", StringComparison.Ordinal) && method is not null && FindMaker(method) is { } maker)
        {
            return maker.Name == nameof(IAsyncStateMachine.MoveNext)
                ? Read(maker.DeclaringType!)
                : Read(maker.Name, maker);
        }

        return TrySplit(outer, out string main, out _) ? main : ReadShort(outer); // "<Main>$": top-level statements
    }

    // "Space.IName<System.Int32>.Count" is an explicit implementation, ".ctor" a constructor. In the names of state
    // machines, '-' stands for '.'.
    private static string ReadShort(string method)
    {
        int dot = method.LastIndexOfAny(['-', '.']);
        return dot > 0 ? method[(dot + 1)..] : method.Replace('-', '.');
    }

    // Splits "<inside>behind". There may be more brackets inside.
    private static bool TrySplit(string name, out string inside, out string behind)
    {
        int depth = 0;
        int end = 0;
        do depth += name[end] switch { '<' => 1, '>' => -1, _ => 0 };
        while (depth > 0 && ++end < name.Length);
        bool splits = end > 0 && end < name.Length;
        inside = splits ? name[1..end] : "";
        behind = splits ? name[(end + 1)..] : "";
        return splits;
    }

    // Null in NativeAOT, which has no method bodies to read, and may lack what the attributes name.
    private static MethodInfo? FindMethod(Type stateMachine) =>
        RuntimeFeature.IsDynamicCodeSupported && stateMachine.DeclaringType is { } type
        ? Array.Find(
            Methods(type),
            method => method.GetCustomAttribute<AsyncStateMachineAttribute>()?.StateMachineType == stateMachine)
        : null;

    // The local function, the lambda or the state machine's method that makes a delegate of `lambda`. Null if that is
    // an ordinary method.
    private static MethodInfo? FindMaker(MethodInfo lambda)
    {
        Type? type = lambda.DeclaringType;
        while (type?.Name[0] == '<') type = type.DeclaringType;
        return type is null ? null : FindMaker(lambda, type);
    }

    private static MethodInfo? FindMaker(MethodInfo lambda, Type type) =>
        Array.Find(Methods(type), method => IsGenerated(method) && MethodsIn(method).Contains(lambda.MetadataToken)) ??
        type.GetNestedTypes(BindingFlags.NonPublic)
            .Where(nested => nested.Name[0] == '<')
            .Select(nested => FindMaker(lambda, nested))
            .FirstOrDefault(maker => maker is not null);

    private static bool IsGenerated(MethodInfo method) => method.Name[0] == '<' ||
        (method.DeclaringType!.Name[0] == '<' && method.Name == nameof(IAsyncStateMachine.MoveNext));

    /// <summary>The metadata tokens of the methods of the same module that a method calls or makes delegates
    /// of.</summary>
    internal static IEnumerable<int> MethodsIn(MethodBase method)
    {
        foreach (Instruction instruction in Instruction.Read(method.GetMethodBody()?.GetILAsByteArray()))
        {
            if (instruction.Code.OperandType != OperandType.InlineMethod) continue;
            if (Resolve(method, instruction.Operand) is { } token) yield return Woven.MethodOf(method.Module, token);
        }
    }

    // In generic code, and of a generic method, the operand is a token of its own that refers to the method.
    private static int? Resolve(MethodBase method, int token)
    {
        const int Definition = 0x06;
        const int Reference = 0x0A;
        int table = token >>> 24;
        if (table == Definition) return token;
        if (table == Reference && !method.IsGenericMethod && !method.DeclaringType!.IsGenericType) return null;
        Type[]? methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        try
        {
            MethodBase? used = method.Module.ResolveMethod(
                token, method.DeclaringType!.GetGenericArguments(), methodArguments);
            return used?.Module == method.Module ? used.MetadataToken : null;
        }
        catch (Exception) // an assembly is missing
        {
            return null;
        }
    }

    private static MethodInfo[] Methods(Type type) => type.GetMethods(Declared);
}
