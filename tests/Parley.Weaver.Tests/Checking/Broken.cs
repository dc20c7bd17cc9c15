using System.Reflection;
using Mono.Cecil;
using Mono.Cecil.Cil;
using MethodAttributes = Mono.Cecil.MethodAttributes;
using TypeAttributes = Mono.Cecil.TypeAttributes;

namespace Parley.Weaver.Tests.Checking;

/// <summary>A method to be written by hand: <c>R M&lt;U&gt;(int number, string text)</c> of a class
/// <c>Host&lt;T&gt;</c>.</summary>
internal sealed class Broken
{
    private readonly TypeDefinition _host;

    public Broken(Type? returns = null, bool isConstructor = false)
    {
        Module = ModuleDefinition.CreateModule("Broken", new ModuleParameters
        {
            Kind = ModuleKind.Dll,
            AssemblyResolver = Modules.Own,
        });
        _host = new("", "Host", TypeAttributes.Public, Module.TypeSystem.Object);
        _host.GenericParameters.Add(new("T", _host));
        Module.Types.Add(_host);
        Method = new(isConstructor ? ".ctor" : "M", MethodAttributes.Public, Module.TypeSystem.Void);
        if (isConstructor) Method.Attributes |= MethodAttributes.SpecialName | MethodAttributes.RTSpecialName;
        Method.ReturnType = returns is null ? Module.TypeSystem.Void : Module.ImportReference(returns);
        Method.GenericParameters.Add(new("U", Method));
        Method.Parameters.Add(new("number", 0, Module.TypeSystem.Int32));
        Method.Parameters.Add(new("text", 0, Module.TypeSystem.String));
        _host.Methods.Add(Method);
    }

    public ModuleDefinition Module { get; }

    public MethodDefinition Method { get; }

    public GenericParameter T => _host.GenericParameters[0];

    public GenericParameter U => Method.GenericParameters[0];

    private ILProcessor Code => Method.Body.GetILProcessor();

    public Broken Local(TypeReference type)
    {
        Method.Body.InitLocals = true;
        Method.Body.Variables.Add(new(type));
        return this;
    }

    public Broken Local(Type type) => Local(Module.ImportReference(type));

    public Broken Emit(OpCode code)
    {
        Code.Emit(code);
        return this;
    }

    public Broken Emit(OpCode code, int value)
    {
        Code.Emit(code, value);
        return this;
    }

    public Broken Emit(OpCode code, string value)
    {
        Code.Emit(code, value);
        return this;
    }

    public Broken Emit(OpCode code, Type type) => Emit(code, Module.ImportReference(type));

    public Broken Emit(OpCode code, TypeReference type)
    {
        Code.Emit(code, type);
        return this;
    }

    public Broken Emit(OpCode code, MethodReference method)
    {
        Code.Emit(code, method);
        return this;
    }

    public Broken Emit(OpCode code, FieldReference field)
    {
        Code.Emit(code, field);
        return this;
    }

    public Broken Emit(OpCode code, VariableDefinition variable)
    {
        Code.Emit(code, variable);
        return this;
    }

    public Broken Call(OpCode code, Type type, string name, params Type[] arguments)
    {
        const BindingFlags All =
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;
        MethodInfo method = type.GetMethod(name, All)!;
        return Emit(code, Module.ImportReference(arguments.Length == 0 ? method : method.MakeGenericMethod(arguments)));
    }

    public Broken New(Type type, params Type[] parameters) =>
        Emit(OpCodes.Newobj, Module.ImportReference(type.GetConstructor(parameters)));

    public Broken Field(OpCode code, Type type, string name) => Emit(code, Module.ImportReference(type.GetField(
        name, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static)));

    /// <summary>Goes to the instruction of this number.</summary>
    public Broken Go(OpCode code, int to)
    {
        Instruction go = Code.Create(code, Instruction.Create(OpCodes.Nop));
        Method.Body.Instructions.Add(go);
        _jumps.Add((go, to));
        return this;
    }

    /// <summary>Adds a region, by the numbers of its instructions.</summary>
    public Broken Region(
        ExceptionHandlerType kind, int start, int handler, int end, Type? caught = null, int? filter = null)
    {
        _regions.Add(() => new(kind)
        {
            TryStart = At(start),
            TryEnd = At(filter ?? handler),
            FilterStart = filter is { } at ? At(at) : null,
            HandlerStart = At(handler),
            HandlerEnd = At(end),
            CatchType = caught is null ? null : Module.ImportReference(caught),
        });
        return this;
    }

    private readonly List<(Instruction Go, int To)> _jumps = [];
    private readonly List<Func<ExceptionHandler>> _regions = [];

    /// <summary>The rules that it breaks.</summary>
    public IReadOnlyList<Fault> Check()
    {
        foreach ((Instruction go, int to) in _jumps) go.Operand = At(to);
        foreach (Func<ExceptionHandler> region in _regions) Method.Body.ExceptionHandlers.Add(region());
        return IlChecker.Check(Method);
    }

    private Instruction? At(int number) =>
        number < Method.Body.Instructions.Count ? Method.Body.Instructions[number] : null;
}
