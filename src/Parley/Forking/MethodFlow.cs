using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Reflection.Emit;
using Parley.Bodies;
using Parley.CompilerServices;

namespace Parley.Forking;

/// <summary>Follows the values through one method of a body.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "What the code refers to is there.")]
[RequiresDynamicCode("Closures can be generic.")]
internal sealed class MethodFlow(BodyFlow flow, MethodBase method, List<Instruction> code, bool isOwn)
{
    private readonly HashSet<int> _locals = [];
    private readonly Dictionary<int, Value[]> _merges = [];
    private readonly Stack<Value> _stack = [];
    private bool _changed;

    /// <summary>A value on the stack: whether it may lead to a closure of the body, and, if it is an address, what it
    /// is the address of: a field, or the number of a local.</summary>
    private readonly record struct Value(bool IsOwn, object? Place = null);

    internal void Run()
    {
        do
        {
            _changed = false;
            _stack.Clear();
            foreach (Instruction instruction in code)
            {
                if (_merges.TryGetValue(instruction.Offset, out Value[]? merged)) Merge(merged);
                Follow(instruction);
                if (_stack.Count > 0) Branch(instruction);
                if (instruction.Code.FlowControl is FlowControl.Branch or FlowControl.Return or FlowControl.Throw)
                {
                    _stack.Clear();
                }
            }
        }
        while (_changed);
    }

    internal static FieldInfo? FieldOf(MethodBase method, Instruction instruction) => method.Module.ResolveField(
        instruction.Operand, method.DeclaringType!.GetGenericArguments(), ArgumentsOf(method));

    internal static MethodBase MethodOf(MethodBase method, Instruction instruction) => method.Module.ResolveMethod(
        instruction.Operand, method.DeclaringType!.GetGenericArguments(), ArgumentsOf(method))!;

    private static Type[]? ArgumentsOf(MethodBase method) =>
        method.IsGenericMethod ? method.GetGenericArguments() : null;

    private void Follow(Instruction instruction)
    {
        switch (instruction.Code.Name)
        {
            case "ldfld" or "ldflda":
                Value of = Pop();
                bool isAddress = instruction.Code == OpCodes.Ldflda;
                FieldInfo field = FieldOf(method, instruction)!;
                _stack.Push(flow.IsTracked(field)
                    ? new(flow.MayKeep(field), isAddress ? field : null)
                    : of with { Place = isAddress ? of.Place : null });
                break;

            case "stfld":
                Value stored = Pop();
                Value target = Pop();
                if (!stored.IsOwn) break;
                field = FieldOf(method, instruction)!;
                if (flow.IsTracked(field)) flow.AddField(field);
                else Mark(target.Place);
                break;

            case "ldarg.0":
                _stack.Push(new(isOwn));
                break;

            case { } name when name.StartsWith("ldloc", StringComparison.Ordinal):
                int local = LocalOf(instruction);
                bool isLocalAddress = name.StartsWith("ldloca", StringComparison.Ordinal);
                _stack.Push(new(_locals.Contains(local), isLocalAddress ? local : null));
                break;

            case { } name when name.StartsWith("stloc", StringComparison.Ordinal):
                stored = Pop();
                if (stored.IsOwn) Mark(LocalOf(instruction));
                Mark(stored.Place); // through a reference, anything can be stored there
                break;

            case "call" or "callvirt" or "newobj":
                Call(MethodOf(method, instruction), isNew: instruction.Code == OpCodes.Newobj);
                break;

            default:
                FollowOther(instruction.Code);
                break;
        }
    }

    // The result of a call may lead to whatever an argument leads to, and so may what it is given the address of.
    private void Call(MethodBase called, bool isNew)
    {
        int count = called.GetParameters().Length + (called.IsStatic || isNew ? 0 : 1);
        var arguments = new Value[count];
        for (int i = 0; i < count; i++) arguments[i] = Pop();
        bool makes = isNew && Closure.Is(called.DeclaringType!);
        if (makes) flow.AddClosure(called.DeclaringType!);
        bool isMade = makes || Array.Exists(arguments, argument => argument.IsOwn);
        Type type = isNew ? called.DeclaringType! : (called as MethodInfo)?.ReturnType ?? typeof(void);
        if (isMade || type.IsByRef || type.IsByRefLike) Array.ForEach(arguments, argument => Mark(argument.Place));
        if (type != typeof(void))
        {
            _stack.Push(new(isMade && !IsSend(called)));
        }
    }

    // What is sent to the body is its caller's.
    private static bool IsSend(MethodBase called) =>
        called.Name == nameof(YieldAwaitable<,>.GetResult)
        && called.DeclaringType is { IsGenericType: true } type
        && (type.GetGenericTypeDefinition() == typeof(YieldAwaitable<,>)
            || type.GetGenericTypeDefinition() == typeof(YieldAwaitable<,,>));

    private void FollowOther(OpCode opCode)
    {
        int pops = opCode.StackBehaviourPop == StackBehaviour.Varpop ? 0 : CountOf(opCode.StackBehaviourPop);
        int pushes = CountOf(opCode.StackBehaviourPush);
        bool isMade = false;
        object? place = null;
        for (int i = 0; i < pops; i++)
        {
            Value value = Pop();
            isMade |= value.IsOwn;
            place = value.Place ?? place;
        }

        if (isMade && pushes == 0) Mark(place); // an indirect store
        for (int i = 0; i < pushes; i++) _stack.Push(new(isMade, place));
    }

    // "Popref_popi_popi" is three values, "Push0" none.
    private static int CountOf(StackBehaviour behavior) =>
        behavior is StackBehaviour.Pop0 or StackBehaviour.Push0 ? 0 : behavior.ToString().Split('_').Length;

    private static int LocalOf(Instruction instruction) =>
        instruction.Code.OperandType == OperandType.InlineNone
            ? instruction.Code.Name![^1] - '0'
            : instruction.Operand;

    private void Mark(object? place)
    {
        if (place is FieldInfo field) flow.AddField(field);
        else if (place is int local) _changed |= _locals.Add(local);
    }

    private Value Pop() => _stack.TryPop(out Value value) ? value : default;

    // What is on the stack where a branch leads, from wherever it comes.
    private void Branch(Instruction instruction)
    {
        bool branches = instruction.Code.OperandType is OperandType.InlineBrTarget or OperandType.ShortInlineBrTarget;
        if (!branches || instruction.Code.FlowControl == FlowControl.Return) return;
        Value[] values = [.. _stack.Reverse()];
        if (_merges.TryGetValue(instruction.Operand, out Value[]? others) && others.Length == values.Length)
        {
            for (int i = 0; i < values.Length; i++) values[i] = Join(values[i], others[i]);
        }

        _merges[instruction.Operand] = values;
    }

    private void Merge(Value[] merged)
    {
        Value[] here = [.. _stack.Reverse()];
        _stack.Clear();
        for (int i = 0; i < merged.Length; i++)
        {
            _stack.Push(i < here.Length ? Join(here[i], merged[i]) : merged[i]);
        }
    }

    private static Value Join(Value one, Value other) => new(one.IsOwn || other.IsOwn, one.Place ?? other.Place);
}
