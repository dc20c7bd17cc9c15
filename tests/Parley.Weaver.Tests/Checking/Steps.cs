using System.Collections.Immutable;
using Mono.Cecil;
using Mono.Cecil.Cil;
using static Mono.Cecil.Cil.Code;

namespace Parley.Weaver.Tests.Checking;

/// <summary>What one instruction takes from the stack, and what it puts there.</summary>
internal sealed partial class Steps(MethodDefinition method, ImmutableStack<Value> stack, Action<Rule, string> report)
{
    private bool _fails;

    public ImmutableStack<Value> Stack { get; private set; } = stack;

    private MethodBody Body => method.Body;

    private TypeSystem System => method.Module.TypeSystem;

    /// <summary>False if nothing is known of the stack behind it.</summary>
    public bool Run(Instruction instruction)
    {
        Take(instruction, instruction.OpCode.Code);
        return !_fails;
    }

    private void Take(Instruction instruction, Code code)
    {
        switch (code)
        {
            case Nop or Break or Unaligned or Code.Volatile or Tail or Readonly or No or Constrained or Rethrow
                or Br or Br_S or Leave or Leave_S or Endfinally:
                if (code == Endfinally && !Stack.IsEmpty) report(Rule.Depth, "values are left");
                break;
            case >= Ldarg_0 and <= Ldarg_3:
                Push(Value.Of(TypeOf(Argument(code - Ldarg_0))));
                break;
            case Ldarg or Ldarg_S:
                Push(Value.Of(TypeOf((ParameterDefinition)instruction.Operand)));
                break;
            case Ldarga or Ldarga_S:
                PushReference(TypeOf((ParameterDefinition)instruction.Operand));
                break;
            case Starg or Starg_S:
                PopInto(TypeOf((ParameterDefinition)instruction.Operand), "the parameter");
                break;
            case >= Ldloc_0 and <= Ldloc_3 or Ldloc or Ldloc_S:
                if (Local(instruction, Ldloc_0) is { } loaded) Push(Value.Of(loaded.VariableType));
                break;
            case Ldloca or Ldloca_S:
                PushReference(((VariableDefinition)instruction.Operand).VariableType);
                break;
            case >= Stloc_0 and <= Stloc_3 or Stloc or Stloc_S:
                if (Local(instruction, Stloc_0) is { } stored) PopInto(stored.VariableType, "the variable");
                break;
            case Ldnull:
                Push(Value.Null);
                break;
            case >= Ldc_I4_M1 and <= Ldc_I4 or Sizeof:
                Push(Value.Number);
                break;
            case Ldc_I8:
                Push(new(Kind.Int64));
                break;
            case Ldc_R4 or Ldc_R8:
                Push(new(Kind.Float));
                break;
            case Ldstr:
                Push(Value.Of(System.String));
                break;
            case Dup:
                Value twice = Pop();
                Push(twice);
                Push(twice);
                break;
            case Code.Pop:
                Pop();
                break;
            case Code.Call or Callvirt or Newobj or Calli or Ldftn or Ldvirtftn or Jmp:
                Calls(instruction, code);
                break;
            case Ret:
                Returns();
                break;
            case Throw:
                Objects(Pop());
                break;
            case Brfalse or Brfalse_S or Brtrue or Brtrue_S:
                if (Pop().Kind is Kind.Struct or Kind.Float) report(Rule.Operands, "tests a struct or a float");
                break;
            case Code.Switch or Endfilter:
                Numbers(Pop());
                if (code == Endfilter && !Stack.IsEmpty) report(Rule.Depth, "values are left");
                break;
            case >= Beq_S and <= Blt_Un_S or >= Beq and <= Blt_Un:
                Compares();
                break;
            case Ceq or Cgt or Cgt_Un or Clt or Clt_Un:
                Compares();
                Push(Value.Number);
                break;
            case >= Add and <= Xor or >= Add_Ovf and <= Sub_Ovf_Un:
                Calculates(code);
                break;
            case Shl or Shr or Shr_Un:
                Numbers(Pop());
                Value shifted = Pop();
                if (shifted.Kind is not (Kind.Int32 or Kind.Int64 or Kind.Native or Kind.Any)) Wrong(shifted);
                Push(shifted);
                break;
            case Neg or Not:
                Value turned = Pop();
                if (turned.Kind is Kind.Object or Kind.Struct or Kind.Reference) Wrong(turned);
                Push(turned);
                break;
            case Ckfinite:
                Push(Pop());
                break;
            default:
                if (!Converts(code) && !Stores(instruction, code)) throw new NotSupportedException(code.ToString());
                break;
        }
    }

