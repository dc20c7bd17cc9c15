using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Parley.Bodies;

namespace Parley.Forking;

/// <summary>
/// What a body makes, and where it may keep it, read from its code: the types of the closures that it makes, and the
/// fields that one of those, or anything that has been made of one, may be stored in.
/// </summary>
/// <remarks>
/// The code is followed without regard to the order of branches: a value may lead to a closure of the body's own if any
/// value that it was made of may. What a field of somebody else's or a static one holds may not.
/// </remarks>
[UnconditionalSuppressMessage("Trimming", "IL2026", Justification = Code)]
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Code)]
[UnconditionalSuppressMessage("Trimming", "IL2075", Justification = Code)]
[RequiresDynamicCode("Closures can be generic.")]
internal sealed class BodyFlow
{
    private const string Code = "Trimming keeps the methods that are called, and all of their code.";

    private readonly Type _body;
    private readonly HashSet<Type> _closures = [];
    private readonly HashSet<(Type, string)> _fields = [];
    private readonly Dictionary<int, int> _sites = [];
    private readonly List<Instruction> _moveNext;
    private readonly MethodInfo _method;
    private bool _changed;

    private BodyFlow(Type body, MethodInfo method)
    {
        _body = body;
        _method = method;
        _moveNext = Instruction.Read(method.GetMethodBody()!.GetILAsByteArray());
        do
        {
            _changed = false;
            new MethodFlow(this, method, _moveNext, isOwn: false).Run();
            foreach (Type closure in _closures.ToArray())
            {
                foreach (MethodInfo lambda in Closure.MethodsOf(closure))
                {
                    byte[]? code = lambda.GetMethodBody()?.GetILAsByteArray();
                    new MethodFlow(this, lambda, Instruction.Read(code), isOwn: true).Run();
                }
            }
        }
        while (_changed);
        FindSites();
    }

    /// <summary>Reads a body. Null if its code isn't there to be read, as in NativeAOT.</summary>
    internal static BodyFlow? Read(Type body) =>
        body.GetMethod(nameof(IAsyncStateMachine.MoveNext), Closure.Instance) is { } method &&
        method.GetMethodBody() is not null ? new BodyFlow(body, method) : null;

    /// <summary>True if the body's own method makes closures of this type.</summary>
    internal bool Makes(Type closure) => _closures.Contains(closure);

    /// <summary>True if the field, of the body or of a closure that it makes, may hold something that the body has made
    /// of such a closure.</summary>
    internal bool MayKeep(FieldInfo field) => _fields.Contains((field.DeclaringType!, field.Name));

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
        for (int i = 0; i < _moveNext.Count; i++)
        {
            if (!Reads(_moveNext[i], field)) continue;
            int next = _moveNext[i + 1].Code == OpCodes.Constrained ? i + 2 : i + 1;
            if (_moveNext[next].Code.FlowControl == FlowControl.Call &&
                MethodFlow.MethodOf(_method, _moveNext[next]).Name is "MoveNext" or "MoveNextAsync" or
                    "System.Collections.IEnumerator.MoveNext")
            {
                return true;
            }
        }

        return false;
    }

    internal bool IsTracked(FieldInfo field) =>
        field.DeclaringType == _body || _closures.Contains(field.DeclaringType!);

    internal void AddClosure(Type closure) => _changed |= _closures.Add(closure);

    internal void AddField(FieldInfo field) => _changed |= _fields.Add((field.DeclaringType!, field.Name));

    private bool Disposes(ExceptionHandlingClause clause, FieldInfo field) => _moveNext.Exists(instruction =>
        instruction.Offset >= clause.HandlerOffset &&
        instruction.Offset < clause.HandlerOffset + clause.HandlerLength &&
        Reads(instruction, field));

    private bool Reads(Instruction instruction, FieldInfo field) =>
        (instruction.Code == OpCodes.Ldfld || instruction.Code == OpCodes.Ldflda) &&
        MethodFlow.FieldOf(_method, instruction) is { } read &&
        read.Name == field.Name && read.DeclaringType == _body;

    // Before it pauses, a body stores the number of the place.
    private void FindSites()
    {
        for (int i = 3; i < _moveNext.Count; i++)
        {
            if (_moveNext[i].Code != OpCodes.Stfld ||
                MethodFlow.FieldOf(_method, _moveNext[i])?.Name != ForkShape.StateName)
            {
                continue;
            }

            for (int j = i - 1; j >= i - 3; j--)
            {
                if (NumberOf(_moveNext[j]) is not { } state) continue;
                if (state >= 0) _sites[state] = _moveNext[i].Offset;
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
