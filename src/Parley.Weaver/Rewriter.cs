using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Parley.Weaver;

/// <summary>
/// Rewrites the copy of a state machine's method to <c>bool MoveNext(generator, sent)</c>, which its generator calls
/// directly: no awaiter, no builder, no outer try. A yield writes the generator's value and returns true. When it is
/// resumed, the value that was sent is an argument; an exit leaves without an exception, where nothing could catch one.
/// </summary>
internal sealed class Rewriter
{
    private const string Exit = "Parley.GeneratorExitException";

    private readonly Machine _machine;
    private readonly Copier _copier;
    private readonly ParleyModule _parley;
    private readonly ModuleDefinition _module;
    private readonly MethodDefinition _method;
    private readonly MethodBody _body;
    private readonly ILProcessor _il;
    private readonly VariableDefinition _yielded;
    private readonly Instruction _exit = Instruction.Create(OpCodes.Nop);
    private readonly ExceptionHandler _outer;
    private readonly ParameterDefinition _generator;
    private readonly ParameterDefinition _sent;
    private readonly TypeReference _values;
    private readonly TypeReference? _sends;
    private bool _hasExit;

    private Rewriter(Machine machine, Copier copier, ParleyModule parley)
    {
        _machine = machine;
        _copier = copier;
        _parley = parley;
        _module = machine.Type.Module;
        _values = copier.FromKickoff(machine.Values);
        _sends = machine.Sends is null ? null : copier.FromKickoff(machine.Sends);
        _method = copier.CopyMoveNext(copier.FromKickoff(machine.Generator), copier.FromKickoff(machine.Sent));
        _generator = _method.Parameters[0];
        _sent = _method.Parameters[1];
        _body = _method.Body;
        _body.SimplifyMacros();
        _il = _body.GetILProcessor();
        _yielded = new(_module.TypeSystem.Boolean);
        _outer = _body.ExceptionHandlers.LastOrDefault(handler => handler.HandlerType == ExceptionHandlerType.Catch
                && Between(handler.HandlerStart, handler.HandlerEnd).Any(it => it.Called("SetException").IsBuilder()))
            ?? throw new LeftException("it has no outer catch");
    }

    /// <summary>Adds the method to the copied struct.</summary>
    public static MethodDefinition Rewrite(Machine machine, Copier copier, ParleyModule parley)
    {
        var rewriter = new Rewriter(machine, copier, parley);
        rewriter.Rewrite();
        return rewriter._method;
    }

    private void Rewrite()
    {
        List<Await> awaits = Await.FindAll(_body, _machine, _copier);
        HashSet<Instruction> targets = Il.Targets(_body);
        HashSet<Instruction> sources =
            [.. awaits.Where(each => IsSimple(each, targets)).Select(each => each.Source!)];
        HashSet<Instruction> owns = ReplaceYield(sources);
        foreach (Await each in awaits)
        {
            if (each.Source is { } source && owns.Contains(source)) RewriteYield(each);
            else RewriteAny(each);
        }

        OwnClosures();
        RewriteEnd();
        CheckBuilder();
        _body.Variables.Add(_yielded);
        RemoveUnused();
        _body.Optimize();
    }

    // ---- The yield: each load of it is the receiver of a call, or passes it on. Returns the calls that hand a value
    // out and are awaited at once.
    private HashSet<Instruction> ReplaceYield(HashSet<Instruction> sources)
    {
        HashSet<Instruction> owns = [];
        if (_machine.YieldField is null) return owns;
        FieldDefinition field = _copier.Field(_machine.YieldField);
        var uses = _body.Instructions.Where(it => it.Operand is FieldReference used && used.Is(field)).ToList();
        if (uses.Exists(use => !use.Is(Code.Ldfld) || !use.Previous.IsThis()))
        {
            throw new LeftException("it sets its yield to another one");
        }

        foreach (Instruction load in uses)
        {
            Instruction? taker = Il.Taker(load);
            bool isCall = taker?.Operand is MethodReference { Name: "Invoke" } call && call.DeclaringType.IsYield();
            bool isOwn = sources.Contains(taker!) && (isCall || taker.Called("Ask").IsOf("Parley.YieldExtensions"));
            MethodReference? direct = isOwn && isCall ? _parley.Direct("Yield", _values)
                : isOwn || taker.Called("From").IsOf("Parley.YieldExtensions")
                    ? _parley.DirectOf((MethodReference)taker!.Operand) : null;
            if (direct is null)
            {
                PassOn(load, field);
                continue;
            }

            load.Previous.Clear();
            load.Become(OpCodes.Ldarg, _generator);
            taker!.Become(OpCodes.Call, direct);
            if (isOwn) owns.Add(taker!);
        }

        return owns;
    }

