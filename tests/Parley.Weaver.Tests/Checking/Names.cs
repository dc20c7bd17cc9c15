using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Parley.Weaver.Tests.Checking;

/// <summary>The checker's rules for whatever a method, a field or a type names: that it is there, may be named here,
/// and is given the type arguments that it takes.</summary>
internal sealed class Names(TypeDefinition here, MethodDefinition? method, Action<Rule, string> report)
{
    public void Signature()
    {
        if (method is null) return;
        Type(method.ReturnType);
        foreach (ParameterDefinition parameter in method.Parameters) Type(parameter.ParameterType);
        foreach (MethodReference overridden in method.Overrides) Method(overridden, isNamed: false);
        if (!method.HasBody) return;
        foreach (VariableDefinition variable in method.Body.Variables) Type(variable.VariableType);
        foreach (ExceptionHandler handler in method.Body.ExceptionHandlers)
            if (handler.CatchType is { } caught) Type(caught, isToken: true);
    }

    public void Operand(Instruction instruction)
    {
        switch (instruction.Operand)
        {
            case MethodReference called:
                Method(called, instruction.OpCode.Code != Code.Ldtoken);
                break;
            case FieldReference field:
                Field(field);
                break;
            case TypeReference type:
                Type(type, isToken: true, mayBeOpen: instruction.OpCode.Code == Code.Ldtoken);
                break;
            case CallSite site:
                Type(site.ReturnType);
                foreach (ParameterDefinition parameter in site.Parameters) Type(parameter.ParameterType);
                break;
            case VariableDefinition variable when !method!.Body.Variables.Contains(variable):
                report(Rule.Variables, $"{variable} is another method's");
                break;
            case ParameterDefinition parameter
                when parameter != method!.Body.ThisParameter && !method.Parameters.Contains(parameter):
                report(Rule.Variables, $"{parameter} is another method's");
                break;
        }
    }

    /// <param name="type">The type.</param>
    /// <param name="isToken">It is named by itself, and not in a signature, which says what it is.</param>
    /// <param name="mayBeOpen">It may lack type arguments.</param>
    public void Type(TypeReference type, bool isToken = false, bool mayBeOpen = false)
    {
        switch (type)
        {
            case GenericParameter parameter:
                Parameter(parameter);
                break;
            case FunctionPointerType pointer:
                Type(pointer.ReturnType);
                foreach (ParameterDefinition parameter in pointer.Parameters) Type(parameter.ParameterType);
                break;
            case GenericInstanceType instance:
                if (Found(instance.ElementType) is { } definition)
                    Arguments(definition, instance.GenericArguments, argument => Types.In(argument, instance));
                foreach (TypeReference argument in instance.GenericArguments) Type(argument);
                break;
            case IModifierType modified:
                Type(modified.ElementType);
                Type(modified.ModifierType, isToken: true);
                break;
            case TypeSpecification made:
                Type(made.ElementType);
                break;
            default:
                if (Found(type, isToken) is { HasGenericParameters: true } && !mayBeOpen)
                    report(Rule.TypeArguments, $"{type} is given no type arguments");
                break;
        }
    }

    private void Field(FieldReference field)
    {
        Type(field.DeclaringType, isToken: true);
        if (Types.Resolve(field) is not { } definition)
        {
            report(Rule.Found, $"there is no field {field}");
            return;
        }

        if (!IsVisible(definition.DeclaringType, definition.IsPublic, definition.IsAssembly, definition.IsFamily,
                definition.IsFamilyOrAssembly, definition.IsFamilyAndAssembly))
            report(Rule.Access, $"{field} can't be seen here");
    }

    private void Method(MethodReference called, bool isNamed)
    {
        Type(called.DeclaringType, isToken: true);
        if (called.DeclaringType is ArrayType) return;
        if (Types.Resolve(called) is not { } definition)
        {
            report(Rule.Found, $"there is no method {called}");
            return;
        }

        if (called is GenericInstanceMethod instance)
        {
            Arguments(definition, instance.GenericArguments,
                argument => Types.In(argument, called.DeclaringType, called));
            foreach (TypeReference argument in instance.GenericArguments) Type(argument);
        }
        else if (definition.HasGenericParameters && isNamed)
        {
            report(Rule.TypeArguments, $"{called} is given no type arguments");
        }

        if (!IsVisible(definition.DeclaringType, definition.IsPublic, definition.IsAssembly, definition.IsFamily,
                definition.IsFamilyOrAssembly, definition.IsFamilyAndAssembly))
            report(Rule.Access, $"{called} can't be seen here");
    }

