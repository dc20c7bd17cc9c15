using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Parley.Weaver;

/// <summary>Copies the struct of a state machine, with its method, to the struct that is to be the woven
/// body.</summary>
internal sealed class Copier
{
    private readonly Machine _machine;
    private readonly ModuleDefinition _module;
    private readonly Dictionary<FieldDefinition, FieldDefinition> _fields = [];
    private readonly Dictionary<Instruction, Instruction> _instructions = [];
    private readonly Dictionary<VariableDefinition, VariableDefinition> _variables = [];

    private Copier(Machine machine)
    {
        _machine = machine;
        _module = machine.Type.Module;
        TypeDefinition type = machine.Type;
        int mark = type.Name.LastIndexOf(">d", StringComparison.Ordinal) + 1;
        Body = new(
            "",
            type.Name.Substring(0, mark) + Woven.Mark + type.Name.Substring(mark + 1),
            type.Attributes,
            type.BaseType)
        {
            DeclaringType = null,
        };
        foreach (var attribute in type.CustomAttributes) Body.CustomAttributes.Add(attribute);
        foreach (var parameter in type.GenericParameters)
        {
            Body.GenericParameters.Add(new(parameter.Name, Body) { Attributes = parameter.Attributes });
        }

        for (int i = 0; i < type.GenericParameters.Count; i++)
        {
            foreach (var constraint in type.GenericParameters[i].Constraints)
            {
                GenericParameterConstraint copy = new(Map(constraint.ConstraintType));
                foreach (var attribute in constraint.CustomAttributes) copy.CustomAttributes.Add(attribute);
                Body.GenericParameters[i].Constraints.Add(copy);
            }

            foreach (var attribute in type.GenericParameters[i].CustomAttributes)
            {
                Body.GenericParameters[i].CustomAttributes.Add(attribute);
            }
        }

        foreach (var field in type.Fields)
        {
            FieldDefinition copy = new(field.Name, field.Attributes, Map(field.FieldType));
            Body.Fields.Add(copy);
            _fields.Add(field, copy);
        }
    }

    /// <summary>The struct. It isn't in the module yet.</summary>
    public TypeDefinition Body { get; }

    /// <summary>The instructions of the copied method at which symbols begin or end.</summary>
    public HashSet<Instruction> Marked { get; } = [];

    /// <summary>The struct with its own type parameters as arguments.</summary>
    public TypeReference Self => Body.HasGenericParameters ? Machine.Of(Body, [.. Body.GenericParameters]) : Body;

    public static Copier Copy(Machine machine) => new(machine);

    public FieldDefinition Field(FieldDefinition field) => _fields[field];

    /// <summary>A type in the terms of the kickoff, in the struct's own: its type parameters are those of the kickoff's
    /// type, and then those of the kickoff itself.</summary>
    public TypeReference FromKickoff(TypeReference type) => Replace(type, parameter =>
        Body.GenericParameters[
            parameter.Type == GenericParameterType.Method
                ? _machine.Kickoff.DeclaringType.GenericParameters.Count + parameter.Position
                : parameter.Position]);

    /// <summary>The copy of the state machine's method, as another method of the struct.</summary>
    public MethodDefinition CopyMoveNext(TypeReference generator, TypeReference sent)
    {
        MethodDefinition original = _machine.MoveNext;
        MethodDefinition copy = new(
            "MoveNext",
            MethodAttributes.Public | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.NewSlot
                | MethodAttributes.HideBySig,
            _module.TypeSystem.Boolean);
        Body.Methods.Add(copy);
        copy.Parameters.Add(new("generator", ParameterAttributes.None, generator));
        copy.Parameters.Add(new("sent", ParameterAttributes.None, sent));
        copy.Body = new(copy) { InitLocals = true, MaxStackSize = original.Body.MaxStackSize };
        foreach (var variable in original.Body.Variables)
        {
            VariableDefinition other = new(Map(variable.VariableType));
            copy.Body.Variables.Add(other);
            _variables.Add(variable, other);
        }

        foreach (var instruction in original.Body.Instructions)
        {
            Instruction other = Instruction.Create(OpCodes.Nop);
            other.OpCode = instruction.OpCode;
            other.Offset = instruction.Offset; // by which its symbols are known
            copy.Body.Instructions.Add(other);
            _instructions.Add(instruction, other);
        }

        foreach (var (instruction, other) in _instructions.Select(pair => (pair.Key, pair.Value)))
        {
            other.Operand = MapOperand(instruction.Operand, original.Body, copy.Body);
        }

        foreach (var handler in original.Body.ExceptionHandlers)
        {
            copy.Body.ExceptionHandlers.Add(new(handler.HandlerType)
            {
                CatchType = handler.CatchType is null ? null : Map(handler.CatchType),
                TryStart = Map(handler.TryStart),
                TryEnd = Map(handler.TryEnd),
                FilterStart = Map(handler.FilterStart),
                HandlerStart = Map(handler.HandlerStart),
                HandlerEnd = Map(handler.HandlerEnd),
            });
        }

        CopySymbols(original, copy);
        return copy;
    }

