using System.Reflection;
using System.Reflection.Emit;
using Parley.Bodies;

namespace Parley.Forking;

// Where a body stands, and in which loops.
internal sealed partial class BodyFlow
{
    private readonly Dictionary<int, int> _sites = [];

    /// <summary>
    /// False if the body has left the loop whose enumerator is in <paramref name="field"/>: a loop that is left by an
    /// exception doesn't clear it. True if that is unknown.
    /// </summary>
    internal bool StandsIn(FieldInfo field, int state)
    {
        if (!_sites.TryGetValue(state, out int site)) return true;
        List<ExceptionHandlingClause> loops =
        [
            .. _method.GetMethodBody()!.ExceptionHandlingClauses.Where(clause =>
                clause.Flags == ExceptionHandlingClauseOptions.Finally && Disposes(clause, field)),
        ];
        return loops.Count == 0 || loops.Exists(clause =>
            site >= clause.TryOffset && site < clause.TryOffset + clause.TryLength);
    }

    /// <summary>True if the field holds the enumerator of a loop: what is read from it is advanced.</summary>
    internal bool LoopsOver(FieldInfo field)
    {
        for (int i = 0; i < _moveNext.Instructions.Count; i++)
        {
            if (!Reads(_moveNext.Instructions[i], field)) continue;
            int next = _moveNext.Instructions[i + 1].Code == OpCodes.Constrained ? i + 2 : i + 1;
            if (_moveNext.Instructions[next].Code.FlowControl == FlowControl.Call &&
                _moveNext.MethodOf(_moveNext.Instructions[next]).Name is "MoveNext" or "MoveNextAsync" or
                    "System.Collections.IEnumerator.MoveNext")
            {
                return true;
            }
        }

        return false;
    }

    private bool Disposes(ExceptionHandlingClause clause, FieldInfo field) =>
        _moveNext.Instructions.Exists(instruction =>
        instruction.Offset >= clause.HandlerOffset &&
        instruction.Offset < clause.HandlerOffset + clause.HandlerLength &&
        Reads(instruction, field));

    private bool Reads(Instruction instruction, FieldInfo field) =>
        (instruction.Code == OpCodes.Ldfld || instruction.Code == OpCodes.Ldflda) &&
        _moveNext.FieldOf(instruction) is { } read &&
        read.Name == field.Name && read.DeclaringType == _body;

    // Before it pauses, a body stores the number of the place.
    private void FindSites()
    {
        for (int i = 3; i < _moveNext.Instructions.Count; i++)
        {
            if (_moveNext.Instructions[i].Code != OpCodes.Stfld ||
                _moveNext.FieldOf(_moveNext.Instructions[i]).Name != ForkShape.StateName)
            {
                continue;
            }

            for (int j = i - 1; j >= i - 3; j--)
            {
                if (NumberOf(_moveNext.Instructions[j]) is not { } state) continue;
                if (state >= 0) _sites[state] = _moveNext.Instructions[i].Offset;
                break;
            }
        }
    }

    private static int? NumberOf(Instruction instruction)
    {
        if (instruction.Code == OpCodes.Ldc_I4 || instruction.Code == OpCodes.Ldc_I4_S) return instruction.Operand;
        int number = instruction.Code.Value - OpCodes.Ldc_I4_0.Value;
        return number is >= -1 and <= 8 ? number : null;
    }
}
