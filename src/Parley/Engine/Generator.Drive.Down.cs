using Parley.Engine;
using Parley.Waiting;

namespace Parley;

public partial class Generator<TYield>
{
    // Down the chain, where a call comes in and where a From begins.
    internal partial struct Drive
    {
        // Finds the generator that a call resumes: the root, or the innermost of its chain. If one in between is
        // executing, returns that one's delegator, with the error to raise at its From.
        internal Generator<TYield> FindPaused(out Exception? error, bool closes = false)
        {
            error = null;
            if (_root.IsExecuting) throw _root.AlreadyExecuting();
            if (_root._phase != Phase.Delegating)
            {
                _root.Delegator = null; // it isn't driven through another one any more, and mustn't keep it
                return _root;
            }

            Generator<TYield>? known = closes ? null : FindKnown(); // a close goes through every level anyway
            return known ?? LinkDown(_root, closes, out error) ?? throw error!;
        }

        // Enters the From that `outer` awaits and returns the generator to resume next.
        private Generator<TYield> Enter(Generator<TYield> outer, out Exception? thrown)
        {
            Generator<TYield> inner = outer.Inner;
            if (_call is not null || inner is not { _phase: Phase.Created, _box: not null })
            {
                return EnterStarted(outer, inner, out thrown);
            }

            thrown = null;
            Delegate(outer, inner);
            return inner;
        }

        // The same if the inner must be claimed, has been driven before, or has no body. Returns `outer` if the inner
        // can't be resumed.
        private Generator<TYield> EnterStarted(
            Generator<TYield> outer, Generator<TYield> inner, out Exception? thrown)
        {
            thrown = null;
            outer._phase = Phase.Running; // `outer` may be below `inner`: LinkDown then finds it executing
            outer.Root = _root;
            AsyncGenerator<TYield>? left = _held;
            if (Claim(inner, outer) is not null)
            {
                thrown = inner.AlreadyExecuting();
                return outer;
            }

            if (inner._phase == Phase.Closed || (inner._phase == Phase.Created && inner._box is null))
            {
                if (inner._phase == Phase.Created) thrown = Errors.NotAnAsyncBody();
                Unclaim(inner);
                return outer;
            }

            if (LinkDown(inner, _closing is not null, out thrown) is not { } node) return outer;
            outer._phase = Phase.Entering;
            outer.Inner = inner;
            Delegate(outer, inner);
            if (_call is not null) KeepContexts(outer, node);
            if (_held != left) left?.Unclaim();
            return node;
        }

        private readonly void Delegate(Generator<TYield> outer, Generator<TYield> inner)
        {
            outer._phase = Phase.Delegating;
            if (outer != _root && _closing is null) outer._current = default; // its Current is now the root's
            Link(outer, inner);
        }

        // Walks down from `top`, linking each generator to its delegator for this call, and returns the one to resume:
        // the last one, or, if a call is driving a part of the chain, the delegator of that part, with the error to
        // raise at its From. Null, with that error, if the part begins with `top`.
        private Generator<TYield>? LinkDown(Generator<TYield> top, bool closes, out Exception? error)
        {
            if (FindLast(top, out error) is not { } last) return null;
            Generator<TYield> node = top;
            Hold(top);

            // Read now, because the new links won't lead to it. Only the root's is needed, and in a close, all of them.
            if (top._phase == Phase.Delegating) top._current = closes || top == _root ? top.ChainCurrent : default;
            top.Delegator = null;
            while (node != last)
            {
                Generator<TYield> inner = node.Inner;
                if (inner._phase == Phase.Delegating)
                {
                    inner._current = !closes ? default : inner._up == node ? node._current : inner.ChainCurrent;
                }

                Link(node, inner);
                Hold(inner, node);
                node = inner;
            }

            return node;
        }

        // Finds the last generator of the chain below `top`. An asynchronous call claims all on the way.
        private readonly Generator<TYield>? FindLast(Generator<TYield> top, out Exception? error)
        {
            Generator<TYield>? above = null;
            Generator<TYield>? free = null; // the last one whose inner isn't driven through it
            Generator<TYield> node = top;
            while (node.InnerOrNull is { } inner)
            {
                object? via = Claim(inner, node);
                if (via != node && inner._up != node) free = node;
                if (via is not null) break;
                above = node;
                node = inner;
            }

            if (node.InnerOrNull is not null || node.IsExecuting)
            {
                // What is above that part stays claimed, for LinkDown.
                error = (free?.Inner ?? top).AlreadyExecuting();
                Unclaim(free is null ? top : free == node ? null : free.Inner, node);
                return free;
            }

            error = null;
            if (node._phase != Phase.Closed || above is null) return node;

            // It was finished by another call: its delegator continues after the From.
            Unclaim(node);
            return above;
        }

        private readonly void Link(Generator<TYield> outer, Generator<TYield> inner)
        {
            inner.Delegator = outer;
            bool muted = (outer != _root && (outer._arrival & Arrival.Muted) != 0) ||
                !outer._takesSends || !inner._takesSends;
            inner._arrival = (inner._arrival & ~Arrival.Muted) | (muted ? Arrival.Muted : Arrival.Plain);
        }

        // The bodies from `outer` down to `innermost` are to continue after their Froms in the current contexts. A body
        // with a synchronous inner continues in whatever contexts the inner leaves behind.
        private readonly void KeepContexts(Generator<TYield> outer, Generator<TYield> innermost)
        {
            for (Generator<TYield> level = outer; level != innermost; level = level.Inner)
            {
                if (level.Inner.IsAsync) _call!.FromContexts.Keep((AsyncBox)level._box!);
            }
        }
    }
}
