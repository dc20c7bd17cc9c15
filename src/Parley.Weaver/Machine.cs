using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Parley.Weaver;

/// <summary>The state machine of a body as the compiler has made it, and the method that it was made of, which only
/// starts it: the kickoff.</summary>
internal sealed class Machine
{
    private const string StateName = "<>1__state";

    private readonly ParleyModule _parley;

    private Machine(TypeDefinition type, MethodDefinition kickoff, ParleyModule parley)
    {
        _parley = parley;
        Type = type;
        Kickoff = kickoff;
        MoveNext = type.Methods.First(method => method.Name == "MoveNext");
        State = Field(StateName) ?? throw new LeftException("its state machine has no state");
        Builder = Field("<>t__builder")!;
        Yield = FindYield();
        Returns = kickoff.ReturnType is GenericInstanceType returned ? returned.GenericArguments[0] : null;
        var yield = (GenericInstanceType)Yield.ParameterType;
        Values = yield.GenericArguments[0];
        Sends = yield.GenericArguments.Count == 2 ? yield.GenericArguments[1] : null;
        Stores = FindStores();
        YieldField = Stores.FirstOrDefault(store => store.Value.Count == 1 && Loads(store.Value[0], Yield)).Key;
    }

    public TypeDefinition Type { get; }

    public MethodDefinition MoveNext { get; }

    public MethodDefinition Kickoff { get; }

    public FieldDefinition State { get; }

    public FieldDefinition Builder { get; }

    /// <summary>The parameter of the kickoff.</summary>
    public ParameterDefinition Yield { get; }

    /// <summary>Where it is kept; null if the body doesn't use it.</summary>
    public FieldDefinition? YieldField { get; }

    /// <summary>The types of what is handed out, sent in and returned, in the terms of the kickoff.</summary>
    public TypeReference Values { get; }

    public TypeReference? Sends { get; }

    public TypeReference? Returns { get; }

    /// <summary>What the kickoff puts into the fields: the instructions that push it.</summary>
    public Dictionary<FieldDefinition, List<Instruction>> Stores { get; }

    /// <summary>The state machine of this type as the kickoff names it: with its own type arguments.</summary>
    public TypeReference TypeInKickoff { get; private set; } = null!;

    /// <summary>The type of the generator and what it is sent, in the terms of the kickoff.</summary>
    public GenericInstanceType Generator
    {
        get
        {
            TypeReference[] arguments = Returns is null
                ? Sends is null ? [Values] : [Values, Sends]
                : [Values, Sent, Returns];
            return Of(_parley.Generator(arguments.Length), arguments);
        }
    }

    public TypeReference Sent => Sends ?? _parley.ValueTuple;

    /// <summary>Whether it is a state machine of a synchronous body of Parley's.</summary>
    public static bool Is(TypeDefinition type) =>
        type.Name[0] == '<' && type.Name.Contains(">d")
        && type.Fields.Any(field => field.Name == "<>t__builder" && IsBuilder(field.FieldType))
        && type.Methods.Any(method => method.Name == "MoveNext");

    /// <summary>Finds what a state machine was made of.</summary>
    public static MethodDefinition? KickoffOf(TypeDefinition type) => type.DeclaringType?.Methods.FirstOrDefault(
        method => method.CustomAttributes.Any(attribute =>
            attribute.AttributeType.Name == "AsyncStateMachineAttribute"
            && ((TypeReference)attribute.ConstructorArguments[0].Value).Resolve() == type));

    public static Machine Recognize(TypeDefinition type, MethodDefinition? kickoff, ParleyModule parley) =>
        !type.IsValueType ? throw new LeftException("it was compiled for debugging")
        : kickoff is null ? throw new LeftException("the method that it was made of isn't found")
        : new(type, kickoff, parley);

    public static GenericInstanceType Of(TypeReference type, params TypeReference[] arguments)
    {
        var instance = new GenericInstanceType(type);
        foreach (var argument in arguments) instance.GenericArguments.Add(argument);
        return instance;
    }

    private static bool IsBuilder(TypeReference type) =>
        type.GetElementType().FullName is "Parley.CompilerServices.GeneratorBuilder"
            or "Parley.CompilerServices.GeneratorBuilder`1";

    private ParameterDefinition FindYield()
    {
        var yields = Kickoff.Parameters.Where(parameter => parameter.ParameterType.IsYield()).ToList();
        return yields.Count == 1 ? yields[0]
            : throw new LeftException(yields.Count == 0 ? "it takes no yield" : "it takes more than one yield");
    }

    private FieldDefinition? Field(string name) => Type.Fields.FirstOrDefault(field => field.Name == name);

    // The kickoff is: ldloca V, what pushes a value, stfld, for each field; then it starts the machine.
    private Dictionary<FieldDefinition, List<Instruction>> FindStores()
    {
        const string Other = "the method that starts it has another shape";
        Dictionary<FieldDefinition, List<Instruction>> stores = [];
        var code = Kickoff.Body.Instructions;
        if (Kickoff.Body.HasExceptionHandlers) throw new LeftException(Other);
        List<Instruction>? value = null;
        foreach (var instruction in code)
        {
            if (instruction.OpCode.Code is Code.Ldloca or Code.Ldloca_S && value is null)
            {
                value = [];
            }
            else if (instruction.OpCode.Code == Code.Stfld && value is not null
                && Type.Fields.FirstOrDefault(it => ((FieldReference)instruction.Operand).Is(it)) is { } field)
            {
                stores[field] = value;
                value = null;
            }
            else if (instruction.Operand is GenericInstanceMethod { Name: "Start" } start && start.IsBuilder())
            {
                TypeInKickoff = start.GenericArguments[0];
                return stores;
            }
            else
            {
                value?.Add(instruction);
            }
        }

        throw new LeftException(Other);
    }

    private bool Loads(Instruction instruction, ParameterDefinition parameter) => instruction.OpCode.Code switch
    {
        Code.Ldarg_0 => Index(parameter) == 0,
        Code.Ldarg_1 => Index(parameter) == 1,
        Code.Ldarg_2 => Index(parameter) == 2,
        Code.Ldarg_3 => Index(parameter) == 3,
        Code.Ldarg or Code.Ldarg_S => instruction.Operand == parameter,
        _ => false,
    };

    private int Index(ParameterDefinition parameter) => parameter.Index + (Kickoff.HasThis ? 1 : 0);
}
