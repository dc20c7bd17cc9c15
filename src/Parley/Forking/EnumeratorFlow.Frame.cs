using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Reflection.Emit;
using Parley.Bodies;

namespace Parley.Forking;

// The values in one method.
internal sealed partial class EnumeratorFlow
{
    /// <summary>A method that is being followed.</summary>
    [RequiresDynamicCode("Types can be generic.")]
    private sealed class Frame(EnumeratorFlow flow, MethodBase method, Value[] arguments)
    {
        private static readonly HashSet<string> s_reading =
        [
            "BinarySearch", "Contains", "ContainsKey", "ContainsValue", "IndexOf", "Peek", "TryGetValue", "TryPeek",
        ];

        private readonly List<Instruction> _code = Instruction.Read(method.GetMethodBody()!.GetILAsByteArray());
        private readonly IList<LocalVariableInfo> _types = method.GetMethodBody()!.LocalVariables;
        private readonly Dictionary<int, Value> _locals = [];
        private readonly Dictionary<int, Value[]> _merges = [];
        private readonly Stack<Value> _stack = [];
        private Type? _constrained;
        private bool _changed;

        internal void Run()
        {
            do
            {
                _changed = false;
                _stack.Clear();
                foreach (Instruction instruction in _code)
                {
                    if (_merges.TryGetValue(instruction.Offset, out Value[]? merged)) Merge(merged);
                    Step(instruction);
                    if (flow._changes) return;
                    Branch(instruction);
                    if (instruction.Code.FlowControl is FlowControl.Branch or FlowControl.Return or FlowControl.Throw)
                    {
                        _stack.Clear();
                    }
                }
            }
            while (_changed);
        }

        private void Step(Instruction instruction)
        {
            string name = instruction.Code.Name!;
            switch (name.Split('.')[0])
            {
                case "ldarg":
                    int argument = instruction.Variable;
                    _stack.Push(arguments[argument]);
                    break;

                case "ldarga":
                    argument = instruction.Variable;
                    if (Leads(ArgumentType(argument))) arguments[argument] = new(Kind.Held);
                    _stack.Push(new(Kind.Own));
                    break;

                case "starg":
                    if (Pop().Kind != Kind.Other) flow._changes = true;
                    break;

                case "ldloc":
                    _stack.Push(_locals.GetValueOrDefault(instruction.Variable));
                    break;

                case "ldloca": // anything can be stored there
                    int variable = instruction.Variable;
                    if (Leads(_types[variable].LocalType)) Store(variable, new(Kind.Held));
                    _stack.Push(new(Kind.Own));
                    break;

                case "stloc":
                    Store(instruction.Variable, Pop());
                    break;

                case "ldfld":
                    FieldInfo field = MethodFlow.FieldOf(method, instruction)!;
                    Value source = Pop();
                    _stack.Push(source.Kind != Kind.Own ? flow.From(source, field.FieldType) : Load(field));
                    break;

                case "ldflda":
                    field = MethodFlow.FieldOf(method, instruction)!;
                    source = Pop();
                    _stack.Push(source with { Type = field.FieldType });
                    break;

                case "stfld":
                    Write(Pop(), Pop());
                    break;

                case "ldelem":
                    Pop();
                    source = Pop();
                    _stack.Push(flow.From(source, ElementOf(source, instruction)));
                    break;

                case "ldelema":
                    Pop();
                    _stack.Push(Pop() with { Type = null });
                    break;

                case "stelem":
                    Value stored = Pop();
                    Pop();
                    Write(stored, Pop());
                    break;

                case "stind" or "stobj" or "cpobj":
                    Write(Pop(), Pop());
                    break;

                case "initobj":
                    Write(default, Pop());
                    break;

                case "ldind" or "ldobj":
                    source = Pop();
                    Type? type = instruction.Code == OpCodes.Ldobj ? TypeOf(instruction) : null;
                    bool isNumber = name.StartsWith("ldind.", StringComparison.Ordinal) && name != "ldind.ref";
                    _stack.Push(isNumber || (type is not null && !Leads(type)) ? default
                        : source.Kind == Kind.Own ? new(Kind.Held, type) : flow.From(source, type));
                    break;

                case "dup":
                    source = Pop();
                    _stack.Push(source);
                    _stack.Push(source);
                    break;

                case "pop" or "brtrue" or "brfalse" or "ret" or "throw":
                    Pop();
                    break;

                case "beq" or "bne" or "bge" or "bgt" or "ble" or "blt":
                    Pop();
                    Pop();
                    break;

                case "ceq" or "cgt" or "clt" or "ldlen":
                    Take(instruction.Code.StackBehaviourPop);
                    _stack.Push(default);
                    break;

                case "constrained":
                    _constrained = TypeOf(instruction);
                    break;

                case "call" or "callvirt" or "newobj":
                    Call(MethodFlow.MethodOf(method, instruction), instruction.Code);
                    _constrained = null;
                    break;

                default:
                    bool isKnown = instruction.Code.StackBehaviourPop != StackBehaviour.Varpop;
                    Value taken = Take(instruction.Code.StackBehaviourPop);
                    int pushes = Instruction.CountOf(instruction.Code.StackBehaviourPush);
                    if (!isKnown || (taken.Kind == Kind.Held && pushes == 0)) flow._changes = true;
                    for (int i = 0; i < pushes; i++) _stack.Push(taken with { Type = null });
                    break;
            }
        }