    private bool Converts(Code code)
    {
        Kind? result = code switch
        {
            Conv_I1 or Conv_I2 or Conv_I4 or Conv_U4 or Conv_U2 or Conv_U1 => Kind.Int32,
            Conv_I8 or Conv_U8 or Conv_Ovf_I8 or Conv_Ovf_U8 or Conv_Ovf_I8_Un or Conv_Ovf_U8_Un => Kind.Int64,
            Conv_R4 or Conv_R8 or Conv_R_Un => Kind.Float,
            Conv_I or Conv_U or Conv_Ovf_I or Conv_Ovf_U or Conv_Ovf_I_Un or Conv_Ovf_U_Un => Kind.Native,
            >= Conv_Ovf_I1_Un and <= Conv_Ovf_U4_Un => Kind.Int32,
            >= Conv_Ovf_I1 and <= Conv_Ovf_U4 => Kind.Int32,
            _ => null,
        };
        if (result is not { } kind) return false;
        Value from = Pop();
        bool pins = code is Conv_I or Conv_U && from.Kind is Kind.Reference or Kind.Object;
        if (from.Kind == Kind.Struct || (from.Kind is Kind.Object or Kind.Reference && !pins)) Wrong(from);
        Push(new(kind));
        return true;
    }

    private void Compares()
    {
        Value right = Pop(), left = Pop();
        bool fits = left.Kind == right.Kind ? left.Kind != Kind.Struct
            : left.Kind == Kind.Any || right.Kind == Kind.Any
                || (left.IsInteger && right.IsInteger)
                || (left.Kind, right.Kind) is (Kind.Reference, Kind.Native) or (Kind.Native, Kind.Reference);
        if (!fits) report(Rule.Operands, $"compares {left} with {right}");
    }

    private void Calculates(Code code)
    {
        Value right = Pop(), left = Pop();
        if (left.Kind == Kind.Any || right.Kind == Kind.Any)
        {
            Push(new(Kind.Any));
            return;
        }

        if (left.Kind == Kind.Reference && right.IsInteger)
        {
            Push(left);
        }
        else if (left.IsInteger && right.Kind == Kind.Reference && code is Add)
        {
            Push(right);
        }
        else if (left.Kind == Kind.Reference && right.Kind == Kind.Reference && code is Sub)
        {
            Push(Value.Pointer);
        }
        else if (left.IsInteger && right.IsInteger)
        {
            Push(new(left.Kind == Kind.Int32 && right.Kind == Kind.Int32 ? Kind.Int32 : Kind.Native));
        }
        else
        {
            bool fits = left.Kind == right.Kind && left.Kind is Kind.Int64 or Kind.Float;
            if (!fits) report(Rule.Operands, $"calculates with {left} and {right}");
            Push(left);
        }
    }

    private void Returns()
    {
        if (!Types.IsVoid(method.ReturnType)) PopInto(method.ReturnType, "the result");
        if (!Stack.IsEmpty) report(Rule.Depth, "values are left");
    }

    private ParameterDefinition Argument(int number) => !method.HasThis ? method.Parameters[number]
        : number == 0 ? Body.ThisParameter : method.Parameters[number - 1];

    private TypeReference TypeOf(ParameterDefinition parameter)
    {
        if (parameter != Body.ThisParameter) return parameter.ParameterType;
        TypeReference self = Types.Self(method.DeclaringType);
        return method.DeclaringType.IsValueType ? new ByReferenceType(self) : self;
    }

    private VariableDefinition? Local(Instruction instruction, Code first)
    {
        if (instruction.Operand is VariableDefinition variable) return variable;
        int number = instruction.OpCode.Code - first;
        if (number < Body.Variables.Count) return Body.Variables[number];
        report(Rule.Variables, "there is no such variable");
        _fails = true;
        return null;
    }

    private void Push(Value value) => Stack = Stack.Push(value);

    private void PushReference(TypeReference type) => Push(new(Kind.Reference, Types.Plain(type)));

    private Value Pop()
    {
        if (!Stack.IsEmpty)
        {
            Stack = Stack.Pop(out Value value);
            return value;
        }

        if (!_fails) report(Rule.Depth, "takes more than there is");
        _fails = true;
        return new(Kind.Any);
    }

    private void PopInto(TypeReference type, string what)
    {
        Value value = Pop();
        if (!value.Fits(type)) report(Rule.Assignment, $"{what} is a {Types.Key(type)}, the value a {value}");
    }

    private void Objects(Value value)
    {
        if (value.Kind is not (Kind.Object or Kind.Any)) Wrong(value);
    }

    private void Numbers(Value value)
    {
        if (!value.IsInteger && value.Kind != Kind.Any) Wrong(value);
    }

    private void Wrong(Value value) => report(Rule.Operands, $"can't work on a {value}");
}
