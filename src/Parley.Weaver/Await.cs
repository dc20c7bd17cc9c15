using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Parley.Weaver;

/// <summary>
/// An await as the compiler writes it. The body gets the awaiter, and if that isn't completed, writes down where it is,
/// keeps the awaiter, hands it to the builder, and leaves; there, it is resumed:
/// <code>
///         call GetAwaiter; stloc awaiter
///         ldloca awaiter; call get_IsCompleted; brtrue RESULT
///         ldarg this; ldc K; dup; stloc num; stfld state
///         ldarg this; ldloc awaiter; stfld kept
///         ldarg this; ldflda builder; ldloca awaiter; ldarg this; call AwaitOnCompleted; leave END
/// RESUME: ldarg this; ldfld kept; stloc awaiter; ldarg this; ldflda kept; initobj
///         ldarg this; ldc -1; dup; stloc num; stfld state
/// RESULT: ldloca awaiter; call GetResult
/// </code>
/// </summary>
internal sealed class Await
{
    private const string Other = "it awaits in a way that isn't known";

    private const int Before = 20;
    private const int After = 12;

    private readonly Instruction?[] _code = new Instruction?[Before + 1 + After]; // it changes once it is rewritten

    private Await(IList<Instruction> code, int call, Machine machine, Copier copier)
    {
        for (int i = 0; i < _code.Length; i++) _code[i] = code.ElementAtOrDefault(call + i - Before);
        FieldDefinition state = copier.Field(machine.State);
        Awaiter = this[-2]?.Operand as VariableDefinition ?? throw new LeftException(Other);
        Number = this[-9]?.Operand as VariableDefinition ?? throw new LeftException(Other);
        Result = this[-13]?.Operand as Instruction ?? throw new LeftException(Other);
        FieldDefinition kept = copier.Body.Fields.FirstOrDefault(field => this[-5].IsField(Code.Stfld, field))
            ?? throw new LeftException(Other);
        bool matches = this[-16].IsVariable(Code.Stloc, Awaiter)
            && this[-15].IsVariable(Code.Ldloca, Awaiter)
            && this[-14].Called("get_IsCompleted") is not null
            && this[-13].Is(Code.Brtrue)
            && this[-12].IsThis() && this[-11].Is(Code.Ldc_I4) && this[-10].Is(Code.Dup)
            && this[-9].IsVariable(Code.Stloc, Number) && this[-8].IsField(Code.Stfld, state)
            && this[-7].IsThis() && this[-6].IsVariable(Code.Ldloc, Awaiter) && this[-5].IsField(Code.Stfld, kept)
            && this[-4].IsThis() && this[-3].IsField(Code.Ldflda, copier.Field(machine.Builder))
            && this[-2].IsVariable(Code.Ldloca, Awaiter) && this[-1].IsThis()
            && this[1].Is(Code.Leave)
            && this[2].IsThis() && this[3].IsField(Code.Ldfld, kept) && this[4].IsVariable(Code.Stloc, Awaiter)
            && this[5].IsThis() && this[6].IsField(Code.Ldflda, kept) && this[7].Is(Code.Initobj)
            && this[8].IsThis() && this[9].IsConstant(-1) && this[10].Is(Code.Dup)
            && this[11].IsVariable(Code.Stloc, Number) && this[12].IsField(Code.Stfld, state)
            && this[12]!.Next == Result;
        if (!matches) throw new LeftException(Other);
        GetResult = FindResult();
    }

    public VariableDefinition Awaiter { get; }

    /// <summary>The local that tells where the body is: not negative if it is pausing.</summary>
    public VariableDefinition Number { get; }

    /// <summary>Where it goes on.</summary>
    public Instruction Result { get; }

    /// <summary>The call of GetResult, with the awaiter's address pushed right before.</summary>
    public Instruction GetResult { get; }

    /// <summary>The call of the builder.</summary>
    public Instruction Call => this[0]!;

    /// <summary>What leaves, to be resumed later.</summary>
    public Instruction Leave => this[1]!;

    /// <summary>What makes the awaitable, if it is awaited at once.</summary>
    public Instruction? Source => this[-17].Called("GetAwaiter") is not null && this[-18].Is(Code.Ldloca)
        && this[-19].IsVariable(Code.Stloc, (VariableDefinition)this[-18]!.Operand)
        ? this[-20] : null;

    private Instruction? this[int offset] => _code[Before + offset];

    /// <summary>Finds all awaits of a method.</summary>
    public static List<Await> FindAll(MethodBody body, Machine machine, Copier copier)
    {
        List<Await> awaits = [];
        for (int i = 0; i < body.Instructions.Count; i++)
        {
            bool isAwait = body.Instructions[i].Operand
                is MethodReference { Name: "AwaitOnCompleted" or "AwaitUnsafeOnCompleted" } call && call.IsBuilder();
            if (isAwait)
            {
                awaits.Add(new(body.Instructions, i, machine, copier));
            }
        }

        return awaits;
    }

    /// <summary>From what takes the awaitable to the branch to the result: 7 instructions.</summary>
    public IEnumerable<Instruction> Asking => Range(-19, -13);

    /// <summary>What keeps the awaiter.</summary>
    public IEnumerable<Instruction> Keeping => Range(-7, -5);

    /// <summary>What hands it to the builder, with the call.</summary>
    public IEnumerable<Instruction> Handing => Range(-4, 0);

    /// <summary>What gets it back.</summary>
    public IEnumerable<Instruction> Returning => Range(2, 7);

    /// <summary>What says that the body isn't paused any more, but for the number that is pushed and its
    /// local.</summary>
    public IEnumerable<Instruction> Running => [this[8]!, this[10]!, this[12]!];

    private IEnumerable<Instruction> Range(int first, int last)
    {
        for (int i = first; i <= last; i++) yield return this[i]!;
    }

    // Something may be pushed before that the result is stored in or passed to.
    private Instruction FindResult()
    {
        for (var it = Result; it is not null; it = it.Next)
        {
            if (it.IsVariable(Code.Ldloca, Awaiter) && it.Next.Called("GetResult") is not null) return it.Next;
            if (it.OpCode.FlowControl != FlowControl.Next) break;
        }

        throw new LeftException(Other);
    }
}
