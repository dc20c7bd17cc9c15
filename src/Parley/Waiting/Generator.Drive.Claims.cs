namespace Parley;

public partial class Generator<TYield>
{
    // Asynchronous calls on generators that share an inner may run at the same time, on different threads. So such a
    // call claims the generator that it steps before it reads or writes a link of the chain, and keeps it while it
    // waits. Two claims protect the whole chain: the root's, which AsyncGenerator takes, and that of the generator
    // being stepped, which every other call that goes down this chain comes to. What can't be claimed, a synchronous
    // generator or an enumerable, has only the like below it, and is protected by the nearest claim above it.
    //
    // A call goes down claiming, and if another call has the next one, that is an error: of the From, or, if the other
    // call came through that From, of the call. It waits only if it can't tell yet, because the other call is still
    // going down. Going up, a call waits for the delegator: only a call that is about to fail, because of this one, can
    // have it. A root that knows its innermost claims that without going down, and looks again once it has the claim.
    internal partial struct Drive
    {
        /// <summary>Undoes the claims of a call that fails.</summary>
        internal void Unclaim()
        {
            _held?.Unclaim();
            _held = null;
        }

        // At a yield or at the end: lets other calls step what this one has stepped.
        private void LetGo()
        {
            if (_call is null) return;
            _call.Held = _held;
            Unclaim();
        }

        // The innermost of the root's chain, if the root knows it and no other call has it.
        private Generator<TYield>? FindKnown()
        {
            if (_call is null) return _root.Innermost;
            if (_root.Innermost is null) return null; // else the claim might disturb a call of another chain
            AsyncGenerator<TYield>? held = _call.Held;
            if (held?.TryClaim(held.Core._up ?? held.Core) is not null) return null;
            if (_root.Innermost is { } innermost)
            {
                _held = held;
                return innermost;
            }

            held?.Unclaim();
            return null;
        }

        // Claims `inner` for this call, which comes through `outer`. Null if that succeeded, or isn't needed; else what
        // the call that has it came through, which may be this call. If the link says that it is `outer`, and the claim
        // says it isn't, then the other call has yet to set the link or to fail.
        private readonly object? Claim(Generator<TYield> inner, Generator<TYield> outer)
        {
            if (_call is null || inner.Wrapper is not { } wrapper) return null;
            var spin = default(SpinWait);
            while (true)
            {
                object? via = wrapper.TryClaim(outer);
                if (via is null || via == outer || via == (object?)_call || inner._up != outer) return via;
                spin.SpinOnce(sleep1Threshold: -1);
            }
        }

        private readonly void Unclaim(Generator<TYield> generator)
        {
            if (_call is not null && generator != _root) generator.Wrapper?.Unclaim();
        }

        // From `top` down to `last`; none if `top` is null.
        private readonly void Unclaim(Generator<TYield>? top, Generator<TYield> last)
        {
            if (_call is null) return;
            for (Generator<TYield>? node = top; node is not null;)
            {
                Generator<TYield>? next = node == last ? null : node.Inner;
                Unclaim(node);
                node = next;
            }
        }

        // On the way down, once `claimed` is linked to its delegator: that one, if any, is let go of.
        private void Hold(Generator<TYield> claimed, Generator<TYield>? delegator = null)
        {
            if (_call is null || claimed == _root || claimed.Wrapper is not { } wrapper) return;
            _held = wrapper;
            wrapper.Held = null; // it is no longer a root that could know its innermost
            if (delegator is not null) Unclaim(delegator);
        }

        // On the way up, before the link from `inner` to `delegator` is cut. Returns what to let go of after that.
        private AsyncGenerator<TYield>? HoldAbove(Generator<TYield> inner, Generator<TYield> delegator)
        {
            if (inner.Wrapper is null) return null;
            AsyncGenerator<TYield>? left = _held;
            _held = delegator == _root ? null : delegator.Wrapper;
            var spin = default(SpinWait);
            while (_held?.TryClaim(delegator._up!) is not null) spin.SpinOnce(sleep1Threshold: -1);
            return left;
        }
    }
}
