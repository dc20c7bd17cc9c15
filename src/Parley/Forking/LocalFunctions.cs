using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Parley.Bodies;
using Parley.CompilerServices;

namespace Parley.Forking;

/// <summary>
/// Which local functions a body has. The name of one that uses no variable of the body tells only that both are in the
/// same method. But the compiler numbers what is around a body, or before it, before what is in it, and the method's
/// code leads to what is in the body only through the body.
/// </summary>
/// <remarks>One behind the body that nothing else uses can't be told from one in the body. It counts as such.</remarks>
/// <param name="body">The method of the body's state machine.</param>
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Trimmed)]
[UnconditionalSuppressMessage("Trimming", "IL2075", Justification = Trimmed)]
internal sealed class LocalFunctions(MethodInfo body)
{
    private const string Trimmed = "What trimming has removed doesn't call anything.";

    private readonly Dictionary<int, List<MethodBase>> _users = []; // by the metadata token of what they use
    private readonly HashSet<string> _read = [];

    internal static bool Is(MethodBase method) => OuterOf(method, ">g__") is not null;

    /// <summary>Whether this is a lambda. It is where the code is that makes a delegate of it.</summary>
    internal static bool IsLambda(MethodBase method) => OuterOf(method, ">b__") is not null;

    /// <summary>Whether the body has this local function, which its code uses.</summary>
    internal bool AreBodys(MethodBase localFunction)
    {
        if (NumberOf(localFunction.Name) < NumberOf(body.DeclaringType!.Name)) return false;
        string outer = OuterOf(localFunction, ">g__")!;
        if (_read.Add(outer))
        {
            Type type = localFunction.DeclaringType!;
            string name = Closure.Is(type) ? type.Name : localFunction.Name;
            Read(Closure.WrittenType(type), outer, name[(name.LastIndexOfAny(['s', '|']) + 1)..name.LastIndexOf('_')]);
        }

        HashSet<int> seen = [localFunction.MetadataToken, body.MetadataToken];
        var open = new Stack<int>([localFunction.MetadataToken]);
        while (open.TryPop(out int token))
        {
            foreach (MethodBase user in _users.GetValueOrDefault(token, []))
            {
                if (user.Name == outer) return false;
                if (seen.Add(user.MetadataToken)) open.Push(user.MetadataToken);
            }
        }

        return true;
    }

    // "Run" of "<Run>g__Local|4_1" and "<Run>b__4_1".
    private static string? OuterOf(MethodBase method, string kind) =>
        method.Name[0] == '<' && method.Name.IndexOf(kind, StringComparison.Ordinal) is var end and > 0
            ? method.Name[1..end] : null;

    // 1 of "<Run>g__Local|4_1", "<Run>b__4_1" and "<<Run>b__1>d", the state machine of "<Run>b__1"; -1 of "<Run>d__4".
    private static int NumberOf(string name)
    {
        string mark = name.Contains('|') ? "|" : ">b__";
        int at = name.LastIndexOf(mark, StringComparison.Ordinal);
        int start = at >= 0 ? at + mark.Length : name.Length;
        int end = start;
        while (end < name.Length && (char.IsAsciiDigit(name[end]) || name[end] == '_')) end++;
        string number = name[start..end].Split('_')[^1];
        return number.Length > 0 ? int.Parse(number, CultureInfo.InvariantCulture) : -1;
    }

    // Everything that is called `outer`, with its lambdas and local functions. The compiler puts those in the same
    // type, in "<>c", or in "<>c__DisplayClass4_0" if the number of the method is 4; in "<>c__4" if it is generic.
    private void Read(Type type, string outer, string number)
    {
        foreach (MethodBase method in type.GetMembers(BodyName.Declared).OfType<MethodBase>())
        {
            if (method.Name == outer || OuterOf(method, ">g__") == outer || OuterOf(method, ">b__") == outer)
            {
                ReadUses(method);
            }
        }

        foreach (Type nested in type.GetNestedTypes(BindingFlags.NonPublic))
        {
            bool isNear = nested.Name == "<>c" || nested.Name.StartsWith($"<>c__{number}", StringComparison.Ordinal)
                || nested.Name.StartsWith($"<>c__DisplayClass{number}_", StringComparison.Ordinal);
            if (isNear) Read(nested, outer, number);
        }
    }

    private void ReadUses(MethodBase method)
    {
        foreach (int used in BodyName.MethodsIn(method)) Use(used, method);
        Type? machine = method.GetCustomAttributes<StateMachineAttribute>()
            .FirstOrDefault(attribute => attribute is not DirectBodyAttribute)?.StateMachineType;
        if (machine is null) return;
        MethodInfo next = machine.GetMethod(nameof(IAsyncStateMachine.MoveNext), Closure.Instance)!;
        Use(next.MetadataToken, method);
        foreach (int used in BodyName.MethodsIn(next)) Use(used, next);
    }

    private void Use(int token, MethodBase user)
    {
        if (!_users.TryGetValue(token, out List<MethodBase>? users)) _users.Add(token, users = []);
        users.Add(user);
    }
}
