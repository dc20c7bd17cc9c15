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
    private readonly Dictionary<Type, (MethodFlow Maker, int Offset)> _closures = [];
    private readonly HashSet<Type> _nested = []; // the closures that a body in the body may make
    private readonly HashSet<Type> _tracked = [];
    private readonly Dictionary<(Type, string), Fact> _fields = [];
    private readonly Dictionary<MethodBase, MethodFlow> _methods = [];
    private readonly Queue<MethodFlow> _open = [];
    private readonly LocalFunctions _localFunctions;
    private readonly MethodInfo _method;
    private readonly MethodFlow _moveNext;
    private readonly Fact _escaped;

    private BodyFlow(Type body, MethodInfo method)
    {
        _body = body;
        _method = method;
        _localFunctions = new(method);
        _escaped = new(this);
        Passed = new(this);
        Returned = new(this);
        _tracked.Add(body);
        foreach (FieldInfo field in body.GetFields(Closure.Instance))
        {
            if (field.Name[0] != '<' || field.Name == "<>4__this") Kept(field).Add(Origin.Foreign); // a parameter
        }

        _moveNext = Add(method, isOwn: true, isNested: false)!;
        while (_open.TryDequeue(out MethodFlow? next))
        {
            Running = next;
            next.Run();
        }

        Running = null;
        _methods.Clear(); // they aren't needed any more
    }

    /// <summary>The method that is being followed.</summary>
    internal MethodFlow? Running { get; private set; }

    /// <summary>True if a closure of the body may come to be where others get it from.</summary>
    internal bool Leaks => (_escaped.Read() & Origin.Own) != 0;

    /// <summary>What comes from where others may have put something.</summary>
    internal Origin Unknown => Leaks ? Origin.Either : Origin.Foreign;

    /// <summary>True if others may call a lambda of the body.</summary>
    internal bool IsExposed => (_escaped.Read() & Origin.Lambda) != 0;

    /// <summary>What is passed to delegates.</summary>
    internal Fact Passed { get; }

    /// <summary>What the body's lambdas return.</summary>
    internal Fact Returned { get; }

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
    internal bool MakesOne(Type closure) => _closures.TryGetValue(closure, out var made)
        && made.Maker == _moveNext && !IsRepeated(made.Offset);

    /// <summary>Whose closures may be in this field, of the body or of a closure that it has made. It
    /// isn't known of other fields.</summary>
    internal Origin OriginIn(FieldInfo? field) =>
        !Leaks ? Origin.Own
        : field?.DeclaringType == _body
            || (field is not null && Makes(field.DeclaringType!) && !_nested.Contains(field.DeclaringType!))
            ? KeptIn(field) & Origin.Either
        : Origin.Either;

    /// <summary>True if this is a field of the body that it doesn't read any more, once it goes on from the
    /// yield.</summary>
    internal bool Drops(FieldInfo field, int yield) =>
        field.DeclaringType == _body && !Slots.IsReadAfter(yield, field);

    internal bool IsTracked(FieldInfo field) => _tracked.Contains(field.DeclaringType!);

    /// <summary>What is in a field that is tracked.</summary>
    internal Fact Kept(FieldInfo field)
    {
        var key = (field.DeclaringType!, field.Name);
        if (!_fields.TryGetValue(key, out Fact? kept)) _fields.Add(key, kept = new(this));
        return kept;
    }

    /// <summary>Something has come to where others may get it from.</summary>
    internal void Escape(Origin origin) => _escaped.Add(origin & (Origin.Own | Origin.Lambda));

    /// <summary>More is known now of what the method works with.</summary>
    internal void FollowAgain(MethodFlow method)
    {
        if (method.IsOpen) return;
        method.IsOpen = true;
        _open.Enqueue(method);
    }

    internal void AddClosure(Type closure, MethodFlow maker, int offset)
    {
        bool isNew = _closures.TryAdd(closure, (maker, offset));
        if (!(maker.IsNested && _nested.Add(closure)) && !isNew) return;
        _tracked.Add(closure);
        foreach (MethodInfo method in Closure.MethodsOf(closure))
        {
            Type type = method.DeclaringType!;
            bool isMachine = type != closure && type.IsAssignableTo(typeof(IAsyncStateMachine));
            if (isMachine) _tracked.Add(type);
            Add(method, isOwn: true, maker.IsNested || (isMachine && IsBody(type)));
        }
    }

    /// <summary>The method that another one calls, if it is read as well.</summary>
    /// <param name="method">The method.</param>
    /// <param name="caller">The caller.</param>
    /// <param name="follows">True if the method gets something of the body's.</param>
    internal MethodFlow? Find(MethodBase method, MethodFlow caller, bool follows)
    {
        if (FindOwn(method, caller) is { } own) return own;
        if (_methods.TryGetValue(method, out MethodFlow? read)) return read;
        Type type = method.DeclaringType!;
        if (!follows || type.Assembly == typeof(BodyFlow).Assembly || ForkShape.IsSystems(type)) return null;
        if (method.IsVirtual || _methods.Count >= MostMethods) return null;
        return Add(method, isOwn: false, isNested: true);
    }

    /// <summary>True if the method is one of the body's lambdas, which a delegate is made over.</summary>
    internal bool Take(MethodBase method, MethodFlow taker)
    {
        if (FindOwn(method, taker) is not { } read) return false;
        if (!read.IsTaken) FollowAgain(read);
        read.IsTaken = true;
        return true;
    }

    // A lambda or a local function that only the body's own code runs.
    private MethodFlow? FindOwn(MethodBase method, MethodFlow user)
    {
        if (!user.IsOwn) return null;
        Type type = method.DeclaringType!;
        if (Makes(type)) return Add(method, isOwn: true, _nested.Contains(type));
        return LocalFunctions.IsLambda(method) || (LocalFunctions.Is(method) && _localFunctions.AreBodys(method))
            ? Add(method, isOwn: true, user.IsNested) : null;
    }

    private MethodFlow? Add(MethodBase method, bool isOwn, bool isNested)
    {
        if (_methods.TryGetValue(method, out MethodFlow? read))
        {
            if (read.IsNested || !isNested) return read;
        }
        else
        {
            if (method.GetMethodBody() is not { } body) return null;
            read = new MethodFlow(this, method, body, isOwn);
            _methods.Add(method, read);
        }

        read.IsNested = isNested;
        FollowAgain(read);
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

    private Origin KeptIn(FieldInfo field) =>
        _fields.TryGetValue((field.DeclaringType!, field.Name), out Fact? kept) ? kept.Read() : Origin.None;

    private static bool IsBody(Type stateMachine) =>
        stateMachine.GetField("<>t__builder", Closure.Instance)?.FieldType.Assembly == typeof(BodyFlow).Assembly;

    // Whether a branch leads back over the place.
    private bool IsRepeated(int offset) => _moveNext.Instructions.Exists(instruction =>
        instruction.Offset >= offset && Array.Exists(instruction.Targets, target => target <= offset));
}
