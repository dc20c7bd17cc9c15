using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Parley.Forking;

/// <summary>
/// What a body makes, and where it may keep it, read from its code: the types of the closures that it makes, and the
/// fields that one of those, or anything that has been made of one, may be stored in.
/// </summary>
/// <remarks>
/// <para>The code is followed without regard to the order of branches, until nothing new is found: that of the body, of
/// its lambdas and local functions, and of the methods that it passes its closures to, if they aren't virtual.</para>
/// <para>As long as the body gives no closure away, to an object or to code that isn't read, nobody else has one of
/// these types, since all runs of the body have the same code. Once it does, one that comes back from an object or
/// from a call may be its own or another run's. Objects count, although the body may be alone in knowing them, because
/// forks share them.</para>
/// </remarks>
[UnconditionalSuppressMessage("Trimming", "IL2026", Justification = Code)]
[UnconditionalSuppressMessage("Trimming", "IL2055", Justification = Code)]
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Code)]
[UnconditionalSuppressMessage("Trimming", "IL2075", Justification = Code)]
[RequiresDynamicCode("Closures can be generic.")]
internal sealed class BodyFlow
{
    private const string Code = "Trimming keeps the methods that are called, and all of their code.";
    private const int MostMethods = 200;

    private readonly Type _body;
    private readonly Dictionary<Type, (bool IsNested, MethodBase Maker, int Offset)> _closures = [];
    private readonly HashSet<Type> _tracked = [];
    private readonly Dictionary<(Type, string), Origin> _fields = [];
    private readonly Dictionary<MethodBase, MethodFlow> _methods = [];
    private readonly MethodInfo _method;
    private readonly MethodFlow _moveNext;
    private bool _changed;

    private BodyFlow(Type body, MethodInfo method)
    {
        _body = body;
        _method = method;
        _tracked.Add(body);
        foreach (FieldInfo field in body.GetFields(Closure.Instance))
        {
            if (field.Name[0] != '<' || field.Name == "<>4__this") Keep(field, Origin.Foreign); // a parameter
        }

        _moveNext = Add(method, isOwn: true, isNested: false)!;
        do
        {
            _changed = false;
            foreach (MethodFlow read in _methods.Values.ToArray()) read.Run();
        }
        while (_changed);
        _methods.Clear(); // they aren't needed any more
    }

    /// <summary>True if a closure of the body may come to be where others get it from.</summary>
    internal bool Leaks { get; private set; }

    /// <summary>What comes from where others may have put something.</summary>
    internal Origin Unknown => Leaks ? Origin.Either : Origin.Foreign;

    /// <summary>True if others may call a lambda of the body.</summary>
    internal bool IsExposed { get; private set; }

    /// <summary>What is passed to delegates.</summary>
    internal Origin Passed { get; private set; }

    /// <summary>What the body's lambdas return.</summary>
    internal Origin Returned { get; private set; }

    /// <summary>What is in the compiler's own fields at each yield.</summary>
    internal SlotFlow Slots => field ??= new(_method, _moveNext.Instructions);

    /// <summary>Reads a body. Null if its code isn't there to be read, as in NativeAOT.</summary>
    internal static BodyFlow? Read(Type body) =>
        body.GetMethod(nameof(IAsyncStateMachine.MoveNext), Closure.Instance) is { } method &&
        method.GetMethodBody() is not null ? new BodyFlow(body, method) : null;

    /// <summary>True if the body makes closures, or a body in it does.</summary>
    internal bool MakesClosures => _closures.Count > 0;

    /// <summary>True if the body makes closures of this type, or a body in it does.</summary>
    internal bool Makes(Type closure) => _closures.ContainsKey(closure);

    /// <summary>True if a run of the body makes no more than one such closure.</summary>
    internal bool MakesOne(Type closure) =>
        _closures.TryGetValue(closure, out var made) && made.Maker == _method && !IsRepeated(made.Offset);

    /// <summary>Whose closures may be in this field, of the body or of a closure that it has made. It
    /// isn't known of other fields.</summary>
    internal Origin OriginIn(FieldInfo? field) =>
        !Leaks ? Origin.Own
        : field?.DeclaringType == _body
            || (field is not null && _closures.TryGetValue(field.DeclaringType!, out var made) && !made.IsNested)
            ? Kept(field) & Origin.Either
        : Origin.Either;

