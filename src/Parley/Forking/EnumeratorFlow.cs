using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Parley.Forking;

/// <summary>
/// Whether the code of a struct that is an enumerator changes an object that the struct refers to, so that a copy of
/// the struct would be half a copy.
/// </summary>
/// <remarks>
/// <para>Values are followed through its methods, and through those that they are passed to. What is read from an
/// object that the enumerator holds counts as such an object, too, unless it is an element, which forks share. Whatever
/// can't be followed counts as a change.</para>
/// <para>The order of branches doesn't matter: a variable may hold whatever is stored there anywhere.</para>
/// </remarks>
[RequiresDynamicCode("Types can be generic.")]
[UnconditionalSuppressMessage("Trimming", "IL2026", Justification = Code)]
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Code)]
[UnconditionalSuppressMessage("Trimming", "IL2072", Justification = Code)]
[UnconditionalSuppressMessage("Trimming", "IL2075", Justification = Code)]
internal sealed partial class EnumeratorFlow
{
    private const string Code = "Without dynamic code there is no code to read.";
    private const int MostMethods = 200;

    private static readonly string[] s_called = ["MoveNext", "MoveNextAsync", "get_Current", "Dispose", "DisposeAsync"];

    // By the fields that hold what splits. Weak, for types that can be unloaded.
    private static readonly ConditionalWeakTable<Type, Dictionary<string, bool>> s_known = new();

    private readonly Type? _element;
    private readonly HashSet<(Type?, string)> _split = [];
    private readonly HashSet<(MethodBase, string)> _seen = [];
    private readonly Queue<(MethodBase Method, Value[] Arguments)> _open = [];
    private bool _changes;

    private EnumeratorFlow(Type enumerator, List<FieldInfo> split)
    {
        _element = HiddenEnumerator.ElementOf(enumerator);
        if (_element?.IsByRef == true) _element = _element.GetElementType();
        foreach (FieldInfo field in split) _split.Add((field.DeclaringType, field.Name));
        foreach (MethodInfo method in enumerator.GetMethods(Closure.Instance))
        {
            string name = method.Name[(method.Name.LastIndexOf('.') + 1)..];
            if (method.DeclaringType != enumerator || !s_called.Contains(name)) continue;
            Follow(method, [new(Kind.Own), .. method.GetParameters().Select(_ => default(Value))]);
        }

        while (!_changes && _open.TryDequeue(out var next)) new Frame(this, next.Method, next.Arguments).Run();
    }

    private enum Kind
    {
        /// <summary>Leads to nothing that the enumerator holds.</summary>
        Other,

        /// <summary>The address of the enumerator, of a field of it, or of a variable.</summary>
        Own,

        /// <summary>May be, or lead to, an object that the enumerator holds, or be an address in one.</summary>
        Held,
    }

    /// <summary>A value on the stack, and its type if that matters and is known.</summary>
    private readonly record struct Value(Kind Kind, Type? Type = null)
    {
        internal Value Join(Value other) =>
            new(Kind > other.Kind ? Kind : other.Kind, Type == other.Type ? Type : null);
    }

    /// <param name="enumerator">The type of the struct.</param>
    /// <param name="split">The fields in it, and in structs in it, whose objects split, or never change.</param>
    internal static bool KeepsItsPlace(Type enumerator, List<FieldInfo> split)
    {
        string key = string.Join(' ', split.Select(field => $"{field.DeclaringType}.{field.Name}"));
        Dictionary<string, bool> known = s_known.GetOrCreateValue(enumerator);
        lock (known)
        {
            if (!known.TryGetValue(key, out bool keeps))
            {
                known.Add(key, keeps = !new EnumeratorFlow(enumerator, split)._changes);
            }

            return keeps;
        }
    }

    private void Follow(MethodBase method, Value[] arguments)
    {
        if (!_seen.Add((method, string.Join<Value>(' ', arguments)))) return;
        if (_seen.Count > MostMethods || method.GetMethodBody() is null) _changes = true;
        else _open.Enqueue((method, arguments));
    }

    /// <summary>Whether something of this type can lead to an object that can be changed, and isn't just an
    /// element.</summary>
    private static bool Leads(Type type)
    {
        if (type.IsByRef) type = type.GetElementType()!;
        if (type.IsPrimitive || type.IsEnum || type.IsPointer || type == typeof(string) || type == typeof(void) ||
            type.IsAssignableTo(typeof(Delegate)) || type.IsAssignableTo(typeof(IForkable)) ||
            type.IsAssignableTo(typeof(IForkableHandle)))
        {
            return false;
        }

        return !type.IsValueType || Array.Exists(
            type.GetFields(Closure.Instance), field => field.FieldType.IsByRef || Leads(field.FieldType));
    }

    // What is read from an object.
    private Value From(Value source, Type? type)
    {
        if (source.Kind != Kind.Held) return default;
        return type is not null && (type == _element || !Leads(type)) ? default : new(Kind.Held, type);
    }
}
