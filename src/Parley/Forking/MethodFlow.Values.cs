using System.Reflection;
using Parley.Bodies;

namespace Parley.Forking;

// The values on the stack and behind addresses.
internal sealed partial class MethodFlow
{
    private static readonly object s_elsewhere = new(); // the address of what others can reach

    /// <summary>A value on the stack: what it may lead to, and, if it is an address, what it is the address of: a field
    /// that is tracked, a parameter, or the number of a local.</summary>
    private readonly record struct Value(Origin Origin, object? Place = null);

    private readonly record struct Parameter(int Number);

    private sealed record Either(object One, object Other);

    // The value, or what is at the address.
    private Origin Read(Value value) => value.Origin | At(value.Place);

    private Origin At(object? place) => place switch
    {
        FieldInfo field => flow.Kept(field).Read(),
        Parameter(var number) => Argument(number),
        int local => Local(local).Read(),
        Either(var one, var other) => At(one) | At(other),
        null => Origin.None,
        _ => flow.Unknown,
    };

    private void Mark(object? place, Origin origin)
    {
        switch (place)
        {
            case FieldInfo field:
                flow.Kept(field).Add(origin);
                break;

            case Parameter(var number):
                _parameters[number].Add(origin);
                break;

            case int local:
                Local(local).Add(origin);
                break;

            case Either(var one, var other):
                Mark(one, origin);
                Mark(other, origin);
                break;

            case not null: // elsewhere
                flow.Escape(origin);
                break;
        }
    }

    // The local holds an address.
    private void Alias(int local, object place)
    {
        object? before = _aliases.GetValueOrDefault(local);
        object? joined = Join(before, place);
        if (Equals(joined, before)) return;
        _aliases[local] = joined!;
        flow.FollowAgain(this);
    }

    private void Push(Origin origin) => _stack.Push(new(origin));

    private Value Pop() => _stack.TryPop(out Value value) ? value : default;

    // What is on the stack where a branch leads, from wherever it comes.
    private void Branch(Instruction instruction)
    {
        foreach (int target in instruction.Targets)
        {
            Value[] values = [.. _stack.Reverse()];
            bool isMet = _merges.TryGetValue(target, out Value[]? others) && others.Length == values.Length;
            for (int i = 0; isMet && i < values.Length; i++) values[i] = Join(others![i], values[i]);
            if (isMet && values.SequenceEqual(others!)) continue;
            _merges[target] = values;
            if (target <= instruction.Offset) flow.FollowAgain(this);
        }
    }

    private void Merge(Value[] merged)
    {
        Value[] here = [.. _stack.Reverse()];
        _stack.Clear();
        for (int i = 0; i < merged.Length; i++)
        {
            _stack.Push(i < here.Length ? Join(here[i], merged[i]) : merged[i]);
        }
    }

    private static Value Join(Value one, Value other) =>
        new(one.Origin | other.Origin, Join(one.Place, other.Place));

    private static object? Join(object? place, object? other) =>
        place is null ? other
        : other is null || Includes(place, other) ? place
        : new Either(place, other);

    private static bool Includes(object place, object other) =>
        place.Equals(other) || (place is Either(var one, var two) && (Includes(one, other) || Includes(two, other)));
}
