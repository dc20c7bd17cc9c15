using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Parley.Weaver;

/// <summary>Tells whether anything that a woven body does can throw. If not, its generator needs no frame around
/// it.</summary>
internal static class Failing
{
    private static readonly HashSet<Code> s_harmless =
    [
        Code.Nop, Code.Dup, Code.Pop, Code.Ret, Code.Leave, Code.Leave_S, Code.Endfinally, Code.Switch,
        Code.Ldnull, Code.Ldstr,
        Code.Add, Code.Sub, Code.Mul, Code.And, Code.Or, Code.Xor, Code.Shl, Code.Shr, Code.Shr_Un, Code.Neg, Code.Not,
        Code.Ceq, Code.Cgt, Code.Cgt_Un, Code.Clt, Code.Clt_Un, Code.Initobj,
        Code.Conv_I, Code.Conv_I1, Code.Conv_I2, Code.Conv_I4, Code.Conv_I8, Code.Conv_R4, Code.Conv_R8,
        Code.Conv_U, Code.Conv_U1, Code.Conv_U2, Code.Conv_U4, Code.Conv_U8, Code.Conv_R_Un,
    ];

    // Of Direct: that which does nothing but to set the generator's fields. Resumed throws what is thrown in, which
    // comes another way.
    private static readonly HashSet<string> s_calls = ["Yield", "Runs", "Exits", "Resumed", "Exit", "Return"];

    public static bool CanFail(MethodBody body, TypeDefinition own) =>
        body.ExceptionHandlers.Any(handler => handler.HandlerType != ExceptionHandlerType.Finally)
        || body.Instructions.Any(it => CanFail(it, own));

    private static bool CanFail(Instruction instruction, TypeDefinition own)
    {
        switch (instruction.OpCode.Code)
        {
            case Code.Call:
                return instruction.Operand is not MethodReference method
                    || !method.IsOf("Parley.CompilerServices.Direct") || !s_calls.Contains(method.Name);
            case Code.Ldfld or Code.Ldflda or Code.Stfld:
                return !IsSafe((FieldReference)instruction.Operand, instruction, own);
            default:
                return !s_harmless.Contains(instruction.OpCode.Code)
                    && instruction.OpCode.OperandType is not (OperandType.InlineVar or OperandType.ShortInlineVar
                        or OperandType.InlineArg or OperandType.ShortInlineArg
                        or OperandType.InlineBrTarget or OperandType.ShortInlineBrTarget
                        or OperandType.InlineI or OperandType.ShortInlineI or OperandType.InlineI8
                        or OperandType.InlineR or OperandType.ShortInlineR)
                    && !IsMacro(instruction.OpCode.Code);
        }
    }

    // A field of the body itself; or one that is read of what the body is a method of, which isn't null.
    private static bool IsSafe(FieldReference field, Instruction instruction, TypeDefinition own) =>
        field.DeclaringType.GetElementType() == own
        || (instruction.Is(Code.Ldfld) && instruction.Previous is { Operand: FieldReference { Name: "<>4__this" } });

    private static bool IsMacro(Code code) => code
        is >= Code.Ldarg_0 and <= Code.Stloc_3 or >= Code.Ldc_I4_M1 and <= Code.Ldc_I4_8;
}
