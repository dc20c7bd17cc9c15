using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Parley.Weaver;

/// <summary>
/// The ways in which a woven body comes to be run. Where a generator is created with a function that is known, <c>new
/// Generator(function)</c>, a method creates one that has the body as a field, without a delegate. Anywhere else, the
/// method that the compiler has made of the body, the kickoff, puts it in a box.
/// </summary>
internal sealed class Creation(ModuleDefinition module, ParleyModule parley)
{
    private readonly Dictionary<MethodDefinition, MethodDefinition> _creators = [];

    /// <summary>Adds both for a body.</summary>
    public void Add(Machine machine, Copier copier)
    {
        BoxInKickoff(machine, copier);
        MethodDefinition kickoff = machine.Kickoff;
        bool isCreated = kickoff.Parameters.Count == 1 && (machine.Sends is not null || machine.Returns is null)
            && !(kickoff.HasThis && kickoff.DeclaringType.IsValueType);
        if (isCreated) _creators.Add(kickoff, MakeCreator(machine, copier));
    }

    // The body as the kickoff names it.
    private static TypeReference BodyInKickoff(Machine machine, Copier copier) =>
        machine.TypeInKickoff is GenericInstanceType instance
            ? Machine.Of(copier.Body, [.. instance.GenericArguments]) : copier.Body;

    private static FieldReference FieldOf(FieldDefinition field, TypeReference body) =>
        body is GenericInstanceType ? new FieldReference(field.Name, field.FieldType, body) : field;

    // The fields of the body that the kickoff sets, with what it pushes.
    private static IEnumerable<(FieldDefinition Field, List<Instruction> Value)> StoresOf(
        Machine machine, Copier copier) =>
        machine.Stores.Select(store => (copier.Field(store.Key), store.Value))
            .Where(store => copier.Body.Fields.Contains(store.Item1));

    // In front of the kickoff's own code: if (Direct.IsNew(yield)) return Direct.Start(new Body { … }, yield);
    private void BoxInKickoff(Machine machine, Copier copier)
    {
        MethodBody method = machine.Kickoff.Body;
        TypeReference body = BodyInKickoff(machine, copier);
        VariableDefinition variable = new(body);
        method.InitLocals = true;
        method.Variables.Add(variable);
        List<Instruction> code =
        [
            Instruction.Create(OpCodes.Ldarg, machine.Yield),
            Instruction.Create(OpCodes.Call, parley.Direct("IsNew", machine.Generator)),
            Instruction.Create(OpCodes.Brfalse, method.Instructions[0]),
            Instruction.Create(OpCodes.Ldloca, variable),
            Instruction.Create(OpCodes.Initobj, body),
        ];
        foreach (var (field, value) in StoresOf(machine, copier))
        {
            code.Add(Instruction.Create(OpCodes.Ldloca, variable));
            code.AddRange(value.Select(Copy));
            code.Add(Instruction.Create(OpCodes.Stfld, FieldOf(field, body)));
        }

        List<TypeReference> arguments = [body, machine.Generator, machine.Sent];
        if (machine.Returns is not null) arguments.Add(machine.Returns);
        code.Add(Instruction.Create(OpCodes.Ldloca, variable));
        code.Add(Instruction.Create(OpCodes.Ldarg, machine.Yield));
        code.Add(Instruction.Create(OpCodes.Call, parley.Direct("Start", [.. arguments])));
        code.Add(Instruction.Create(OpCodes.Ret));
        Instruction first = method.Instructions[0];
        foreach (var it in code) method.GetILProcessor().InsertBefore(first, it);
        method.Optimize();
    }

    private static Instruction Copy(Instruction instruction)
    {
        Instruction copy = Instruction.Create(OpCodes.Nop);
        copy.Become(instruction.OpCode, instruction.Operand);
        return copy;
    }

    // Generator M$direct() { var generator = new DirectGenerator(); generator.Body.… = …; return generator; }
    private MethodDefinition MakeCreator(Machine machine, Copier copier)
    {
        MethodDefinition kickoff = machine.Kickoff;
        TypeReference body = BodyInKickoff(machine, copier);
        TypeDefinition definition = parley.DirectGenerator(machine.Generator.GenericArguments.Count + 1);
        GenericInstanceType type = Machine.Of(
            parley.Import(definition), [.. machine.Generator.GenericArguments, body]);
        MethodDefinition creator = new(
            kickoff.Name + Woven.Mark,
            MethodAttributes.Assembly | MethodAttributes.HideBySig | (kickoff.Attributes & MethodAttributes.Static),
            machine.Generator);
        foreach (var parameter in kickoff.GenericParameters)
        {
            creator.GenericParameters.Add(new(parameter.Name, creator) { Attributes = parameter.Attributes });
        }

        Copier.CopyConstraints(kickoff, creator);
        creator.ReturnType = Copier.OfMethod(machine.Generator, kickoff, creator);
        TypeReference direct = Copier.OfMethod(type, kickoff, creator);
        TypeReference own = Copier.OfMethod(body, kickoff, creator);
        FieldReference field = new("Body", definition.GenericParameters.Last(), direct);
        ILProcessor il = creator.Body.GetILProcessor();
        il.Emit(OpCodes.Newobj, new MethodReference(".ctor", module.TypeSystem.Void, direct) { HasThis = true });
        foreach (var (target, value) in StoresOf(machine, copier))
        {
            if (target.Name == machine.YieldField?.Name) continue;
            il.Emit(OpCodes.Dup);
            il.Emit(OpCodes.Ldflda, field);
            foreach (var it in value) il.Append(Copy(it));
            il.Emit(OpCodes.Stfld, FieldOf(target, own));
        }

        il.Emit(OpCodes.Ret);
        kickoff.DeclaringType.Methods.Add(creator);
        return creator;
    }

