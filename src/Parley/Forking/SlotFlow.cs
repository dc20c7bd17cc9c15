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

    private readonly MethodInfo _method;
    private readonly List<Instruction> _code;
    private readonly Dictionary<int, int> _indices = []; // of instructions, by their offsets
    private readonly List<int>[] _before;                // the instructions that can come before each
    private readonly Dictionary<int, int> _resumptions = []; // by the numbers of the yields
    private readonly ConcurrentDictionary<string, HashSet<int>> _readAfter = []; // the yields, by fields

    internal SlotFlow(MethodInfo method, List<Instruction> code)
    {
        _method = method;
        _code = code;
        for (int i = 0; i < code.Count; i++) _indices.Add(code[i].Offset, i);
        _before = [.. code.Select(_ => new List<int>())];
        IList<ExceptionHandlingClause> clauses = method.GetMethodBody()!.ExceptionHandlingClauses;
        for (int i = 0; i < code.Count; i++)
        {
            foreach (int offset in OffsetsAfter(code[i], clauses))
            {
                if (_indices.TryGetValue(offset, out int next)) _before[next].Add(i);
            }
        }

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
        var isUsed = new bool[_code.Count];
        var open = new Stack<int>();
        for (int i = 0; i < _code.Count; i++)
        {
            if (uses(i, field)) open.Push(i);
        }

        while (open.TryPop(out int at))
        {
            if (isUsed[at]) continue;
            isUsed[at] = true;
            foreach (int before in _before[at])
            {
                if (!Stores(before, field)) open.Push(before);
            }
        }

        return [.. _resumptions.Where(yield => isUsed[yield.Value]).Select(yield => yield.Key)];
    }

    // From anywhere in a try, an exception can lead to its handler. A leave also leads there if that is a finally,
    // whose end leads nowhere.
    private static IEnumerable<int> OffsetsAfter(Instruction at, IList<ExceptionHandlingClause> clauses)
    {
        foreach (ExceptionHandlingClause clause in clauses)
        {
            if (at.Offset < clause.TryOffset || at.Offset >= clause.TryOffset + clause.TryLength) continue;
            yield return clause.HandlerOffset;
            if (clause.Flags == ExceptionHandlingClauseOptions.Filter) yield return clause.FilterOffset;
        }

        foreach (int target in at.Targets) yield return target;
        if (at.Code.FlowControl is not (FlowControl.Branch or FlowControl.Return or FlowControl.Throw))
        {
            yield return at.Next;
        }
    }

    // Before it pauses, a body stores the number of the yield, and then leaves. It is resumed right behind that.
    private void FindResumptions()
    {
        for (int i = 3; i < _code.Count; i++)
        {
            if (_code[i].Code != OpCodes.Stfld ||
                MethodFlow.FieldOf(_method, _code[i])?.Name != ForkShape.StateName)
            {
                continue;
            }

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
        if (!Reads(_code[index], field)) return false;
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

    private bool IsRead(int index, FieldInfo field) => Reads(_code[index], field) && !Stores(index, field);

    private bool Stores(int index, FieldInfo field) => _code[index].Code == OpCodes.Stfld
        ? Is(_code[index], field)
        : _code[index].Code == OpCodes.Ldflda && _code[index + 1].Code == OpCodes.Initobj && Is(_code[index], field);

    private bool Reads(Instruction instruction, FieldInfo field) =>
        (instruction.Code == OpCodes.Ldfld || instruction.Code == OpCodes.Ldflda) && Is(instruction, field);

    private bool Is(Instruction instruction, FieldInfo field) =>
        MethodFlow.FieldOf(_method, instruction) is { } accessed &&
        accessed.Name == field.Name && accessed.DeclaringType == field.DeclaringType;

    private static int? NumberOf(Instruction instruction)
    {
        if (instruction.Code == OpCodes.Ldc_I4 || instruction.Code == OpCodes.Ldc_I4_S) return instruction.Operand;
        int number = instruction.Code.Value - OpCodes.Ldc_I4_0.Value;
        return number is >= -1 and <= 8 ? number : null;
    }
}
