using Mono.Cecil;
using Mono.Cecil.Cil;
using static Mono.Cecil.Cil.Code;

namespace Parley.Weaver.Tests.Checking;

/// <content>Calls, and what stands for a method.</content>
internal sealed partial class Steps
{
    private void Calls(Instruction instruction, Code code)
    {
        switch (code)
        {
            case Jmp:
                break;
            case Calli:
                var site = (CallSite)instruction.Operand;
                Numbers(Pop());
                Arguments(site, type => type);
                if (site.HasThis) Pop();
                PushResult(site.ReturnType);
                break;
            case Ldftn:
                Push(new(Kind.Native, null, (MethodReference)instruction.Operand));
                break;
            case Ldvirtftn:
                Instance((MethodReference)instruction.Operand, Pop(), null);
                Push(new(Kind.Native, null, (MethodReference)instruction.Operand));
                break;
            case Newobj:
                Creates((MethodReference)instruction.Operand);
                break;
            default:
                Call(instruction, (MethodReference)instruction.Operand);
                break;
        }
    }

    private void Call(Instruction instruction, MethodReference called)
    {
        var constraint = instruction.Previous?.OpCode.Code == Constrained
            ? (TypeReference)instruction.Previous.Operand
            : null;
        Arguments(called, type => Types.In(type, called.DeclaringType, called));
        if (called.HasThis) Instance(called, Pop(), constraint);
        if (called.DeclaringType is not ArrayType && Types.Resolve(called) is { } definition)
        {
            bool isVirtual = instruction.OpCode.Code == Callvirt;
            if (definition.IsStatic == called.HasThis || (definition.IsStatic && isVirtual))
                report(Rule.Call, "takes a static method for one of an instance, or the other way");
            if (definition is { IsAbstract: true } && !isVirtual && constraint is null)
                report(Rule.Call, "calls what is abstract");
            bool isBase = method.IsConstructor && !isVirtual;
            if (definition.IsConstructor && !isBase && !definition.DeclaringType.IsValueType)
                report(Rule.Call, "calls a constructor from outside of one");
        }

        PushResult(Types.In(called.ReturnType, called.DeclaringType, called));
    }

    private void Creates(MethodReference constructor)
    {
        TypeReference type = constructor.DeclaringType;
        if (Types.Resolve(type) is { IsAbstract: true } || constructor.Name != ".ctor")
            report(Rule.Call, "makes an object of what has none");
        if (Types.Resolve(type)?.BaseType?.FullName == "System.MulticastDelegate") Delegates(type);
        else Arguments(constructor, parameter => Types.In(parameter, type));
        Push(Value.Of(type));
    }

    private void Delegates(TypeReference type)
    {
        Value function = Pop(), target = Pop();
        Objects(target);
        if (function.Function is not { } called)
        {
            report(Rule.Delegate, "isn't made of a method");
            return;
        }

        MethodDefinition invoke = Types.Resolve(type)!.Methods.First(one => one.Name == "Invoke");
        var wanted = invoke.Parameters.Select(one => Types.In(one.ParameterType, type)).ToList();
        var given = called.Parameters.Select(
            one => Types.In(one.ParameterType, called.DeclaringType, called)).ToList();
        if (called.HasThis)
        {
            if (target.Kind == Kind.Object && target.Type is not null
                && !Types.Fits(target.Type, called.DeclaringType))
                report(Rule.Owner, $"{called.Name} isn't called on a {target}");
        }
        else if (given.Count == wanted.Count + 1)
        {
            if (!target.Fits(given[0])) report(Rule.Delegate, $"its first argument is a {target}");
            given.RemoveAt(0);
        }

        TypeReference result = Types.In(invoke.ReturnType, type);
        TypeReference returned = Types.In(called.ReturnType, called.DeclaringType, called);
        bool fits = given.Count == wanted.Count && wanted.Zip(given).All(pair => Same(pair.First, pair.Second))
            && Same(returned, result);
        if (!fits) report(Rule.Delegate, $"{called} isn't a {Types.Key(type)}");

        static bool Same(TypeReference from, TypeReference to) => Types.StorageKey(from) == Types.StorageKey(to)
            || (Types.IsReference(from) && Types.IsReference(to) && Types.Fits(from, to));
    }

    private void Arguments(IMethodSignature called, Func<TypeReference, TypeReference> given)
    {
        for (int i = called.Parameters.Count; i-- > 0;)
        {
            TypeReference type = given(called.Parameters[i].ParameterType);
            Value value = Pop();
            if (!value.Fits(type))
                report(Rule.Assignment, $"parameter {i} is a {Types.Key(type)}, the value a {value}");
        }
    }

    private void Instance(MethodReference called, Value value, TypeReference? constraint)
    {
        TypeReference owner = called.DeclaringType;
        bool fits = value.Kind is Kind.Any or Kind.Native
            || (constraint is not null
                ? value.Kind == Kind.Reference && Types.Key(value.Type!) == Types.Key(constraint)
                    && Types.Fits(constraint, owner)
                : Types.IsValue(owner)
                    ? value.Kind == Kind.Reference && Types.StorageKey(value.Type!) == Types.StorageKey(owner)
                    : value.Kind == Kind.Object && (value.Type is null || Types.Fits(value.Type, owner)));
        if (!fits) report(Rule.Owner, $"{called} isn't called on a {value}");
    }

    private void PushResult(TypeReference type)
    {
        if (!Types.IsVoid(type)) Push(Value.Of(type));
    }
}
