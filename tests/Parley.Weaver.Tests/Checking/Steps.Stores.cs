using Mono.Cecil;
using Mono.Cecil.Cil;
using static Mono.Cecil.Cil.Code;

namespace Parley.Weaver.Tests.Checking;

/// <content>Fields, elements, boxes and whatever a pointer points to.</content>
internal sealed partial class Steps
{
    private bool Stores(Instruction instruction, Code code)
    {
        var type = instruction.Operand as TypeReference;
        var field = instruction.Operand as FieldReference;
        switch (code)
        {
            case Ldfld:
                FieldOwner(field!, Pop());
                Push(Value.Of(Types.In(field!.FieldType, field.DeclaringType)));
                break;
            case Ldflda:
                Value owner = Pop();
                FieldOwner(field!, owner);
                if (owner.Kind == Kind.Native) Push(Value.Pointer);
                else PushReference(Types.In(field!.FieldType, field.DeclaringType));
                break;
            case Stfld:
                PopInto(Types.In(field!.FieldType, field.DeclaringType), "the field");
                Value changed = Pop();
                FieldOwner(field, changed);
                if (changed.Kind == Kind.Struct) Wrong(changed);
                Assigns(field);
                break;
            case Ldsfld or Ldsflda or Stsfld:
                Static(field!, code);
                break;
            case Box:
                if (!Pop().Fits(type!)) report(Rule.Operands, $"boxes another type than {type}");
                Push(Value.Boxed(type!));
                break;
            case Unbox:
                Objects(Pop());
                PushReference(type!);
                break;
            case Unbox_Any:
                Objects(Pop());
                Push(Value.Of(type!));
                break;
            case Castclass or Isinst:
                Objects(Pop());
                Push(Value.Boxed(type!));
                break;
            case Newarr:
                Numbers(Pop());
                Push(Value.Boxed(new ArrayType(type)));
                break;
            case Ldlen:
                Element(Pop(), null);
                Push(Value.Pointer);
                break;
            case Ldtoken:
                Push(Value.Of(Handle(instruction.Operand switch
                {
                    TypeReference => "RuntimeTypeHandle",
                    FieldReference => "RuntimeFieldHandle",
                    _ => "RuntimeMethodHandle",
                })));
                break;
            case Localloc:
                Numbers(Pop());
                Push(Value.Pointer);
                break;
            case Cpblk or Initblk:
                Numbers(Pop());
                if (code == Initblk) Numbers(Pop());
                else Pointed(Pop(), null);
                Pointed(Pop(), null);
                break;
            case Arglist or Mkrefany or Refanytype or Refanyval:
                if (code != Arglist) Pop();
                Push(new(Kind.Any));
                break;
            default:
                return Elements(type, code) || Pointers(instruction, type, code);
        }

        return true;
    }

    private bool Elements(TypeReference? type, Code code)
    {
        switch (code)
        {
            case Ldelema:
                Numbers(Pop());
                Element(Pop(), type);
                PushReference(type!);
                break;
            case Ldelem_Any:
                Numbers(Pop());
                Element(Pop(), type);
                Push(Value.Of(type!));
                break;
            case Ldelem_Ref:
                Numbers(Pop());
                TypeReference? element = Element(Pop(), null);
                Push(element is null ? new(Kind.Any) : Value.Boxed(element));
                break;
            case >= Ldelem_I1 and <= Ldelem_R8:
                Numbers(Pop());
                Element(Pop(), null, KindOf(code));
                Push(new(KindOf(code)));
                break;
            case Stelem_Any or Stelem_Ref or >= Stelem_I and <= Stelem_R8:
                Value value = Pop();
                Numbers(Pop());
                TypeReference? kept = Element(Pop(), type, code is Stelem_Any or Stelem_Ref ? null : KindOf(code));
                if (kept is not null && !value.Fits(kept))
                    report(Rule.Assignment, $"the element is a {Types.Key(kept)}, the value a {value}");
                break;
            default:
                return false;
        }

        return true;
    }

