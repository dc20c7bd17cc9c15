using System.Diagnostics;
using Parley.Engine;

namespace Parley;

// A generator as part of a chain. A chain has no list of its members, and nothing recurses over them: two links per
// generator are enough, because what each link means depends on where in the chain the generator is.
//
//                           _down                           _up
//   the root                its inner                       its innermost
//   in between              its inner                       its delegator
//   the innermost           the root that last drove it     its delegator
public partial class Generator<TYield>
{
    private Generator<TYield>? _down;
    private Generator<TYield>? _up;
    private Arrival _arrival;              // what becomes of a value sent to the root

    // The generator that this one delegates to, or is about to.
    private Generator<TYield> Inner
    {
        get
        {
            Debug.Assert(_phase is Phase.Delegating or Phase.Entering, "Only a delegating generator has an inner.");
            return _down!;
        }

        set
        {
            Debug.Assert(_phase is Phase.Delegating or Phase.Entering, "Only a delegating generator has an inner.");
            _down = value;
        }
    }

    // The root that drives this generator, or drove it last; null if it is the root itself.
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

    // The innermost of the chain whose root this is; null if it isn't known. A call on any other generator that drives
    // the innermost changes the innermost's phase or root. An asynchronous call reads this before it has claimed the
    // innermost, so what it finds may no longer be so.
    private protected Generator<TYield>? Innermost
    {
        get => _phase == Phase.Delegating && _up is { _phase: Phase.Innermost } node && node._down == this
            ? node
            : null;

        private set
        {
            Debug.Assert(_phase == Phase.Delegating, "Only a delegating generator has an innermost.");
            _up = value;
        }
    }

    // The generator that delegates to this one, in the chain that is being driven.
    private Generator<TYield>? Delegator
    {
        get
        {
            Debug.Assert(_up is not null && _up.InnerOrNull == this, "This isn't the inner of its delegator.");
            return _up;
        }

        set => _up = value;
    }

    private bool IsExecuting => _phase >= Phase.Running;

    // True if a value sent to `root` arrives at the yield that this generator is paused at, or at the one that it is a
    // face of.
    internal bool AwaitsSend(Generator<TYield> root) =>
        _phase != Phase.Delegating && (this == root || (_arrival & Arrival.Muted) == 0);

    // The same for the innermost of a chain, if a step needs to know only that there is a value.
    private protected bool TakesSend => _arrival == Arrival.Plain;

    private void Unlink()
    {
        _down = null;
        _up = null;
    }

    // ---- Walks. State, Current and YieldingFrom may be read at any time, even while another thread drives the chain.
    // So a walk must end whatever the links say, even if it ends in the wrong place.

    private Generator<TYield>? InnerOrNull => _phase == Phase.Delegating ? _down : null;

    // For a delegating generator: true if the generator that is executing now is driven through it.
    private bool IsDriven => FindInnermost() is { IsExecuting: true } innermost && FirstDriven(this, innermost) == this;

    // For a delegating generator: its Current is that of the root that last drove it.
    private TYield? ChainCurrent
    {
        get
        {
            Generator<TYield> node = this;
            while (node._up is { } delegator && delegator.InnerOrNull == node) node = delegator;
            return node._current;
        }
    }

    private Generator<TYield> FindInnermost()
    {
        Generator<TYield> node = this;
        while (node.InnerOrNull is { } inner) node = inner;
        return node;
    }

    // The first generator on the way from `top` to `running` that is also on the way from the root of `running`.
    private static Generator<TYield>? FirstDriven(Generator<TYield> top, Generator<TYield> running)
    {
        Generator<TYield>? node = top;
        Generator<TYield>? driven = running._down ?? running;
        int ahead = driven.DistanceTo(running) - top.DistanceTo(running);
        for (; ahead > 0; ahead--) driven = driven?.InnerOrNull;
        for (; ahead < 0; ahead++) node = node?.InnerOrNull;
        while (node != driven)
        {
            node = node?.InnerOrNull;
            driven = driven?.InnerOrNull;
        }

        return node;
    }

    private int DistanceTo(Generator<TYield> inner)
    {
        int distance = 0;
        for (Generator<TYield>? node = this; node is not null && node != inner; node = node.InnerOrNull) distance++;
        return distance;
    }
}
