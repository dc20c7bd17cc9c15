using System.Diagnostics;
using Parley.Engine;

namespace Parley;

// A generator as a link of a chain. Nobody keeps a list of a chain, and nothing recurses over one: each generator has
// two links, and that is enough, because each means something else depending on where the generator stands.
//
//                           _down                           _up
//   the root                its inner                       its innermost
//   in between              its inner                       its delegator
//   the innermost           the root that last drove it     its delegator
public partial class Generator<TYield>
{
    private Generator<TYield>? _down;
    private Generator<TYield>? _up;
    private bool _muted;                   // what is sent to the root arrives here as an advance

    // The generator that this one delegates to, or is about to.
    private Generator<TYield> Inner
    {
        get
        {
            Debug.Assert(_phase is Phase.Delegating or Phase.Entering, "Only what delegates has an inner.");
            return _down!;
        }

        set
        {
            Debug.Assert(_phase is Phase.Delegating or Phase.Entering, "Only what delegates has an inner.");
            _down = value;
        }
    }

    // The root of the chain through which this one is driven, or was driven last; null if it is the root itself.
    private Generator<TYield>? Root
    {
        get
        {
            Debug.Assert(_phase is not (Phase.Delegating or Phase.Entering), "What delegates has its inner there.");
            return _down;
        }

        set
        {
            Debug.Assert(_phase is not (Phase.Delegating or Phase.Entering), "What delegates has its inner there.");
            _down = value == this ? null : value;
        }
    }

    // The innermost of the chain that this one is the root of; null if it isn't known. Whoever else drives that one, or
    // any in between, changes its phase or its root.
    private protected Generator<TYield>? Innermost
    {
        get => _phase == Phase.Delegating && _up is { _phase: Phase.Innermost } node && node.Root == this ? node : null;

        private set
        {
            Debug.Assert(_phase == Phase.Delegating, "Only what delegates has an innermost.");
            _up = value;
        }
    }

    // The generator that delegates to this one, in the chain that is being driven.
    private Generator<TYield>? Delegator
    {
        get
        {
            Debug.Assert(_up is not null && _up.Inward == this, "It isn't the inner of what it is linked to.");
            return _up;
        }

        set => _up = value;
    }

    private bool IsExecuting => _phase >= Phase.Running;

    // True if a value sent to `root` arrives at the yield that this one is paused at.
    internal bool AwaitsSend(Generator<TYield> root) => _phase != Phase.Delegating && (this == root || !_muted);

    private void Unlink()
    {
        _down = null;
        _up = null;
    }

    // ---- Walks: State, Current and YieldingFrom may be read at any time, also while another thread drives the chain.
    // So they end, if not where they should, whatever the links say.

    private Generator<TYield>? Inward => _phase == Phase.Delegating ? _down : null;

    // Of one that delegates: true if the generator that is executing now is driven through it.
    private bool IsDriven => FindInnermost() is { IsExecuting: true } innermost && FirstDriven(this, innermost) == this;

    // Of one that delegates: what it last handed out is what the root that last drove it handed out.
    private TYield? ChainCurrent
    {
        get
        {
            Generator<TYield> node = this;
            while (node._up is { } delegator && delegator.Inward == node) node = delegator;
            return node._current;
        }
    }

    private Generator<TYield> FindInnermost()
    {
        Generator<TYield> node = this;
        while (node.Inward is { } inner) node = inner;
        return node;
    }

    // The first generator on the way from `top` to `running` that is on the way from the root of `running`, too.
    private static Generator<TYield>? FirstDriven(Generator<TYield> top, Generator<TYield> running)
    {
        Generator<TYield>? node = top;
        Generator<TYield>? driven = running._down ?? running;
        int ahead = driven.DistanceTo(running) - top.DistanceTo(running);
        for (; ahead > 0; ahead--) driven = driven?.Inward;
        for (; ahead < 0; ahead++) node = node?.Inward;
        while (node != driven)
        {
            node = node?.Inward;
            driven = driven?.Inward;
        }

        return node;
    }

    private int DistanceTo(Generator<TYield> inner)
    {
        int distance = 0;
        for (Generator<TYield>? node = this; node is not null && node != inner; node = node.Inward) distance++;
        return distance;
    }
}