    private void PassOn(Instruction load, FieldDefinition field)
    {
        TypeReference[] arguments = _sends is null ? [_values] : [_values, _sends];
        load.Previous.Become(OpCodes.Ldarg, _generator);
        load.Become(OpCodes.Ldarg, _body.ThisParameter);
        InsertAfter(
            load,
            Instruction.Create(OpCodes.Ldflda, Own(field)),
            Instruction.Create(OpCodes.Call, _parley.Direct("YieldOf", arguments)));
    }

    // ---- Awaits ----

    // Whether nothing else leads into the middle of it.
    private bool IsSimple(Await each, HashSet<Instruction> targets) =>
        each.Source is not null && Il.Branches(_body, each.Result) == 1 && !each.Asking.Any(targets.Contains);

    // await yield(value), await yield.Ask(request)
    private void RewriteYield(Await each)
    {
        bool asks = ((MethodReference)each.Source!.Operand).Name == "Ask";
        GenericInstanceMethod? request = asks ? (GenericInstanceMethod)each.Source.Operand : null;
        foreach (var it in each.Asking.Concat(each.Keeping).Concat(each.Handing).Concat(each.Returning)) it.Clear();
        InsertBefore(each.Leave, Instruction.Create(OpCodes.Ldc_I4_1), Instruction.Create(OpCodes.Stloc, _yielded));
        foreach (var it in each.Running) it.Clear();
        Raise(each.Result, alsoOthers: true);
        each.GetResult.Previous.Clear();
        if (_sends is null) each.GetResult.Clear();
        else each.GetResult.Become(OpCodes.Ldarg, _sent);
        if (request is null) return;
        InsertAfter(
            each.GetResult,
            Instruction.Create(OpCodes.Call, _parley.Direct("Answer", _sends!, request.GenericArguments[2])));
    }

    // Any other: of a From, or of a yield that comes from somewhere.
    private void RewriteAny(Await each)
    {
        TypeReference awaiter = each.Awaiter.VariableType;
        foreach (var it in each.Handing.Take(4)) it.Clear();
        InsertBefore(
            each.Call,
            Instruction.Create(OpCodes.Ldarg, _generator),
            Instruction.Create(OpCodes.Ldloca, each.Awaiter));
        each.Call.Become(OpCodes.Call, _parley.Direct("Suspend", _values, awaiter));
        InsertAfter(each.Call, Instruction.Create(OpCodes.Stloc, _yielded));
        foreach (var it in each.Running) it.Clear();
        Raise(each.Result, alsoOthers: false);
        if (_sends is null || awaiter is not GenericInstanceType { GenericArguments: var arguments } type) return;
        string name = type.ElementType.FullName;
        bool isYield = name is "Parley.CompilerServices.YieldAwaitable`2" or "Parley.CompilerServices.YieldAwaitable`3";
        if (!isYield || arguments[0].FullName != _values.FullName || arguments[1].FullName != _sends.FullName) return;
        Instruction load = each.GetResult.Previous;
        load.Become(OpCodes.Ldarg, _generator);
        InsertAfter(load, Instruction.Create(OpCodes.Ldloca, each.Awaiter), Instruction.Create(OpCodes.Ldarg, _sent));
        each.GetResult.Become(OpCodes.Call, _parley.Direct("Result", [.. arguments]));
    }

    // Behind the place where the body is resumed: an exit leaves, and another exception is raised.
    private void Raise(Instruction result, bool alsoOthers)
    {
        bool leaves = !CanCatchExit(result);
        if (!leaves && !alsoOthers) return;
        _hasExit |= leaves;
        Instruction raise = Instruction.Create(OpCodes.Ldarg, _generator);
        List<Instruction> code = [];
        if (alsoOthers)
        {
            code.Add(Instruction.Create(OpCodes.Ldarg, _generator));
            code.Add(Instruction.Create(OpCodes.Call, _parley.Direct("Runs", _values)));
            code.Add(Instruction.Create(OpCodes.Brtrue, result));
        }

        if (leaves)
        {
            code.Add(Instruction.Create(OpCodes.Ldarg, _generator));
            code.Add(Instruction.Create(OpCodes.Call, _parley.Direct("Exits", _values)));
            code.Add(Instruction.Create(OpCodes.Brfalse, alsoOthers ? raise : result));
            code.Add(Instruction.Create(OpCodes.Leave, _exit));
        }

        if (alsoOthers)
        {
            code.Add(raise);
            code.Add(Instruction.Create(OpCodes.Call, _parley.Direct("Resumed", _values)));
        }

        InsertBefore(result, [.. code]);
    }

    // A finally that yields is such a catch, too.
    private bool CanCatchExit(Instruction place) => _body.ExceptionHandlers.Any(handler => handler != _outer
        && place.IsBetween(handler.TryStart, handler.TryEnd)
        && (handler.HandlerType == ExceptionHandlerType.Filter
            || (handler.HandlerType == ExceptionHandlerType.Catch
                && (handler.CatchType is GenericParameter
                    || handler.CatchType.FullName is "System.Exception" or "System.Object" or Exit))));

    // ---- Closures: each is told whose it is ----

