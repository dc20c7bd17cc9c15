using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Parley.Weaver;

/// <summary>Questions about instructions. What asks them has simplified the macros: <c>ldarg.0</c> is
/// <c>ldarg</c>.</summary>
internal static class Il
{
    public static bool Is(this Instruction? instruction, Code code) => instruction?.OpCode.Code == code;

    public static bool IsThis(this Instruction? instruction) =>
        instruction.Is(Code.Ldarg) && instruction!.Operand is ParameterDefinition { Index: -1 };

    public static bool IsConstant(this Instruction? instruction, int value) =>
        instruction.Is(Code.Ldc_I4) && (int)instruction!.Operand == value;

    public static bool IsField(this Instruction? instruction, Code code, FieldDefinition field) =>
        instruction.Is(code) && instruction!.Operand is FieldReference reference && reference.Is(field);

    /// <summary>Whether it refers to the field, which may be in a type that isn't in the module yet.</summary>
    public static bool Is(this FieldReference reference, FieldDefinition field) =>
        reference.Name == field.Name && reference.DeclaringType.GetElementType() == field.DeclaringType;

    public static bool IsVariable(this Instruction? instruction, Code code, VariableDefinition variable) =>
        instruction.Is(code) && instruction!.Operand == variable;

    /// <summary>The method that is called, if it has this name.</summary>
    public static MethodReference? Called(this Instruction? instruction, string name) =>
        instruction?.OpCode.Code is Code.Call or Code.Callvirt && instruction.Operand is MethodReference method
            && method.Name == name ? method : null;

    public static bool IsOf(this MemberReference? member, string type) =>
        member?.DeclaringType?.GetElementType().FullName == type;

    public static bool IsBuilder(this MemberReference? member) =>
        member.IsOf("Parley.CompilerServices.GeneratorBuilder")
        || member.IsOf("Parley.CompilerServices.GeneratorBuilder`1");

    public static bool IsYield(this TypeReference? type) =>
        type?.GetElementType().FullName is "Parley.Yield`1" or "Parley.Yield`2";

    /// <summary>All that is branched to, or that begins or ends a region.</summary>
    public static HashSet<Instruction> Targets(MethodBody body)
    {
        HashSet<Instruction> targets = [];
        foreach (var instruction in body.Instructions)
        {
            if (instruction.Operand is Instruction target) targets.Add(target);
            if (instruction.Operand is Instruction[] several) targets.UnionWith(several);
        }

        foreach (var handler in body.ExceptionHandlers)
        {
            Instruction?[] ends =
                [handler.TryStart, handler.TryEnd, handler.FilterStart, handler.HandlerStart, handler.HandlerEnd];
            foreach (var end in ends) if (end is not null) targets.Add(end);
        }

        return targets;
    }

    /// <summary>How often an instruction is branched to.</summary>
    public static int Branches(MethodBody body, Instruction target) => body.Instructions.Sum(instruction =>
        instruction.Operand == target ? 1
        : instruction.Operand is Instruction[] several ? several.Count(it => it == target)
        : 0);

    /// <summary>True of an instruction between two others, of which the last is not included.</summary>
    public static bool IsBetween(this Instruction instruction, Instruction first, Instruction? end)
    {
        for (var it = first; it is not null && it != end; it = it.Next) if (it == instruction) return true;
        return false;
    }

    /// <summary>Makes an instruction do nothing. It may be branched to.</summary>
    public static void Clear(this Instruction instruction) => instruction.Become(OpCodes.Nop);

    /// <summary>Makes an instruction another one. It may be branched to.</summary>
    public static void Become(this Instruction instruction, OpCode code, object? operand = null)
    {
        instruction.OpCode = code;
        instruction.Operand = operand;
    }

    /// <summary>The instruction that takes what another one has pushed, and nothing below that: null if there is none,
    /// or it isn't found by going through the code from there on.</summary>
    public static Instruction? Taker(Instruction pusher)
    {
        const int Unreachable = -1;
        Dictionary<Instruction, int> depths = [];
        int depth = 1; // from what is pushed upwards
        for (var it = pusher.Next; it is not null; it = it.Next)
        {
            if (depths.TryGetValue(it, out int known)) depth = known;
            if (depth == Unreachable) continue;
            var (pops, pushes) = Effect(it);
            if (pops >= depth) return pops == depth ? it : null;
            depth += pushes - pops;
            if (it.Operand is Instruction target) depths[target] = depth;
            if (it.Operand is Instruction[] several) foreach (var one in several) depths[one] = depth;
            if (it.OpCode.FlowControl is FlowControl.Return) return null;
            if (it.OpCode.FlowControl is FlowControl.Branch or FlowControl.Throw) depth = Unreachable;
        }

        return null;
    }

    private static (int Pops, int Pushes) Effect(Instruction instruction)
    {
        if (instruction.Operand is IMethodSignature called && instruction.OpCode.FlowControl == FlowControl.Call)
        {
            bool isNew = instruction.Is(Code.Newobj);
            int pops = called.Parameters.Count
                + (called.HasThis && !called.ExplicitThis && !isNew ? 1 : 0) + (instruction.Is(Code.Calli) ? 1 : 0);
            return (pops, isNew || called.ReturnType.MetadataType != MetadataType.Void ? 1 : 0);
        }

        int popped = instruction.OpCode.StackBehaviourPop switch
        {
            StackBehaviour.Pop1 or StackBehaviour.Popi or StackBehaviour.Popref => 1,
            StackBehaviour.Pop1_pop1 or StackBehaviour.Popi_pop1 or StackBehaviour.Popi_popi
                or StackBehaviour.Popi_popi8 or StackBehaviour.Popi_popr4 or StackBehaviour.Popi_popr8
                or StackBehaviour.Popref_pop1 or StackBehaviour.Popref_popi => 2,
            StackBehaviour.Popi_popi_popi or StackBehaviour.Popref_popi_popi or StackBehaviour.Popref_popi_popi8
                or StackBehaviour.Popref_popi_popr4 or StackBehaviour.Popref_popi_popr8
                or StackBehaviour.Popref_popi_popref => 3,
            _ => 0,
        };
        int pushed = instruction.OpCode.StackBehaviourPush switch
        {
            StackBehaviour.Push0 or StackBehaviour.Varpush => 0,
            StackBehaviour.Push1_push1 => 2,
            _ => 1,
        };
        return (popped, pushed);
    }
}