        // Objects that the enumerator holds are changed by a store in them, or may be later by what they are stored in.
        private void Write(Value stored, Value target)
        {
            if (target.Kind == Kind.Held || (target.Kind == Kind.Other && stored.Kind != Kind.Other))
            {
                flow._changes = true;
            }
        }

        private Value Load(FieldInfo field)
        {
            bool splits = flow._split.Contains((field.DeclaringType, field.Name));
            return splits || !Leads(field.FieldType) ? default : new(Kind.Held, field.FieldType);
        }

        private void Call(MethodBase called, OpCode code)
        {
            bool isNew = code == OpCodes.Newobj;
            ParameterInfo[] parameters = called.GetParameters();
            var given = new Value[parameters.Length + (called.IsStatic ? 0 : 1)];
            for (int i = parameters.Length - 1; i >= 0; i--)
            {
                Value value = Pop();
                given[^(parameters.Length - i)] = Leads(parameters[i].ParameterType) ||
                    (value.Kind == Kind.Held && parameters[i].ParameterType.IsByRef) ? value : default;
            }

            Type type = called.DeclaringType!;
            if (!called.IsStatic) given[0] = isNew ? new(Kind.Own) : Pop();
            if (given.Length > 0 && given[0].Kind == Kind.Own && !Leads(_constrained ?? type)) given[0] = default;
            bool passes = Array.Exists(given, value => value.Kind == Kind.Held)
                || Array.Exists(given, value => value.Kind == Kind.Own && !isNew);
            if (passes && !IsKnown(called, given)) FollowCall(called, code, given);
            Type result = isNew ? type : (called as MethodInfo)?.ReturnType ?? typeof(void);
            if (result == typeof(void)) return;
            _stack.Push(!passes ? default : result.IsByRef ? new(Kind.Held) : flow.From(new(Kind.Held), result));
        }

        private void FollowCall(MethodBase called, OpCode code, Value[] given)
        {
            MethodBase? target = _constrained is { IsValueType: true } ? Implementation(called, _constrained)
                : _constrained is null && (code != OpCodes.Callvirt || !called.IsVirtual || called.IsFinal ||
                    called.DeclaringType!.IsSealed) ? called
                : null;
            bool isObject = code == OpCodes.Newobj && !called.DeclaringType!.IsValueType;
            if (target is null || isObject || IsIntrinsicWrite(target, given)) flow._changes = true;
            else if (!HiddenEnumerator.IsKnown(target.DeclaringType!)) flow.Follow(target, given);
        }