    internal bool IsTracked(FieldInfo field) => _tracked.Contains(field.DeclaringType!);

    internal Origin Kept(FieldInfo field) => _fields.GetValueOrDefault((field.DeclaringType!, field.Name));

    internal void Keep(FieldInfo field, Origin origin)
    {
        Origin joined = Kept(field) | origin;
        if (joined == Kept(field)) return;
        _fields[(field.DeclaringType!, field.Name)] = joined;
        _changed = true;
    }

    internal void Change() => _changed = true;

    internal void Leak()
    {
        _changed |= !Leaks;
        Leaks = true;
    }

    internal void Expose()
    {
        _changed |= !IsExposed;
        IsExposed = true;
    }

    internal void Pass(Origin passed)
    {
        _changed |= (Passed | passed) != Passed;
        Passed |= passed;
    }

    internal void Return(Origin returned)
    {
        _changed |= (Returned | returned) != Returned;
        Returned |= returned;
    }

    internal void AddClosure(Type closure, bool isNested, MethodBase maker, int offset)
    {
        if (!_closures.TryAdd(closure, (isNested, maker, offset))) return;
        _tracked.Add(closure);
        foreach (MethodInfo method in Closure.MethodsOf(closure))
        {
            Type type = method.DeclaringType!;
            bool isMachine = type != closure && type.IsAssignableTo(typeof(IAsyncStateMachine));
            if (isMachine) _tracked.Add(type);
            Add(method, isOwn: true, isNested || (isMachine && IsBody(type)));
        }
    }

    /// <summary>The method, if it is read as well.</summary>
    internal MethodFlow? Find(MethodBase method, bool follows)
    {
        if (_methods.TryGetValue(method, out MethodFlow? read)) return read;
        Type type = method.DeclaringType!;
        if (!follows || type.Assembly == typeof(BodyFlow).Assembly || ForkShape.IsSystems(type)) return null;
        if (method.IsVirtual || _methods.Count >= MostMethods) return null;
        return _closures.TryGetValue(type, out var made)
            ? Add(method, isOwn: true, made.IsNested) // a generic one
            : Add(method, isOwn: false, isNested: true);
    }

    /// <summary>True if the method is one of the body's lambdas, which a delegate is made over.</summary>
    internal bool Take(MethodBase method, bool isNested)
    {
        Type type = method.DeclaringType!;
        if (!_methods.TryGetValue(method, out MethodFlow? read))
        {
            bool isStatic = type.Name.StartsWith("<>c", StringComparison.Ordinal) && !Closure.Is(type);
            if (!isStatic && !Makes(type)) return false;
            read = Add(method, isOwn: true, _closures.TryGetValue(type, out var made) ? made.IsNested : isNested);
            if (read is null) return false;
        }

        _changed |= !read.IsTaken;
        read.IsTaken = true;
        return true;
    }

    private MethodFlow? Add(MethodBase method, bool isOwn, bool isNested)
    {
        if (_methods.TryGetValue(method, out MethodFlow? read)) return read;
        if (method.GetMethodBody() is null) return null;
        read = new MethodFlow(this, method, isOwn, isNested);
        _methods.Add(method, read);
        _changed = true;
        if (method.GetCustomAttribute<AsyncStateMachineAttribute>()?.StateMachineType is { } machine)
        {
            Type[] arguments =
            [
                .. method.DeclaringType!.GetGenericArguments(),
                .. method.IsGenericMethod ? method.GetGenericArguments() : [],
            ];
            if (machine.IsGenericTypeDefinition) machine = machine.MakeGenericType(arguments);
            _tracked.Add(machine);
            MethodInfo next = machine.GetMethod(nameof(IAsyncStateMachine.MoveNext), Closure.Instance)!;
            Add(next, isOwn, isNested || IsBody(machine));
        }

        return read;
    }

    private static bool IsBody(Type stateMachine) =>
        stateMachine.GetField("<>t__builder", Closure.Instance)?.FieldType.Assembly == typeof(BodyFlow).Assembly;

    // Whether a branch leads back over the place.
    private bool IsRepeated(int offset) => _moveNext.Instructions.Exists(instruction =>
        instruction.Offset >= offset && Array.Exists(instruction.Targets, target => target <= offset));
}
