using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace Parley.Bodies;

/// <summary>An instruction of a compiled method.</summary>
/// <param name="Offset">Where it begins.</param>
/// <param name="Next">Where the next one begins.</param>
/// <param name="Code">What it does.</param>
/// <param name="Operand">Its operand, if that takes at most four bytes: a token or a number.</param>
/// <param name="Targets">The offsets that a branch or a <c>switch</c> leads to.</param>
internal readonly record struct Instruction(int Offset, int Next, OpCode Code, int Operand, int[] Targets)
{
    private const byte TwoBytes = 0xFE;

    /// <summary>Of an instruction that accesses a local or an argument: the number of that.</summary>
    internal int Variable =>
        Code.OperandType == OperandType.InlineNone ? Code.Name![^1] - '0' // the last character of "ldloc.0"
        : Operand;

    private static readonly OpCode[] s_short = new OpCode[256];
    private static readonly OpCode[] s_long = new OpCode[256];

    static Instruction()
    {
        foreach (FieldInfo field in typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            var code = (OpCode)field.GetValue(null)!;
            (code.Size == 1 ? s_short : s_long)[(byte)code.Value] = code;
        }
    }

    /// <summary>Decodes a method. Empty if there is no code to read.</summary>
    internal static List<Instruction> Read(ReadOnlySpan<byte> code)
    {
        List<Instruction> instructions = [];
        for (int offset = 0; offset < code.Length; offset = instructions[^1].Next)
        {
            int at = offset;
            OpCode opCode = code[at++] is var first && first == TwoBytes ? s_long[code[at++]] : s_short[first];
            instructions.Add(Read(code, offset, at, opCode));
        }

        return instructions;
    }

    /// <summary>How many values an instruction takes from the stack or puts there: "Popref_popi_popi" is three, "Push0"
    /// none. Of a call, that is in its signature.</summary>
    internal static int CountOf(StackBehaviour behavior) =>
        behavior is StackBehaviour.Pop0 or StackBehaviour.Push0 or StackBehaviour.Varpop
            ? 0 : behavior.ToString().Split('_').Length;

    private static Instruction Read(ReadOnlySpan<byte> code, int offset, int at, OpCode opCode)
    {
        ReadOnlySpan<byte> rest = code[at..];
        switch (opCode.OperandType)
        {
            case OperandType.InlineNone:
                return new(offset, at, opCode, 0, []);

            case OperandType.ShortInlineBrTarget:
                return new(offset, at + 1, opCode, 0, [at + 1 + (sbyte)rest[0]]);

            case OperandType.ShortInlineI:
                return new(offset, at + 1, opCode, (sbyte)rest[0], []);

            case OperandType.ShortInlineVar:
                return new(offset, at + 1, opCode, rest[0], []);

            case OperandType.InlineVar:
                return new(offset, at + 2, opCode, BinaryPrimitives.ReadUInt16LittleEndian(rest), []);

            case OperandType.InlineI8 or OperandType.InlineR:
                return new(offset, at + 8, opCode, 0, []);

            case OperandType.InlineBrTarget:
                return new(offset, at + 4, opCode, 0, [at + 4 + BinaryPrimitives.ReadInt32LittleEndian(rest)]);

            case OperandType.InlineSwitch:
                var targets = new int[BinaryPrimitives.ReadInt32LittleEndian(rest)];
                int next = at + 4 + (4 * targets.Length);
                for (int i = 0; i < targets.Length; i++)
                {
                    targets[i] = next + BinaryPrimitives.ReadInt32LittleEndian(rest[(4 + (4 * i))..]);
                }

                return new(offset, next, opCode, 0, targets);

            default: // a token, a number or the like
                return new(offset, at + 4, opCode, BinaryPrimitives.ReadInt32LittleEndian(rest), []);
        }
    }
}