    private void Parameter(GenericParameter parameter)
    {
        bool isOwn = parameter.Type == GenericParameterType.Type
            ? parameter.DeclaringType == here
            : parameter.DeclaringMethod is not null && parameter.DeclaringMethod == method;
        if (!isOwn) report(Rule.TypeParameters, $"{parameter} belongs to {parameter.Owner}");
    }

    private TypeDefinition? Found(TypeReference type, bool isToken = false)
    {
        if (type is GenericParameter) return null;
        if (Types.Resolve(type) is not { } definition)
        {
            report(Rule.Found, $"there is no type {type}");
            return null;
        }

        // A signature is read by what it says there, and a wrong word makes another type of it.
        bool isNamed = !isToken && type.MetadataType is MetadataType.Class or MetadataType.ValueType;
        if (isNamed && type.IsValueType != definition.IsValueType)
            report(Rule.Structs, $"{type} is taken for a {(type.IsValueType ? "struct" : "class")}");
        if (!CanSee(definition)) report(Rule.Access, $"{type} can't be seen here");
        return definition;
    }

    private void Arguments(
        IGenericParameterProvider definition, IList<TypeReference> arguments, Func<TypeReference, TypeReference> given)
    {
        if (definition.GenericParameters.Count != arguments.Count)
        {
            report(Rule.TypeArguments,
                $"{definition} takes {definition.GenericParameters.Count} type arguments, not {arguments.Count}");
            return;
        }

        foreach (GenericParameter parameter in definition.GenericParameters)
        {
            TypeReference argument = Types.Plain(arguments[parameter.Position]);
            if ((parameter.HasNotNullableValueTypeConstraint && !IsStruct(argument))
                || (parameter.HasReferenceTypeConstraint && !Types.IsReference(argument))
                || !parameter.Constraints.All(constraint => Types.Fits(argument, given(constraint.ConstraintType))))
                report(Rule.Constraints, $"{argument} isn't allowed as the {parameter} of {definition}");
        }
    }

    private static bool IsStruct(TypeReference type) => type is GenericParameter parameter
        ? parameter.HasNotNullableValueTypeConstraint
        : Types.IsValue(type) && type.GetElementType().FullName != "System.Nullable`1";

    private bool CanSee(TypeDefinition type) => type.DeclaringType is { } outer
        ? CanSee(outer) && IsVisible(outer, type.IsNestedPublic, type.IsNestedAssembly, type.IsNestedFamily,
            type.IsNestedFamilyOrAssembly, type.IsNestedFamilyAndAssembly)
        : type.IsPublic || IsFriend(type.Module);

    private bool IsVisible(
        TypeDefinition owner, bool isPublic, bool isAssembly, bool isFamily, bool isEither, bool isBoth)
    {
        if (isPublic) return true;
        bool friend = IsFriend(owner.Module), family = Enclosing().Any(type => DerivesFrom(type, owner));
        if ((isAssembly && friend) || (isFamily && family) || (isEither && (friend || family))
            || (isBoth && friend && family)) return true;
        return Enclosing().Contains(owner);
    }

    private IEnumerable<TypeDefinition> Enclosing()
    {
        for (TypeDefinition? type = here; type is not null; type = type.DeclaringType) yield return type;
    }

    private static bool DerivesFrom(TypeDefinition? type, TypeDefinition owner)
    {
        while (type is not null && type != owner) type = type.BaseType is { } parent ? Types.Resolve(parent) : null;
        return type is not null;
    }

    private bool IsFriend(ModuleDefinition module) =>
        module == here.Module
        || Given(module.Assembly, "InternalsVisibleToAttribute").Any(name =>
            name == here.Module.Assembly.Name.Name || name.StartsWith(here.Module.Assembly.Name.Name + ",",
                StringComparison.Ordinal))
        || Given(here.Module.Assembly, "IgnoresAccessChecksToAttribute").Contains(module.Assembly.Name.Name);

    private static IEnumerable<string> Given(AssemblyDefinition assembly, string attribute) =>
        from given in assembly.CustomAttributes
        where given.AttributeType.Name == attribute
        select (string)given.ConstructorArguments[0].Value;
}
