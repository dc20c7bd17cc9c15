using Parley.Engine;
using Parley.Forking;

namespace Parley;

// A generator as a fork copies it.
public partial class Generator<TYield> : IForkable
{
    ForkShape? IForkable.Shape => _phase == Phase.Closed ? null : _box?.Shape;

    object? IForkable.Enclosing => _phase == Phase.Closed ? null : _box?.Enclosing;

    object IForkable.Handle => Handle;

    void IForkable.AddTo(ref Fork fork)
    {
        for (Generator<TYield>? node = this; node is not null && fork.Find(node) is null; node = node.InnerOrNull)
        {
            node.CopyTo(ref fork);
        }

        for (Generator<TYield>? node = this; node is not null; node = node.InnerOrNull)
        {
            Generator<TYield> copy = fork.Find(node)!;
            if (!copy.TryLink(node, in fork)) break;
        }
    }

    void IForkable.Rewire(ref Fork fork)
    {
        if (_phase == Phase.Closed || _box is null) return;
        fork.Box = _box;
        _box.Rewire(ref fork);
        RewireParts(ref fork);
    }

    Delegate? IForkable.NewYield(Delegate other) => NewYield(other);

    private protected virtual Delegate? NewYield(Delegate other) =>
        other is Yield<TYield> ? new Yield<TYield>(Yield) : null;

    // Of a copy: what there is beside the body.
    private protected virtual void RewireParts(ref Fork fork)
    {
    }

    // Of a copy of an asynchronous generator's core: a copy of that generator, too.
    private protected virtual void CopyWrapper()
    {
    }

    private void CopyTo(ref Fork fork)
    {
        if (Wrapper is { } wrapper) fork.Claim(wrapper);
        if (IsExecuting) throw IsAsync ? Errors.AlreadyRunningToFork() : Errors.AlreadyExecutingToFork();
        bool stands = _phase is not (Phase.Created or Phase.Closed);
        if (stands && IsEnumerable && IsAsync) Parley.Forking.Fork.Refuse(Handle);
        var copy = (Generator<TYield>)MemberwiseClone();
        fork.Add(this, copy);
        copy.CopyWrapper();
        if (_phase == Phase.Closed || _box is null) return; // an ended box is nobody's in particular
        copy._box = _box.Copy(copy, ref fork);
        copy._box.Owner = copy;
    }

    // Sets the links of a copy: those that lead to others are cut. False if it has been linked before.
    private bool TryLink(Generator<TYield> original, in Fork fork)
    {
        if (_down is null && _up is null) return true;
        bool isNew = _down == original._down && _up == original._up;
        if (!isNew) return false;
        _down = fork.Find(original._down);
        _up = fork.Find(original._up);
        if (_up is null) _current = original.Current;
        if (Wrapper is { } wrapper && original.Wrapper!.Held is { } held)
        {
            // A call steps the innermost only if it has claimed what is held, so it knows either both or none.
            wrapper.Held = fork.Find(held.Core)?.Wrapper;
            bool isRoot = _up is { _phase: Phase.Innermost };
            if (wrapper.Held is null && isRoot) _up = null;
        }

        return true;
    }
}

public partial class Generator<TYield, TSend>
{
    private protected sealed override Delegate? NewYield(Delegate other) =>
        other is Yield<TYield, TSend> ? new Yield<TYield, TSend>(Yield) : null;
}