    // ---- Where a generator is created ----

    /// <summary>Creates generators with woven bodies directly in a method.</summary>
    public void Replace(MethodDefinition method)
    {
        MethodBody body = method.Body;
        var creations = body.Instructions.Where(IsCreation).ToList();
        if (creations.Count == 0) return;
        HashSet<Instruction> targets = Il.Targets(body);
        ILProcessor il = body.GetILProcessor();
        bool isChanged = false;
        foreach (Instruction creation in creations)
        {
            if (creation.Previous is not { } function) continue;
            if (function.Is(Code.Newobj) && !targets.Contains(creation))
            {
                // what it is a method of; ldftn M; newobj Func; newobj Generator
                if (CreatorOf(function.Previous) is not { } creator || targets.Contains(function)) continue;
                bool isKnown = IsKnown(function.Previous.Previous, creator, method);
                if (!isKnown || targets.Contains(function.Previous)) continue;
                il.Remove(function.Previous);
                il.Remove(function);
                if (!creator.HasThis) il.InsertBefore(creation, Instruction.Create(OpCodes.Pop));
                creation.Become(OpCodes.Call, creator);
                isChanged = true;
            }
            else if (function.Is(Code.Stsfld))
            {
                isChanged |= ReplaceCached(creation, body, il);
            }
        }

        if (isChanged) body.Optimize();
    }

    // ldsfld cache; dup; brtrue CREATE; pop; ldsfld <>9 or ldnull; ldftn M; newobj Func; dup; stsfld cache;
    // CREATE: newobj Generator
    private bool ReplaceCached(Instruction creation, MethodBody body, ILProcessor il)
    {
        Code[][] expected =
        [
            [Code.Stsfld], [Code.Dup], [Code.Newobj], [Code.Ldftn], [Code.Ldsfld, Code.Ldnull], [Code.Pop],
            [Code.Brtrue, Code.Brtrue_S], [Code.Dup], [Code.Ldsfld],
        ];
        List<Instruction> code = [];
        for (var it = creation.Previous; it is not null && code.Count < expected.Length; it = it.Previous) code.Add(it);
        bool matches = code.Count == expected.Length
            && code.Zip(expected, (it, codes) => codes.Contains(it.OpCode.Code)).All(isSo => isSo)
            && code[6].Operand == creation && Il.Branches(body, creation) == 1;
        if (!matches || CreatorOf(code[3]) is not { } creator) return false;
        Instruction self = code[4];
        foreach (var it in code.Take(code.Count - 1)) il.Remove(it);
        if (creator.HasThis) code[8].Become(self.OpCode, self.Operand);
        else code[8].Clear();
        creation.Become(OpCodes.Call, creator);
        return true;
    }

    private static bool IsCreation(Instruction instruction) =>
        instruction.Operand is MethodReference { Parameters.Count: 1 } method
        && ((instruction.Is(Code.Newobj) && method.DeclaringType.GetElementType().FullName
                is "Parley.Generator`1" or "Parley.Generator`2" or "Parley.Generator`3")
            || (instruction.Is(Code.Call) && method.Name == "Create" && method.IsOf("Parley.Generator")));

    // A delegate over null is refused, so that what it is a method of has to be known not to be null.
    private static bool IsKnown(Instruction? self, MethodReference creator, MethodDefinition method) =>
        self is not null && (!creator.HasThis || (method.HasThis && self.Is(Code.Ldarg_0))
            || creator.DeclaringType.Name.StartsWith("<>c", StringComparison.Ordinal));

    private MethodReference? CreatorOf(Instruction? load)
    {
        if (!load.Is(Code.Ldftn) || load!.Operand is not MethodReference method) return null;
        MethodReference element = method is GenericInstanceMethod instance ? instance.ElementMethod : method;
        if (element.Resolve() is not { } kickoff || !_creators.TryGetValue(kickoff, out var creator)) return null;
        MethodReference found = creator;
        if (method.DeclaringType is GenericInstanceType type)
        {
            found = new(creator.Name, creator.ReturnType, type) { HasThis = creator.HasThis };
            foreach (var parameter in creator.GenericParameters)
            {
                found.GenericParameters.Add(new(parameter.Name, found));
            }
        }

        if (method is not GenericInstanceMethod generic) return found;
        GenericInstanceMethod made = new(found);
        foreach (var argument in generic.GenericArguments) made.GenericArguments.Add(argument);
        return made;
    }
}
