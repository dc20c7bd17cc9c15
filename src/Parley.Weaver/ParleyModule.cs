using Mono.Cecil;

namespace Parley.Weaver;

/// <summary>What woven code refers to: Parley's types, and a few of the framework's.</summary>
internal sealed class ParleyModule(ModuleDefinition module, ModuleDefinition parley)
{
    private readonly TypeDefinition _direct = Find(parley, "Direct");

    public TypeReference Type(string name) => module.ImportReference(Find(parley, name));

    public TypeReference Generator(int arguments) => module.ImportReference(
        parley.GetType($"Parley.Generator`{arguments}") ?? throw Missing($"Generator`{arguments}"));

    public TypeReference ValueTuple { get; } =
        new("System", "ValueTuple", module, module.TypeSystem.CoreLibrary, valueType: true);

    /// <summary>The fields and constructors of a generic type are known by their definition.</summary>
    public TypeDefinition DirectGenerator(int arguments) => Find(parley, $"DirectGenerator`{arguments}");

    /// <summary>The attribute that names a woven body at the method that it was made of.</summary>
    public CustomAttribute DirectBody(TypeReference body)
    {
        MethodDefinition constructor = Find(parley, "DirectBodyAttribute").Methods.First(it => it.IsConstructor);
        CustomAttribute attribute = new(module.ImportReference(constructor));
        attribute.ConstructorArguments.Add(new(constructor.Parameters[0].ParameterType, body));
        return attribute;
    }

    /// <summary>Keeps trimming from the fields of a type, as long as the method is there: a fork reads them.</summary>
    public void KeepFields(MethodDefinition method, TypeDefinition type)
    {
        if (module.TypeSystem.CoreLibrary.Name != "System.Runtime") return; // .NET Standard has no such attribute
        const int AllFields = 0x0020 | 0x0040;
        const string Space = "System.Diagnostics.CodeAnalysis";
        IMetadataScope core = module.TypeSystem.CoreLibrary;
        TypeReference members = new(Space, "DynamicallyAccessedMemberTypes", module, core, valueType: true);
        TypeReference types = new("System", "Type", module, core);
        MethodReference constructor = new(
            ".ctor", module.TypeSystem.Void, new(Space, "DynamicDependencyAttribute", module, core)) { HasThis = true };
        constructor.Parameters.Add(new(members));
        constructor.Parameters.Add(new(types));
        CustomAttribute attribute = new(constructor);
        attribute.ConstructorArguments.Add(new(members, AllFields));
        attribute.ConstructorArguments.Add(new(types, type));
        method.CustomAttributes.Add(attribute);
    }

    public TypeReference Import(TypeReference type) => module.ImportReference(type);

    /// <summary>A method of Direct.</summary>
    public MethodReference Direct(string name, params TypeReference[] arguments) => Direct(
        _direct.Methods.First(method => method.Name == name && method.GenericParameters.Count == arguments.Length),
        arguments);

    /// <summary>That of Direct's methods that takes a generator in place of its yield and is the same otherwise; null
    /// if there is none.</summary>
    public MethodReference? DirectOf(MethodReference method)
    {
        if (method is not GenericInstanceMethod instance || method.Parameters.Count != 2) return null;
        MethodDefinition? definition = instance.ElementMethod.Resolve();
        if (definition is null) return null;
        string first = definition.Parameters[0].ParameterType.FullName.Replace("Parley.Yield`", "Parley.Generator`");
        string second = definition.Parameters[1].ParameterType.FullName;
        MethodDefinition? direct = _direct.Methods.FirstOrDefault(it =>
            it.Name == definition.Name && it.GenericParameters.Count == definition.GenericParameters.Count
            && it.Parameters[0].ParameterType.FullName == first && it.Parameters[1].ParameterType.FullName == second);
        return direct is null ? null : Direct(direct, [.. instance.GenericArguments]);
    }

    private GenericInstanceMethod Direct(MethodDefinition method, TypeReference[] arguments)
    {
        var instance = new GenericInstanceMethod(module.ImportReference(method));
        foreach (var argument in arguments) instance.GenericArguments.Add(argument);
        return instance;
    }

    private static TypeDefinition Find(ModuleDefinition parley, string name) =>
        parley.GetType("Parley.CompilerServices." + name) ?? throw Missing(name);

    private static WeavingException Missing(string name) => new(
        $"The Parley that it refers to has no {name}: use the same version of Parley and of Parley.Weaver.");
}