    private bool Pointers(Instruction instruction, TypeReference? type, Code code)
    {
        switch (code)
        {
            case Ldobj:
                Pointed(Pop(), type);
                Push(Value.Of(type!));
                break;
            case Stobj:
                PopInto(type!, "the variable");
                Pointed(Pop(), type);
                break;
            case Initobj:
                Pointed(Pop(), type);
                break;
            case Cpobj:
                Pointed(Pop(), type);
                Pointed(Pop(), type);
                break;
            case Ldind_Ref:
                Value pointer = Pop();
                Pointed(pointer, null);
                Push(pointer.Kind == Kind.Reference ? Value.Of(pointer.Type!) : new(Kind.Any));
                if (pointer.Kind == Kind.Reference && Value.Of(pointer.Type!).Kind != Kind.Object) Wrong(pointer);
                break;
            case Stind_Ref:
                Value value = Pop(), target = Pop();
                Pointed(target, null);
                if (target.Kind == Kind.Reference && !value.Fits(target.Type!))
                    report(Rule.Assignment, $"the variable is a {target}, the value a {value}");
                break;
            case >= Ldind_I1 and <= Ldind_R8:
                // Before a pop, it only asks whether there is something.
                Pointed(Pop(), null, instruction.Next?.OpCode.Code == Code.Pop ? null : KindOf(code));
                Push(new(KindOf(code)));
                break;
            case >= Stind_I1 and <= Stind_R8 or Stind_I:
                Value number = Pop();
                Kind kind = KindOf(code);
                if (number.Kind != kind && number.Kind != Kind.Any && !(kind == Kind.Native && number.IsInteger))
                    Wrong(number);
                Pointed(Pop(), null, kind);
                break;
            default:
                return false;
        }

        return true;
    }

    private static Kind KindOf(Code code) => code switch
    {
        Ldelem_I8 or Stelem_I8 or Ldind_I8 or Stind_I8 => Kind.Int64,
        Ldelem_I or Stelem_I or Ldind_I or Stind_I => Kind.Native,
        Ldelem_R4 or Ldelem_R8 or Stelem_R4 or Stelem_R8 or Ldind_R4 or Ldind_R8 or Stind_R4 or Stind_R8 => Kind.Float,
        _ => Kind.Int32,
    };

    private void Static(FieldReference field, Code code)
    {
        TypeReference type = Types.In(field.FieldType, field.DeclaringType);
        if (Types.Resolve(field) is { IsStatic: false }) report(Rule.Owner, $"{field} isn't static");
        if (code == Stsfld) PopInto(type, "the field");
        else if (code == Ldsfld) Push(Value.Of(type));
        else PushReference(type);
        if (code == Stsfld) Assigns(field);
    }

    private void FieldOwner(FieldReference field, Value owner)
    {
        TypeReference type = field.DeclaringType;
        bool fits = owner.Kind switch
        {
            Kind.Any or Kind.Native => true,
            Kind.Object => owner.Type is null || Types.Fits(owner.Type, type),
            Kind.Reference or Kind.Struct => Types.Key(owner.Type!) == Types.Key(type),
            _ => false,
        };
        if (!fits) report(Rule.Owner, $"a {owner} has no {field}");
        if (Types.Resolve(field) is { IsStatic: true }) report(Rule.Owner, $"{field} is static");
    }

    private void Assigns(FieldReference field)
    {
        if (Types.Resolve(field) is not { IsInitOnly: true } definition) return;
        bool initializes = method.IsConstructor || method.ReturnType is RequiredModifierType;
        if (definition.DeclaringType != method.DeclaringType || !initializes)
            report(Rule.ReadOnly, $"{field} is readonly");
    }

    private TypeReference? Element(Value array, TypeReference? type, Kind? kind = null)
    {
        if (array.Kind == Kind.Any || array is { Kind: Kind.Object, Type: null }) return null;
        if (array is not { Kind: Kind.Object, Type: ArrayType { IsVector: true } vector })
        {
            Wrong(array);
            return null;
        }

        TypeReference element = vector.ElementType;
        bool fits = (type is null || Types.StorageKey(element) == Types.StorageKey(type)
                || (Types.IsReference(element) && Types.IsReference(type) && Types.Fits(element, type)))
            && (kind is null || Value.Of(element).Kind == kind);
        if (!fits) Wrong(array);
        return element;
    }

    private void Pointed(Value pointer, TypeReference? type, Kind? kind = null)
    {
        bool fits = pointer.Kind switch
        {
            Kind.Any or Kind.Native => true,
            Kind.Reference => (type is null || Types.StorageKey(pointer.Type!) == Types.StorageKey(type))
                && (kind is null || Value.Of(pointer.Type!).Kind == kind),
            _ => false,
        };
        if (!fits) Wrong(pointer);
    }

    private TypeReference Handle(string name) =>
        new("System", name, method.Module, System.CoreLibrary, valueType: true);
}