        // What the runtime does itself, or what only reads, by its name.
        private static bool IsKnown(MethodBase called, Value[] given)
        {
            Type type = called.DeclaringType!;
            if (type.IsArray) return called.Name is "Get" or "Address";
            bool isCollection = type.Namespace?.StartsWith("System.Collections", StringComparison.Ordinal) == true;
            if (!isCollection || TakesAddress(called, given)) return false;
            return called.Name.StartsWith("get_", StringComparison.Ordinal) || s_reading.Contains(called.Name);
        }

        private static bool TakesAddress(MethodBase called, Value[] given)
        {
            ParameterInfo[] parameters = called.GetParameters();
            int first = given.Length - parameters.Length;
            return parameters.Where((parameter, i) =>
                parameter.ParameterType.IsByRef && given[first + i].Kind == Kind.Held).Any();
        }

        // Of what the JIT does, the code may say nothing.
        private static bool IsIntrinsicWrite(MethodBase called, Value[] given)
        {
            bool isIntrinsic = called.CustomAttributes.Any(
                attribute => attribute.AttributeType.Name == "IntrinsicAttribute");
            bool isSame = called.DeclaringType!.FullName == "System.Runtime.CompilerServices.Unsafe"
                && (called.Name is "As" or "Add" or "AsRef" or "IsNullRef");
            return isIntrinsic && TakesAddress(called, given) && !isSame;
        }

        private static MethodInfo? Implementation(MethodBase called, Type type)
        {
            if (called.IsGenericMethod || !called.DeclaringType!.IsInterface) return null;
            if (!type.IsAssignableTo(called.DeclaringType)) return null;
            InterfaceMapping map = type.GetInterfaceMap(called.DeclaringType);
            return Array.IndexOf(map.InterfaceMethods, called) is var at and >= 0 ? map.TargetMethods[at] : null;
        }

        private Type ArgumentType(int index) => method.IsStatic ? method.GetParameters()[index].ParameterType
            : index == 0 ? method.DeclaringType!
            : method.GetParameters()[index - 1].ParameterType;

        private Type? ElementOf(Value array, Instruction instruction) =>
            instruction.Code == OpCodes.Ldelem ? TypeOf(instruction)
            : instruction.Code == OpCodes.Ldelem_Ref ? array.Type?.GetElementType()
            : typeof(int); // or another number

        private Type TypeOf(Instruction instruction) => method.Module.ResolveType(
            instruction.Operand,
            method.DeclaringType!.GetGenericArguments(),
            method.IsGenericMethod ? method.GetGenericArguments() : null);

        private Value Take(StackBehaviour behavior)
        {
            Value taken = default;
            for (int i = Instruction.CountOf(behavior); i > 0; i--) taken = taken.Join(Pop());
            return taken;
        }

        private void Store(int local, Value value)
        {
            if (!_locals.TryGetValue(local, out Value before)) before = value;
            Value joined = before.Join(value);
            _changed |= !_locals.TryGetValue(local, out before) || before != joined;
            _locals[local] = joined;
        }

        private Value Pop() => _stack.TryPop(out Value value) ? value : default;

        // What is on the stack where a branch leads, from wherever it comes.
        private void Branch(Instruction instruction)
        {
            if (_stack.Count == 0) return;
            foreach (int target in instruction.Targets)
            {
                Value[] values = [.. _stack.Reverse()];
                if (_merges.TryGetValue(target, out Value[]? others) && others.Length == values.Length)
                {
                    for (int i = 0; i < values.Length; i++) values[i] = values[i].Join(others[i]);
                }

                _merges[target] = values;
            }
        }

        private void Merge(Value[] merged)
        {
            Value[] here = [.. _stack.Reverse()];
            _stack.Clear();
            for (int i = 0; i < merged.Length; i++)
            {
                _stack.Push(i < here.Length ? here[i].Join(merged[i]) : merged[i]);
            }
        }
    }
}
