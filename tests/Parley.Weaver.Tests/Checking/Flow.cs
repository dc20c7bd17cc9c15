using System.Collections.Immutable;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Parley.Weaver.Tests.Checking;

/// <summary>Walks one method: which instruction follows which, with what on the stack.</summary>
internal sealed class Flow
{
    private readonly MethodDefinition _method;
    private readonly IList<Instruction> _code;
    private readonly List<Fault> _faults;
    private readonly Dictionary<Instruction, int> _index = [];
    private readonly ImmutableStack<Value>?[] _before;
    private readonly Queue<int> _ready = [];
    private readonly Regions _regions;
    private readonly Names _names;
    private readonly HashSet<(Rule, int)> _told = [];
    private int _at;

    public Flow(MethodDefinition method, List<Fault> faults)
    {
        (_method, _faults, _code) = (method, faults, method.Body.Instructions);
        for (int i = 0; i < _code.Count; i++) _index[_code[i]] = i;
        _before = new ImmutableStack<Value>?[_code.Count];
        _regions = new(method.Body, _index);
        _names = new(method.DeclaringType, method, Report);
    }

    public void Check()
    {
        foreach (string what in _regions.Misplaced()) Report(Rule.Regions, what);
        if (_method.Body is { HasVariables: true, InitLocals: false } && !SkipsInitialization())
            Report(Rule.Initialized, "its variables aren't initialized");
        for (_at = 0; _at < _code.Count; _at++) _names.Operand(_code[_at]);
        Reach(0, []);
        while (_ready.TryDequeue(out _at)) Step();
    }

    private void Step()
    {
        Instruction instruction = _code[_at];
        EnterHandlers();
        if (!CheckPlace(instruction)) return;
        var steps = new Steps(_method, _before[_at]!, Report);
        if (!steps.Run(instruction)) return;
        ImmutableStack<Value> after = steps.Stack;
        bool leaves = instruction.OpCode.Code is Code.Leave or Code.Leave_S;
        if (leaves) after = [];
        foreach (Instruction target in Targets(instruction)) Go(target, after, leaves);
        if (instruction.OpCode.FlowControl is FlowControl.Branch or FlowControl.Throw or FlowControl.Return) return;
        if (_at + 1 == _code.Count) Report(Rule.End, "goes on behind the last instruction");
        else Go(_code[_at + 1], after, leaves: false);
    }

    private static IEnumerable<Instruction> Targets(Instruction instruction) => instruction.Operand switch
    {
        Instruction target => [target],
        Instruction[] targets => targets,
        _ => [],
    };

    private void Go(Instruction target, ImmutableStack<Value> stack, bool leaves)
    {
        if (!_index.TryGetValue(target, out int to))
        {
            Report(Rule.Transfer, "goes to an instruction that isn't in the method");
            return;
        }

        if (_regions.Refuses(_at, to, leaves) is { } why) Report(Rule.Transfer, why);
        else if (_regions.Enters(_at, to) && !stack.IsEmpty) Report(Rule.EmptyStack, "enters a try with values");
        Reach(to, stack);
    }

    // Whatever a try reaches, its handlers can be reached from.
    private void EnterHandlers()
    {
        foreach (Region region in _regions.All)
        {
            if (region.Start != _at || region.Part != RegionPart.Try) continue;
            ExceptionHandler handler = region.Handler;
            if (handler.FilterStart is { } filter)
                Reach(_index[filter], [Value.Of(_method.Module.TypeSystem.Object)]);
            Reach(_index[handler.HandlerStart], handler.HandlerType switch
            {
                ExceptionHandlerType.Catch => [Value.Boxed(handler.CatchType)],
                ExceptionHandlerType.Filter => [Value.Of(_method.Module.TypeSystem.Object)],
                _ => [],
            });
        }
    }

    private void Reach(int to, ImmutableStack<Value> stack)
    {
        if (_before[to] is not { } known)
        {
            _before[to] = stack;
            _ready.Enqueue(to);
            return;
        }

        Value[] one = [.. known], other = [.. stack];
        if (one.Length != other.Length)
        {
            Report(Rule.Meeting, $"{Label(to)} is reached with {one.Length} and with {other.Length} values");
            return;
        }

        bool changes = false;
        for (int i = 0; i < one.Length; i++)
        {
            if (Value.Meet(one[i], other[i]) is not { } met)
            {
                Report(Rule.Meeting, $"{Label(to)} is reached with {one[i]} and with {other[i]}");
                return;
            }

            changes |= met.ToString() != one[i].ToString();
            one[i] = met;
        }

        if (!changes) return;
        _before[to] = [.. one.Reverse()];
        _ready.Enqueue(to);
    }

    private bool CheckPlace(Instruction instruction)
    {
        Region? innermost = _regions.Innermost(_at);
        (Rule rule, bool isRight) = instruction.OpCode.Code switch
        {
            Code.Ret => (Rule.Return, innermost is null),
            Code.Endfinally => (Rule.HandlerEnd, innermost is { Part: RegionPart.Handler, Catches: false }),
            Code.Endfilter => (Rule.HandlerEnd, innermost is { Part: RegionPart.Filter } && innermost.End == _at + 1),
            Code.Rethrow => (Rule.HandlerEnd,
                _regions.InnermostHandler(_at) is { Part: RegionPart.Handler, Catches: true }),
            _ => (Rule.Return, true),
        };
        if (!isRight) Report(rule, $"is in {innermost?.Part.ToString() ?? "no region"}");
        return isRight;
    }

    private bool SkipsInitialization()
    {
        for (TypeDefinition? type = _method.DeclaringType; type is not null; type = type.DeclaringType)
            if (Has(type)) return true;
        return Has(_method) || Has(_method.Module);

        static bool Has(ICustomAttributeProvider provider) => provider.HasCustomAttributes
            && provider.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "SkipLocalsInitAttribute");
    }

    private string Label(int at) =>
        at < _code.Count ? $"{at} {_code[at].OpCode} {Shown(_code[at].Operand)}" : "the end";

    private static object? Shown(object? operand) => operand is Instruction or Instruction[] ? "" : operand;

    private void Report(Rule rule, string what)
    {
        if (_told.Add((rule, _at))) _faults.Add(new(rule, $"{_method.FullName}, {Label(_at)}", what));
    }
}