    private Instruction? Map(Instruction? instruction) => instruction is null ? null : _instructions[instruction];

    private void CopySymbols(MethodDefinition original, MethodDefinition copy)
    {
        if (!original.DebugInformation.HasSequencePoints) return;
        var byOffset = _instructions.ToDictionary(pair => pair.Key.Offset, pair => pair.Value);
        foreach (var point in original.DebugInformation.SequencePoints)
        {
            if (!byOffset.TryGetValue(point.Offset, out var instruction)) continue;
            Marked.Add(instruction);
            copy.DebugInformation.SequencePoints.Add(new(instruction, point.Document)
            {
                StartLine = point.StartLine,
                StartColumn = point.StartColumn,
                EndLine = point.EndLine,
                EndColumn = point.EndColumn,
            });
        }

        if (original.DebugInformation.Scope is not { } scope) return;
        copy.DebugInformation.Scope = CopyScope(scope, byOffset, copy);
    }

    private ScopeDebugInformation CopyScope(
        ScopeDebugInformation scope, Dictionary<int, Instruction> byOffset, MethodDefinition method)
    {
        Instruction? end = scope.End.IsEndOfMethod ? null
            : byOffset.TryGetValue(scope.End.Offset, out var at) ? at : null;
        Instruction start = byOffset.TryGetValue(scope.Start.Offset, out var begin)
            ? begin : method.Body.Instructions[0];
        Marked.Add(start);
        if (end is not null) Marked.Add(end);
        ScopeDebugInformation copy = new(start, end) { Import = scope.Import };
        foreach (var variable in scope.Variables)
        {
            VariableDefinition local = method.Body.Variables[variable.Index];
            copy.Variables.Add(new(local, variable.Name) { Attributes = variable.Attributes });
        }

        foreach (var constant in scope.Constants)
        {
            copy.Constants.Add(new(constant.Name, Map(constant.ConstantType), constant.Value));
        }

        foreach (var inner in scope.Scopes.Where(inner => !IsInHandler(inner)))
        {
            copy.Scopes.Add(CopyScope(inner, byOffset, method));
        }

        return copy;

        // The outer handler is not in the woven body.
        bool IsInHandler(ScopeDebugInformation inner) =>
            _machine.MoveNext.Body.ExceptionHandlers.LastOrDefault() is { } outer
            && inner.Start.Offset >= outer.HandlerStart.Offset && inner.Start.Offset < outer.HandlerEnd?.Offset;
    }

    private object? MapOperand(object? operand, MethodBody original, MethodBody copy) => operand switch
    {
        Instruction target => _instructions[target],
        Instruction[] targets => targets.Select(target => _instructions[target]).ToArray(),
        VariableDefinition variable => _variables[variable],
        ParameterDefinition parameter => parameter == original.ThisParameter ? copy.ThisParameter : parameter,
        FieldReference field => Map(field),
        MethodReference method => Map(method),
        TypeReference type => Map(type),
        CallSite site => Map(site),
        _ => operand,
    };

    private FieldReference Map(FieldReference field)
    {
        if (field is FieldDefinition definition) return _fields.TryGetValue(definition, out var own) ? own : field;
        TypeReference type = Map(field.DeclaringType);
        return type == field.DeclaringType ? field : new(field.Name, Map(field.FieldType), type);
    }