    private void OwnClosures()
    {
        foreach (var creation in _body.Instructions.Where(it => it.Is(Code.Newobj)).ToList())
        {
            TypeReference type = ((MethodReference)creation.Operand).DeclaringType;
            if (!type.Name.StartsWith("<>c__DisplayClass", StringComparison.Ordinal)) continue;
            if (type.Resolve() is not { IsValueType: false } closure) continue;
            FieldDefinition owner = OwnerOf(closure);
            InsertAfter(
                creation,
                Instruction.Create(OpCodes.Dup),
                Instruction.Create(OpCodes.Ldarg, _generator),
                Instruction.Create(OpCodes.Stfld, type is GenericInstanceType
                    ? new FieldReference(owner.Name, owner.FieldType, type) : owner));
            _parley.KeepFields(_method, closure);
        }
    }

    private FieldDefinition OwnerOf(TypeDefinition closure)
    {
        if (closure.Fields.FirstOrDefault(field => field.Name == Woven.Owner) is { } known) return known;
        FieldDefinition owner = new(Woven.Owner, FieldAttributes.Public, _module.TypeSystem.Object);
        closure.Fields.Add(owner);
        return owner;
    }

    // ---- The end ----

    private void RewriteEnd()
    {
        _body.ExceptionHandlers.Remove(_outer);
        foreach (var handler in _body.ExceptionHandlers)
        {
            if (handler.TryEnd == _outer.HandlerStart) handler.TryEnd = _outer.HandlerEnd;
            if (handler.HandlerEnd == _outer.HandlerStart) handler.HandlerEnd = _outer.HandlerEnd;
        }

        foreach (var it in Between(_outer.HandlerStart, _outer.HandlerEnd).ToList()) _il.Remove(it);
        if (_body.Instructions.FirstOrDefault(it => it.Called("SetResult").IsBuilder()) is { } set)
        {
            // ldarg this; ldflda builder; what it returns, if anything; call SetResult
            Instruction load = set.Previous;
            while (!load.IsField(Code.Ldflda, _copier.Field(_machine.Builder))) load = load.Previous;
            load.Previous.Clear();
            load.Become(OpCodes.Ldarg, _generator);
            set.Become(OpCodes.Call, _machine.Returns is { } returns
                ? _parley.Direct("Return", _values, _copier.FromKickoff(_machine.Sent), _copier.FromKickoff(returns))
                : _parley.Direct("Return", _values));
        }

        foreach (var end in _body.Instructions.Where(it => it.Is(Code.Ret)).ToList())
        {
            end.Become(OpCodes.Ldloc, _yielded);
            InsertAfter(end, Instruction.Create(OpCodes.Ret));
        }

        if (!_hasExit) return;
        _il.Append(_exit);
        _il.Append(Instruction.Create(OpCodes.Ldarg, _generator));
        _il.Append(Instruction.Create(OpCodes.Call, _parley.Direct("Exit", _values)));
        _il.Append(Instruction.Create(OpCodes.Ldc_I4_0));
        _il.Append(Instruction.Create(OpCodes.Ret));
    }

    private void CheckBuilder()
    {
        FieldDefinition builder = _copier.Field(_machine.Builder);
        if (_body.Instructions.Any(it => it.Operand is FieldReference used && used.Is(builder)))
        {
            throw new LeftException("it uses its builder in a way that isn't known");
        }
    }

    // What is left over would cost time: locals have to be cleared.
    private void RemoveUnused()
    {
        HashSet<Instruction> targets = Il.Targets(_body);
        targets.UnionWith(_copier.Marked);
        foreach (var it in _body.Instructions.ToList()) if (it.Is(Code.Nop) && !targets.Contains(it)) _il.Remove(it);
        HashSet<object> used = [.. _body.Instructions.Select(it => it.Operand).OfType<VariableDefinition>()];
        HashSet<int> named = [];
        AddNamed(_method.DebugInformation.Scope, named);
        foreach (var it in _body.Variables.Where(it => !used.Contains(it) && !named.Contains(it.Index)).ToList())
        {
            _body.Variables.Remove(it);
        }
    }

    private static void AddNamed(ScopeDebugInformation? scope, HashSet<int> named)
    {
        if (scope is null) return;
        foreach (var variable in scope.Variables) named.Add(variable.Index);
        foreach (var inner in scope.Scopes) AddNamed(inner, named);
    }

    private FieldReference Own(FieldDefinition field) =>
        _copier.Self is GenericInstanceType self ? new FieldReference(field.Name, field.FieldType, self) : field;

    private static IEnumerable<Instruction> Between(Instruction first, Instruction? end)
    {
        for (var it = first; it is not null && it != end; it = it.Next) yield return it;
    }

    private void InsertBefore(Instruction at, params Instruction[] code)
    {
        foreach (var it in code) _il.InsertBefore(at, it);
    }

    private void InsertAfter(Instruction at, params Instruction[] code)
    {
        foreach (var it in Enumerable.Reverse(code)) _il.InsertAfter(at, it);
    }
}
