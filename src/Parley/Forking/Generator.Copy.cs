using Parley.Bodies;
using Parley.Engine;
using Parley.Forking;

namespace Parley;

// A generator as a fork copies it.
public partial class Generator<TYield> : IForkable
{
    ForkShape? IForkable.Shape => _phase == Phase.Closed ? null : _box?.Shape;

    object? IForkable.Enclosing => _phase == Phase.Closed ? null : _box?.Enclosing;

    IForkable? IForkable.Source => _phase == Phase.Closed ? null : _box?.ForkSource;

    object IForkable.Handle => Handle;

    bool IForkable.RunsOverOwn(ref Fork fork) => _phase != Phase.Closed && _box?.RunsOverOwn(ref fork) == true;

    void IForkable.AddTo(ref Fork fork) => AddTo(ref fork);

    void IForkable.Rewire(ref Fork fork) => Rewire(ref fork);

    Delegate IBodyOwner.NewYield() => NewYield();

    Delegate? IForkable.NewYield(Delegate other) => IsYield(other) ? NewYield() : null;

    private Generator<TYield> MakeFork() =>
        _phase <= Phase.Suspended && _down is null && _up is null && _box is { IsAlone: true }
            ? ForkAlone() ?? ForkChain()
            : ForkChain();

    // For the usual case, so that it costs little more than creating a generator.
    private Generator<TYield>? ForkAlone()
    {
        Generator<TYield> copy = Clone();
        if (_box!.CopyAlone(copy) is not { } box) return null;
        copy._box = box;
        return copy;
    }

    private Generator<TYield> ForkChain()
    {
        var fork = new Fork(this);
        try
        {
            AddTo(ref fork);
            Generator<TYield> copy = fork.Find(this)!;
            copy.Rewire(ref fork);
            fork.Complete();
            return copy;
        }
        finally
        {
            fork.Release();
        }
    }

    private void AddTo(ref Fork fork)
    {
        for (Generator<TYield>? node = this; node is not null && fork.Find(node) is null; node = node.InnerOrNull)
        {
            node.CopyTo(ref fork);
        }

        if (_down is null && _up is null) return; // it stands alone
        for (Generator<TYield>? node = this; node is not null; node = node.InnerOrNull)
        {
            Generator<TYield> copy = fork.Find(node)!;
            if (!copy.TryLink(node, in fork)) break;
        }
    }

    private void Rewire(ref Fork fork)
    {
        if (_phase == Phase.Closed || _box is null) return;
        fork.Box = _box as Box;
        _box.RewireBody(ref fork);
    }

    private protected virtual bool IsYield(Delegate other) => other is Yield<TYield>;

    private protected virtual Delegate NewYield() => new Yield<TYield>(Yield);

    // A copy as it is. Like those of the derived types, it is created, not cloned, which takes three times as long.
    private protected virtual Generator<TYield> Clone() => GetType() == typeof(Generator<TYield>)
        ? WithFields(new Generator<TYield>())
        : (Generator<TYield>)MemberwiseClone();

    private protected Generator<TYield> WithFields(Generator<TYield> copy)
    {
        copy._box = _box;
        copy._current = _current;
        copy._phase = _phase;
        copy._takesSends = _takesSends;
        copy._returned = _returned;
        copy._down = _down;
        copy._up = _up;
        copy._arrival = _arrival;
        return copy;
    }

    // Of a copy of an asynchronous generator's core: a copy of that generator, too.
    private protected virtual void CopyWrapper()
    {
    }

    private void CopyTo(ref Fork fork)
    {
        bool isAsync = IsAsync;
        if (isAsync && Wrapper is { } wrapper) fork.Claim(wrapper);
        if (IsExecuting) throw isAsync ? Errors.AlreadyRunningToFork() : Errors.AlreadyExecutingToFork();
        bool hasBody = _phase != Phase.Closed && _box is not null; // an ended box is nobody's in particular
        if (isAsync && IsEnumerable && hasBody && _phase != Phase.Created) Parley.Forking.Fork.Refuse(Handle);
        Generator<TYield> copy = Clone();
        fork.Add(this, copy, hasBody && fork.Root == this ? copy.NewYield() : null);
        if (isAsync) copy.CopyWrapper();
        if (!hasBody) return;
        copy._box = _box!.CopyBody(copy, ref fork);
        if (copy._box is Box box) box.Owner = copy;
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
    private protected override bool IsYield(Delegate other) => other is Yield<TYield, TSend>;

    private protected override Delegate NewYield() => new Yield<TYield, TSend>(Yield);

    private protected override Generator<TYield> Clone() => GetType() == typeof(Generator<TYield, TSend>)
        ? WithFields(new Generator<TYield, TSend>())
        : (Generator<TYield>)MemberwiseClone();

    private protected Generator<TYield> WithFields(Generator<TYield, TSend> copy)
    {
        copy._sent = _sent;
        return base.WithFields(copy);
    }
}

public partial class Generator<TYield, TSend, TReturn>
{
    private protected override Generator<TYield> Clone() => GetType() == typeof(Generator<TYield, TSend, TReturn>)
        ? WithFields(new Generator<TYield, TSend, TReturn>())
        : (Generator<TYield>)MemberwiseClone();

    private protected Generator<TYield> WithFields(Generator<TYield, TSend, TReturn> copy)
    {
        copy._result = _result;
        return base.WithFields(copy);
    }
}
