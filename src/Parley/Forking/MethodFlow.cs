using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Reflection.Emit;
using Parley.Bodies;

namespace Parley.Forking;

/// <summary>Follows the values through one method: a body's, one of its closures', or one that they are passed
/// to.</summary>
/// <param name="flow">The body.</param>
/// <param name="method">The method.</param>
/// <param name="body">Its code.</param>
/// <param name="isOwn">True if only the body and its lambdas run this code, so that what it makes is the
/// body's.</param>
[UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "What the code refers to is there.")]
[UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "Delegates that are used have an Invoke.")]
[RequiresDynamicCode("Closures can be generic.")]
internal sealed partial class MethodFlow(BodyFlow flow, MethodBase method, MethodBody body, bool isOwn)
{
    private readonly List<Instruction> _code = Instruction.Read(body.GetILAsByteArray());
    private readonly List<int> _handlers = HandlersOf(body);
    private readonly Type[] _types = TypesOf(method);
    private readonly Fact[] _parameters = [.. TypesOf(method).Select(_ => new Fact(flow))];
    private readonly Fact _result = new(flow);
    private readonly Dictionary<int, MemberInfo> _members = [];
    private readonly Dictionary<int, Fact> _locals = [];
    private readonly Dictionary<int, object> _aliases = [];
    private readonly Dictionary<int, Value[]> _merges = [];
    private readonly Stack<Value> _stack = [];

    /// <summary>The instructions.</summary>
    internal List<Instruction> Instructions => _code;

    /// <summary>True if only the body and its lambdas run this code.</summary>
    internal bool IsOwn => isOwn;

    /// <summary>True if it belongs to a body in the body.</summary>
    internal bool IsNested { get; set; }

    /// <summary>True if delegates call the method.</summary>
    internal bool IsTaken { get; set; }

    /// <summary>True if it is yet to be followed with what is known now.</summary>
    internal bool IsOpen { get; set; }

    internal void Run()
    {
        IsOpen = false;
        _stack.Clear();
        foreach (Instruction instruction in _code)
        {
            if (_handlers.Contains(instruction.Offset)) _stack.Push(new(flow.Unknown)); // what has been caught
            if (_merges.TryGetValue(instruction.Offset, out Value[]? merged)) Merge(merged);
            Follow(instruction);
            bool leaves = instruction.Code == OpCodes.Leave || instruction.Code == OpCodes.Leave_S;
            if (_stack.Count > 0 && !leaves) Branch(instruction);
            if (instruction.Code.FlowControl is FlowControl.Branch or FlowControl.Return or FlowControl.Throw)
            {
                _stack.Clear();
            }
        }
    }

    internal static FieldInfo FieldOf(MethodBase method, Instruction instruction) =>
        (FieldInfo)MemberOf(method, instruction);

    internal static MethodBase MethodOf(MethodBase method, Instruction instruction) =>
        (MethodBase)MemberOf(method, instruction);

    private static MemberInfo MemberOf(MethodBase method, Instruction instruction) => method.Module.ResolveMember(
        instruction.Operand,
        method.DeclaringType!.GetGenericArguments(),
        method.IsGenericMethod ? method.GetGenericArguments() : null)!;

    private FieldInfo FieldOf(Instruction instruction) => (FieldInfo)MemberOf(instruction);

    private MethodBase MethodOf(Instruction instruction) => (MethodBase)MemberOf(instruction);

    private MemberInfo MemberOf(Instruction instruction)
    {
        if (!_members.TryGetValue(instruction.Operand, out MemberInfo? member))
        {
            member = MemberOf(method, instruction);
            _members.Add(instruction.Operand, member);
        }

        return member;
    }

    private void Follow(Instruction instruction)
    {
        switch (instruction.Code.Name)
        {
            case "ldfld" or "ldflda":
                LoadField(FieldOf(instruction), Pop(), isAddress: instruction.Code == OpCodes.Ldflda);
                break;

            case "stfld":
                Value value = Pop();
                StoreField(FieldOf(instruction), Pop(), value);
                break;

            case "ldsfld":
                Push(Static(FieldOf(instruction)));
                break;

            case "ldsflda":
                _stack.Push(new(flow.Unknown, s_elsewhere));
                break;

            case "stsfld":
                FieldInfo field = FieldOf(instruction);
                if (!IsCache(field) && CanLead(field.FieldType)) flow.Escape(Read(Pop()));
                else Pop();
                break;

            case "ldarg.0" or "ldarg.1" or "ldarg.2" or "ldarg.3" or "ldarg.s" or "ldarg":
                int number = instruction.Variable;
                bool isReference = _types[number].IsByRef
                    || (number == 0 && !method.IsStatic && method.DeclaringType!.IsValueType);
                _stack.Push(new(Argument(number), isReference ? new Parameter(number) : null));
                break;

            case "ldarga.s" or "ldarga":
                _stack.Push(new(Argument(instruction.Operand), new Parameter(instruction.Operand)));
                break;

            case "starg.s" or "starg":
                Mark(new Parameter(instruction.Operand), Read(Pop()));
                break;

            case "ldloca.s" or "ldloca":
                _stack.Push(new(Local(instruction.Operand).Read(), instruction.Operand));
                break;

            case { } name when name.StartsWith("ldloc", StringComparison.Ordinal):
                int local = instruction.Variable;
                _stack.Push(new(Local(local).Read(), _aliases.GetValueOrDefault(local)));
                break;

            case { } name when name.StartsWith("stloc", StringComparison.Ordinal):
                value = Pop();
                if (value.Place is not null) Alias(instruction.Variable, value.Place);
                Mark(instruction.Variable, Read(value));
                break;

            case "call" or "callvirt":
                Call(MethodOf(instruction));
                break;

            case "calli":
                CallPointer(method.Module.ResolveSignature(instruction.Operand));
                break;

            case "newobj":
                Create((ConstructorInfo)MethodOf(instruction), instruction.Offset);
                break;

            case "ldftn":
                Take(MethodOf(instruction));
                break;

            case "ldvirtftn":
                Pop();
                Push(Origin.Opaque);
                break;

            case "ret":
                if (method is MethodInfo { ReturnType: var type } && type != typeof(void)) Return(Pop(), type);
                break;

            default:
                FollowOther(instruction.Code);
                break;
        }
    }

