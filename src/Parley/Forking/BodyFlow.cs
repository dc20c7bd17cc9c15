using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using Parley.Bodies;

namespace Parley.Forking;

/// <summary>
/// What a body makes, and where it may keep it, read from its code: the types of the closures that it makes, and the
/// fields that one of those, or anything that has been made of one, may be stored in.
/// </summary>
/// <remarks>
/// The code is followed without regard to the order of branches: a value may lead to a closure of the body's own if any
/// value that it was made of may. What a field of somebody else's or a static one holds may not.
/// </remarks>
[UnconditionalSuppressMessage("Trimming", "IL2026", Justification = Code)]
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Code)]
[UnconditionalSuppressMessage("Trimming", "IL2075", Justification = Code)]
[RequiresDynamicCode("Closures can be generic.")]
internal sealed class BodyFlow
{
    private const string Code = "Trimming keeps the methods that are called, and all of their code.";

    private readonly Type _body;
    private readonly HashSet<Type> _closures = [];
    private readonly HashSet<(Type, string)> _fields = [];
    private readonly List<Instruction> _moveNext;
    private readonly MethodInfo _method;
    private bool _changed;

    private BodyFlow(Type body, MethodInfo method)
    {
        _body = body;
        _method = method;
        _moveNext = Instruction.Read(method.GetMethodBody()!.GetILAsByteArray());
        do
        {
            _changed = false;
            new MethodFlow(this, method, _moveNext, isOwn: false).Run();
            foreach (Type closure in _closures.ToArray())
            {
                foreach (MethodInfo lambda in Closure.MethodsOf(closure))
                {
                    byte[]? code = lambda.GetMethodBody()?.GetILAsByteArray();
                    new MethodFlow(this, lambda, Instruction.Read(code), isOwn: true).Run();
                }
            }
        }
        while (_changed);
    }

    /// <summary>Reads a body. Null if its code isn't there to be read, as in NativeAOT.</summary>
    internal static BodyFlow? Read(Type body) =>
        body.GetMethod(nameof(IAsyncStateMachine.MoveNext), Closure.Instance) is { } method &&
        method.GetMethodBody() is not null ? new BodyFlow(body, method) : null;

    /// <summary>True if the body's own method makes closures of this type.</summary>
    internal bool Makes(Type closure) => _closures.Contains(closure);

    /// <summary>True if the field, of the body or of a closure that it makes, may hold something that the body has made
    /// of such a closure.</summary>
    internal bool MayKeep(FieldInfo field) => _fields.Contains((field.DeclaringType!, field.Name));

    /// <summary>What is in the compiler's own fields at each yield.</summary>
    internal SlotFlow Slots => field ??= new(_method, _moveNext);

    internal bool IsTracked(FieldInfo field) =>
        field.DeclaringType == _body || _closures.Contains(field.DeclaringType!);

    internal void AddClosure(Type closure) => _changed |= _closures.Add(closure);

    internal void AddField(FieldInfo field) => _changed |= _fields.Add((field.DeclaringType!, field.Name));
}
