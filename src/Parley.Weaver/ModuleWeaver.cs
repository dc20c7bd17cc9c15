using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Parley.Weaver;

/// <summary>
/// Weaves a module. For each synchronous body of a generator, the compiler has made a state machine. That is recognized
/// (<see cref="Machine"/>, <see cref="Await"/>), copied (<see cref="Copier"/>), and the copy rewritten (<see
/// cref="Rewriter"/>) to what its generator calls directly; then the places are rewritten that create such generators
/// (<see cref="Creation"/>). What isn't recognized to the letter is left, and runs as it was compiled.
/// </summary>
internal sealed class ModuleWeaver(ModuleDefinition module, ModuleDefinition parley)
{
    private readonly ParleyModule _parley = new(module, parley);

    /// <summary>Weaves all that can be.</summary>
    public WeavingReport Weave()
    {
        var creation = new Creation(module, _parley);
        List<WeavingReport.Body> report = [];
        HashSet<MethodDefinition> kept = [];
        List<TypeDefinition> types = [.. module.GetTypes()];
        foreach (TypeDefinition type in types.Where(Machine.Is))
        {
            MethodDefinition? kickoff = Machine.KickoffOf(type);
            try
            {
                Machine machine = Machine.Recognize(type, kickoff, _parley);
                Weave(machine, creation);
                kept.Add(machine.MoveNext);
                report.Add(new(NameOf(kickoff!), null));
            }
            catch (LeftException left)
            {
                report.Add(new(kickoff is null ? type.FullName : NameOf(kickoff), left.Message));
            }
        }

        // The original of a woven body stays as it is, for what reads its code.
        foreach (TypeDefinition type in module.GetTypes())
        {
            foreach (MethodDefinition method in type.Methods.Where(it => it.HasBody && !kept.Contains(it)).ToList())
            {
                creation.Replace(method);
            }
        }

        return new(report);
    }

    private void Weave(Machine machine, Creation creation)
    {
        Copier copier = Copier.Copy(machine);
        TypeDefinition body = copier.Body;
        MethodDefinition moveNext = Rewriter.Rewrite(machine, copier, _parley);
        HashSet<string> used = [machine.State.Name, .. moveNext.Body.Instructions
            .Select(it => it.Operand).OfType<FieldReference>()
            .Where(it => it.DeclaringType.GetElementType() == body).Select(it => it.Name)];
        foreach (var field in body.Fields.ToList()) if (!used.Contains(field.Name)) body.Fields.Remove(field);
        GenericInstanceType contract = Machine.Of(
            _parley.Type("IDirectBody`2"), moveNext.Parameters[0].ParameterType, moveNext.Parameters[1].ParameterType);
        body.Interfaces.Add(new(contract));
        PoseAsStateMachine(machine, body);
        AddConstant(body, "Catches", moveNext.Body.HasExceptionHandlers);
        bool canFail = Failing.CanFail(moveNext.Body, body);
        if (canFail) moveNext.ImplAttributes |= MethodImplAttributes.NoInlining; // a trace is to name it
        AddConstant(body, "CanFail", canFail);
        machine.Type.DeclaringType.NestedTypes.Add(body);
        creation.Add(machine, copier);
    }

    // A stack trace names the method of a body only in the place of what is a state machine.
    private void PoseAsStateMachine(Machine machine, TypeDefinition body)
    {
        TypeReference machines = machine.Type.Interfaces.Select(it => it.InterfaceType)
            .First(it => it.Name == "IAsyncStateMachine");
        body.Interfaces.Add(new(machines));
        foreach (var (name, parameters) in new[] { ("MoveNext", 0), ("SetStateMachine", 1) })
        {
            MethodReference contract = new(name, module.TypeSystem.Void, machines) { HasThis = true };
            MethodDefinition method = new(
                $"{machines.FullName}.{name}",
                MethodAttributes.Private | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.NewSlot
                    | MethodAttributes.HideBySig,
                module.TypeSystem.Void);
            for (int i = 0; i < parameters; i++)
            {
                contract.Parameters.Add(new(machines));
                method.Parameters.Add(new("stateMachine", ParameterAttributes.None, machines));
            }

            method.Overrides.Add(contract);
            method.Body.GetILProcessor().Emit(OpCodes.Ret);
            body.Methods.Add(method);
        }

        machine.Kickoff.CustomAttributes.Add(_parley.DirectBody(body));
    }

    // bool Name => value;
    private void AddConstant(TypeDefinition body, string name, bool value)
    {
        MethodDefinition getter = new(
            "get_" + name,
            MethodAttributes.Public | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.NewSlot
                | MethodAttributes.HideBySig | MethodAttributes.SpecialName,
            module.TypeSystem.Boolean);
        ILProcessor il = getter.Body.GetILProcessor();
        il.Emit(value ? OpCodes.Ldc_I4_1 : OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Ret);
        body.Methods.Add(getter);
    }

    // "Space.Class.Run", "Space.Class.Run, lambda 4_1", "Space.Class.Run, local function"
    private static string NameOf(MethodDefinition kickoff)
    {
        TypeDefinition type = kickoff.DeclaringType;
        while (type.Name[0] == '<' && type.DeclaringType is not null) type = type.DeclaringType;
        string written = type.FullName.Replace('/', '.');
        string name = kickoff.Name;
        int end = name.LastIndexOf('>');
        if (name[0] != '<' || end < 0) return $"{written}.{name}";
        string kind = name.Substring(end + 1);
        string outer = $"{written}.{name.Substring(1, end - 1)}";
        return kind.StartsWith("g__", StringComparison.Ordinal)
            ? $"{outer}, {kind.Substring(3, kind.IndexOf('|') - 3)}"
            : $"{outer}, lambda {kind.Substring(3)}";
    }
}