    private void FollowOther(OpCode opCode)
    {
        switch (opCode.Name)
        {
            case "dup":
                Value value = Pop();
                _stack.Push(value);
                _stack.Push(value);
                return;

            case "castclass" or "isinst" or "box" or "unbox" or "unbox.any" or "ldind.ref" or "ldobj":
                Push(Read(Pop()));
                return;

            case "ldelem.ref" or "ldelem" or "ldelema":
                Pop();
                Pop();
                _stack.Push(new(flow.Unknown, opCode == OpCodes.Ldelema ? s_elsewhere : null));
                return;

            case "stelem.ref" or "stelem":
                flow.Escape(Read(Pop()));
                Pop();
                Pop();
                return;

            case "stind.ref" or "stobj":
                value = Pop();
                StoreAt(Pop().Place, value);
                return;

            case "throw":
                flow.Escape(Read(Pop()));
                return;
        }

        for (int pops = Instruction.CountOf(opCode.StackBehaviourPop); pops > 0; pops--) Pop();
        for (int pushes = Instruction.CountOf(opCode.StackBehaviourPush); pushes > 0; pushes--) Push(Origin.None);
    }

    private void LoadField(FieldInfo field, Value of, bool isAddress)
    {
        if (flow.IsTracked(field))
        {
            _stack.Push(new(flow.Kept(field).Read(), isAddress ? field : null));
            return;
        }

        bool isPart = field.DeclaringType!.IsValueType;
        Origin origin = !CanLead(field.FieldType) ? Origin.None : isPart ? Read(of) : flow.Unknown;
        _stack.Push(new(origin, !isAddress ? null : isPart ? of.Place : s_elsewhere));
    }

    private void StoreField(FieldInfo field, Value target, Value stored)
    {
        if (!CanLead(field.FieldType)) return;
        if (flow.IsTracked(field)) flow.Kept(field).Add(Read(stored));
        else StoreAt(field.DeclaringType!.IsValueType ? target.Place : s_elsewhere, stored);
    }

    private void StoreAt(object? place, Value stored)
    {
        Mark(place ?? s_elsewhere, Read(stored));
    }

    // The compiler keeps delegates over static methods in static fields. They are made beside that, where it is seen
    // what they call.
    private static bool IsCache(FieldInfo field) => field.DeclaringType!.Name is ['<', ..] name
        && (name.StartsWith("<>c", StringComparison.Ordinal) || name.Contains(">O", StringComparison.Ordinal))
        && !Closure.Is(field.DeclaringType);

    private Origin Static(FieldInfo field) =>
        CanLead(field.FieldType) && !IsCache(field) ? flow.Unknown : Origin.None;

    private Origin Argument(int number)
    {
        Origin here = Origin.None;
        if (number == 0 && !method.IsStatic && Closure.Is(_types[0]))
        {
            here = flow.Makes(_types[0]) ? Origin.Own : Origin.Foreign;
        }
        else if (IsTaken)
        {
            here = flow.Passed.Read();
            if (flow.IsExposed) here |= flow.Unknown;
        }

        return CanLead(_types[number]) ? _parameters[number].Read() | here : Origin.None;
    }

    private Fact Local(int number)
    {
        if (!_locals.TryGetValue(number, out Fact? local)) _locals.Add(number, local = new(flow));
        return local;
    }

    private static Type[] TypesOf(MethodBase method)
    {
        IEnumerable<Type> types = method.GetParameters().Select(parameter => parameter.ParameterType);
        return [.. method.IsStatic ? types : types.Prepend(method.DeclaringType!)];
    }

    private void Return(Value value, Type type)
    {
        if (!CanLead(type)) return;
        _result.Add(Read(value));
        if (!IsTaken) return;
        Origin result = _result.Read();
        flow.Returned.Add(result);
        if (flow.IsExposed && !IsParleys(type)) flow.Escape(result); // to whoever calls the delegate
    }

    private static List<int> HandlersOf(MethodBody body)
    {
        List<int> handlers = [];
        foreach (ExceptionHandlingClause clause in body.ExceptionHandlingClauses)
        {
            bool filters = clause.Flags == ExceptionHandlingClauseOptions.Filter;
            if (filters) handlers.Add(clause.FilterOffset);
            if (filters || clause.Flags == ExceptionHandlingClauseOptions.Clause) handlers.Add(clause.HandlerOffset);
        }

        return handlers;
    }

    private static bool CanLead(Type type)
    {
        if (type.IsByRef) type = type.GetElementType()!;
        return type.IsGenericParameter || type.IsByRefLike || ForkShape.CanLead(type);
    }
}
