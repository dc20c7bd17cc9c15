using Parley.Engine;

namespace Parley;

public partial class Generator<TYield>
{
    // Asynchronous calls on generators that share an inner may run at the same time, on different threads. So such a call
    // claims the generator that it steps before it reads or writes a link of the chain, and keeps it while it waits. Two
    // claims protect the whole chain: the root's, which AsyncGenerator takes, and that of the generator being stepped,
    // which every other call that goes down this chain comes to. What can't be claimed, a synchronous generator or an
    // enumerable, has only the like below it, and is protected by the claim of the nearest one above it.
    //
    // Going down, a claim that fails is an error, so nobody waits. Going up, from an inner that has ended, a call may find
    // that its delegator is claimed. That can only be by a call that is about to fail because of this one: it waits for
    // that.
    internal partial struct Drive
    {
        /// <summary>Lets other calls step what this one has stepped.</summary>
        internal void LetGo()
        {
            if (_call is null) return;
            _call.Held = _held;
            _held?.Unclaim();
            _held = null;
        }

        // The innermost of the root's chain, if the root knows it and no other call has it.
        private Generator<TYield>? FindKnown()
        {
            if (_call is null) return _root.Innermost;
            if (_root._phase != Phase.Delegating || _call.Held?.TryClaim() == false) return null;
            if (_root.Innermost is { } innermost)
            {
                _held = _call.Held;
                return innermost;
            }

            _call.Held?.Unclaim();
            return null;
        }

        private readonly bool TryClaim(Generator<TYield> generator) =>
            _call is null || generator.Wrapper is not { } wrapper || wrapper.TryClaim();

        private readonly void Unclaim(Generator<TYield> generator)
        {
            if (_call is not null && generator != _root) generator.Wrapper?.Unclaim();
        }

        // From `top` down to `last`; none if `top` is null.
        private readonly void UnclaimAll(Generator<TYield>? top, Generator<TYield> last)
        {
            if (_call is null) return;
            for (Generator<TYield>? node = top; node is not null;)
            {
                Generator<TYield>? next = node == last ? null : node.Inner;
                Unclaim(node);
                node = next;
            }
        }

        private void Hold(Generator<TYield> claimed)
        {
            if (_call is not null && claimed != _root && claimed.Wrapper is { } wrapper) _held = wrapper;
        }

        // On the way down, once `inner`, which is claimed, is linked to `outer`.
        private void HandOver(Generator<TYield> outer, Generator<TYield> inner)
        {
            if (_call is null || inner.Wrapper is not { } wrapper) return;
            _held = wrapper;
            Unclaim(outer);
        }

        // On the way up, before the link from `inner` to `delegator` is cut. Returns what to unclaim after that.
        private AsyncGenerator<TYield>? HoldAbove(Generator<TYield> inner, Generator<TYield> delegator)
        {
            if (_call is null || inner.Wrapper is null) return null;
            AsyncGenerator<TYield>? left = _held;
            _held = delegator == _root ? null : delegator.Wrapper;
            _held?.Claim();
            return left;
        }
    }
}
