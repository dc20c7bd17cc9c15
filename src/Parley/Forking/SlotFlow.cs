using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Reflection.Emit;
using Parley.Bodies;

namespace Parley.Forking;

/// <summary>
/// What the compiler keeps in a field of its own while a body is paused: the enumerator of a loop that goes on, or
/// something else. The field doesn't tell, because several uses share one, and a loop that is left by an exception
/// doesn't clear it. The code does: it advances or disposes of the enumerator without having stored another one.
/// </summary>
[UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Trimming keeps all code of what is called.")]
[RequiresDynamicCode("Closures can be generic.")]
internal sealed class SlotFlow
{
    private const int MostArguments = 4; // as instructions, of a MoveNextAsync

    private readonly List<Instruction> _code;
    private readonly MethodInfo _method;
    private readonly Dictionary<int, FieldInfo> _fields = []; // by their tokens
    private readonly Dictionary<string, List<int>> _reads = []; // the instructions, by the fields of the body
    private readonly string?[] _stored;                          // what each instruction stores in
    private readonly Dictionary<int, int> _indices = []; // of instructions, by their offsets
    private readonly List<int>[] _before;                // the instructions that can come before each
    private readonly Dictionary<int, int> _resumptions = []; // by the numbers of the yields
    private readonly ConcurrentDictionary<string, HashSet<int>> _readAfter = []; // the yields, by fields

    internal SlotFlow(MethodInfo method, List<Instruction> code)
    {
        _method = method;
        _code = code;
        _stored = new string?[code.Count];
        for (int i = 0; i < code.Count; i++) _indices.Add(code[i].Offset, i);
        for (int i = 0; i < code.Count; i++) FindAccess(i);
        _before = [.. code.Select(_ => new List<int>())];
        for (int i = 0; i < code.Count; i++)
        {
            foreach (int target in code[i].Targets) Connect(i, target);
            if (code[i].Code.FlowControl is not (FlowControl.Branch or FlowControl.Return or FlowControl.Throw))
            {
                Connect(i, code[i].Next);
            }
        }

        foreach (ExceptionHandlingClause clause in method.GetMethodBody()!.ExceptionHandlingClauses) Connect(clause);
        FindResumptions();
    }

    /// <summary>The numbers of the yields at which the field holds the enumerator of a loop that the body is
    /// in.</summary>
    internal HashSet<int> LoopsOver(FieldInfo field) => YieldsBefore(field, Advances);

    /// <summary>Whether the body may read the field before it stores something there, once it goes on from the
    /// yield.</summary>
    internal bool IsReadAfter(int yield, FieldInfo field)
    {
        HashSet<int> yields = _readAfter.GetOrAdd(field.Name, _ => YieldsBefore(field, IsRead));
        return yields.Contains(yield) || !_resumptions.ContainsKey(yield);
    }

    // The yields from which a use of the field can be reached before something is stored there.
    private HashSet<int> YieldsBefore(FieldInfo field, Func<int, FieldInfo, bool> uses)
    {
        if (!_reads.TryGetValue(field.Name, out List<int>? reads)) return [];
        HashSet<int> used = [];
        var open = new Stack<int>(reads.Where(i => uses(i, field)));
        while (open.TryPop(out int at))
        {
            if (!used.Add(at)) continue;
            foreach (int before in _before[at])
            {
                if (!Stores(before, field)) open.Push(before);
            }
        }

        return [.. _resumptions.Where(yield => used.Contains(yield.Value)).Select(yield => yield.Key)];
    }

    private void FindAccess(int index)
    {
        OpCode code = _code[index].Code;
        bool isAddress = code == OpCodes.Ldflda;
        if (code != OpCodes.Stfld && code != OpCodes.Ldfld && !isAddress) return;
        if (FieldAt(index) is not { } field || field.DeclaringType != _method.DeclaringType) return;
        bool isReset = isAddress && index + 1 < _code.Count && _code[index + 1].Code == OpCodes.Initobj;
        if (code == OpCodes.Stfld || isReset) _stored[index] = field.Name;
        if (code == OpCodes.Stfld) return;
        if (!_reads.TryGetValue(field.Name, out List<int>? reads)) _reads.Add(field.Name, reads = []);
        reads.Add(index);
    }

    private FieldInfo FieldAt(int index)
    {
        int token = _code[index].Operand;
        if (!_fields.TryGetValue(token, out FieldInfo? field))
        {
            field = MethodFlow.FieldOf(_method, _code[index]);
            _fields.Add(token, field);
        }

        return field;
    }

    private void Connect(int from, int offset)
    {
        if (_indices.TryGetValue(offset, out int next)) _before[next].Add(from);
    }

    // From anywhere in a try, an exception can lead to its handler. A leave also leads there if that is a finally,
    // whose end leads nowhere.
    private void Connect(ExceptionHandlingClause clause)
    {
        for (int i = _indices[clause.TryOffset]; i < _code.Count; i++)
        {
            if (_code[i].Offset >= clause.TryOffset + clause.TryLength) break;
            Connect(i, clause.HandlerOffset);
            if (clause.Flags == ExceptionHandlingClauseOptions.Filter) Connect(i, clause.FilterOffset);
        }
    }

    // Before it pauses, a body stores the number of the yield, and then leaves. It is resumed right behind that.
    private void FindResumptions()
    {
        for (int i = 3; i < _code.Count; i++)
        {
            if (_stored[i] != ForkShape.StateName) continue;

            for (int j = i - 1; j >= i - 3; j--)
            {
                if (NumberOf(_code[j]) is not { } number) continue;
                int leave = _code.FindIndex(i, code => code.Code == OpCodes.Leave || code.Code == OpCodes.Leave_S);
                if (number >= 0 && leave >= 0 && leave + 1 < _code.Count) _resumptions[number] = leave + 1;
                break;
            }
        }
    }

    // Reads the field to make the next step of a loop, or its end.
    private bool Advances(int index, FieldInfo field)
    {
        int last = Math.Min(index + 1 + MostArguments, _code.Count - 1);
        for (int i = index + 1; i <= last; i++)
        {
            OpCode code = _code[i].Code;
            if (code == OpCodes.Isinst) return true; // whether it is disposable
            if (code.FlowControl == FlowControl.Call)
            {
                string name = MethodFlow.MethodOf(_method, _code[i]).Name;
                return name[(name.LastIndexOf('.') + 1)..] is
                    "MoveNext" or "MoveNextAsync" or "Dispose" or "DisposeAsync";
            }

            if (code == OpCodes.Ldfld || code == OpCodes.Ldflda || code.FlowControl == FlowControl.Cond_Branch) break;
        }

        return false;
    }

    private bool IsRead(int index, FieldInfo field) => !Stores(index, field);

    private bool Stores(int index, FieldInfo field) => _stored[index] == field.Name;

    private static int? NumberOf(Instruction instruction)
    {
        if (instruction.Code == OpCodes.Ldc_I4 || instruction.Code == OpCodes.Ldc_I4_S) return instruction.Operand;
        int number = instruction.Code.Value - OpCodes.Ldc_I4_0.Value;
        return number is >= -1 and <= 8 ? number : null;
    }
}