    private MethodReference Map(MethodReference method)
    {
        if (method is GenericInstanceMethod instance)
        {
            GenericInstanceMethod copy = new(Map(instance.ElementMethod));
            foreach (var argument in instance.GenericArguments) copy.GenericArguments.Add(Map(argument));
            return copy;
        }

        TypeReference type = Map(method.DeclaringType);
        if (type == method.DeclaringType) return method;
        MethodReference other = new(method.Name, method.ReturnType, type)
        {
            HasThis = method.HasThis,
            ExplicitThis = method.ExplicitThis,
            CallingConvention = method.CallingConvention,
        };
        foreach (var parameter in method.GenericParameters) other.GenericParameters.Add(new(parameter.Name, other));
        other.ReturnType = OfMethod(method.ReturnType, method, other);
        foreach (var parameter in method.Parameters)
        {
            other.Parameters.Add(new(OfMethod(parameter.ParameterType, method, other)));
        }

        return other;
    }

    /// <summary>Copies what the type parameters of a method have to be.</summary>
    public static void CopyConstraints(MethodDefinition method, MethodDefinition other)
    {
        for (int i = 0; i < method.GenericParameters.Count; i++)
        {
            foreach (var constraint in method.GenericParameters[i].Constraints)
            {
                GenericParameterConstraint copy = new(OfMethod(constraint.ConstraintType, method, other));
                foreach (var attribute in constraint.CustomAttributes) copy.CustomAttributes.Add(attribute);
                other.GenericParameters[i].Constraints.Add(copy);
            }

            foreach (var attribute in method.GenericParameters[i].CustomAttributes)
            {
                other.GenericParameters[i].CustomAttributes.Add(attribute);
            }
        }
    }

    /// <summary>A type in the terms of a method, in those of its copy.</summary>
    public static TypeReference OfMethod(TypeReference type, MethodReference method, MethodReference other) =>
        Replace(type, parameter => parameter.Owner == method ? other.GenericParameters[parameter.Position] : parameter);

    private CallSite Map(CallSite site)
    {
        CallSite copy = new(Map(site.ReturnType))
        {
            HasThis = site.HasThis,
            ExplicitThis = site.ExplicitThis,
            CallingConvention = site.CallingConvention,
        };
        foreach (var parameter in site.Parameters) copy.Parameters.Add(new(Map(parameter.ParameterType)));
        return copy;
    }

    private TypeReference Map(TypeReference type) => Replace(
        type,
        parameter => parameter.Owner == _machine.Type ? Body.GenericParameters[parameter.Position] : parameter,
        element => element == _machine.Type ? Body : element);

    private static TypeReference Replace(
        TypeReference type,
        Func<GenericParameter, TypeReference> replace,
        Func<TypeReference, TypeReference>? element = null)
    {
        TypeReference Do(TypeReference inner) => Replace(inner, replace, element);
        switch (type)
        {
            case GenericParameter parameter:
                return replace(parameter);
            case GenericInstanceType instance:
                TypeReference definition = Do(instance.ElementType);
                TypeReference[] arguments = [.. instance.GenericArguments.Select(Do)];
                bool isSame = definition == instance.ElementType && arguments.SequenceEqual(instance.GenericArguments);
                return isSame ? type : Machine.Of(definition, arguments);
            case ByReferenceType reference:
                return Do(reference.ElementType) is var target && target == reference.ElementType ? type
                    : new ByReferenceType(target);
            case PointerType pointer:
                return Do(pointer.ElementType) is var pointed && pointed == pointer.ElementType ? type
                    : new PointerType(pointed);
            case ArrayType array:
                return Do(array.ElementType) is var item && item == array.ElementType ? type
                    : array.IsVector ? new ArrayType(item) : new ArrayType(item, array.Rank);
            case PinnedType pinned:
                return Do(pinned.ElementType) is var held && held == pinned.ElementType ? type : new PinnedType(held);
            case FunctionPointerType called:
                FunctionPointerType function = new()
                {
                    HasThis = called.HasThis,
                    ExplicitThis = called.ExplicitThis,
                    CallingConvention = called.CallingConvention,
                    ReturnType = Do(called.ReturnType),
                };
                foreach (var parameter in called.Parameters) function.Parameters.Add(new(Do(parameter.ParameterType)));
                return function;
            case RequiredModifierType required:
                return new RequiredModifierType(required.ModifierType, Do(required.ElementType));
            case OptionalModifierType optional:
                return new OptionalModifierType(optional.ModifierType, Do(optional.ElementType));
            default:
                return element is null ? type : element(type);
        }
    }
}
