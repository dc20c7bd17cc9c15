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
        internal readonly Generator<TYield> FindPaused(out Exception? error, bool closes = false)
        {
            error = null;
            if (_root.IsExecuting) throw _root.AlreadyExecuting();
            if (_root._phase != Phase.Delegating) return _root;

            Generator<TYield>? known = closes ? null : _root.Innermost; // a close goes through every level anyway
            return known ?? LinkDown(_root, out error) ?? throw _root.AlreadyExecuting();
        }

        // Enters the From that `outer` awaits and returns the generator to resume next.
        private readonly Generator<TYield> Enter(Generator<TYield> outer, out Exception? thrown)
        {
            Generator<TYield> inner = outer.Inner;
            Generator<TYield> node = inner;
            thrown = null;
            if (inner is not { _phase: Phase.Created, _box: not null })
            {
                node = EnterStarted(outer, inner, out thrown);
                if (node == outer) return outer;
            }

            outer._phase = Phase.Delegating;
            Link(outer, inner);
            if (_call is not null) KeepContexts(outer, node);
            return node;
        }

        // The same if the inner has been driven before or has no body. Returns `outer` if the inner can't be resumed.
        private readonly Generator<TYield> EnterStarted(
            Generator<TYield> outer, Generator<TYield> inner, out Exception? thrown)
        {
            thrown = null;
            outer._phase = Phase.Running; // `outer` may be below `inner`: LinkDown then finds it executing
            outer.Root = _root;
            if (inner._phase == Phase.Closed) return outer;
            if (inner._phase == Phase.Created)
            {
                thrown = Errors.NotAnAsyncBody();
                return outer;
            }

            if (LinkDown(inner, out thrown) is not { } node)
            {
                thrown = inner.AlreadyExecuting();
                return outer;
            }

            outer._phase = Phase.Entering;
            outer.Inner = inner;
            return node;
        }

        // Walks down from `top`, linking each generator to its delegator for this call, and returns the one to resume.
        // Null if `top` itself is executing.
        private readonly Generator<TYield>? LinkDown(Generator<TYield> top, out Exception? error)
        {
            error = null;
            Generator<TYield> last = top.FindInnermost();
            if (last.IsExecuting)
            {
                last = FirstDriven(top, last) ?? top; // null only if another thread is driving the chain
                if (last == top) return null;
                error = last.AlreadyExecuting();
            }

            Generator<TYield> node = top;
            node._current = node.Current; // read now: the new links won't lead to it
            while (node != last)
            {
                Generator<TYield> inner = node.Inner;
                bool handsOn = inner._phase == Phase.Delegating && inner._up == node;
                inner._current = handsOn ? node._current : inner.Current;

                // An inner that was finished by another call is skipped: its delegator continues after the From.
                if (inner == last && (error is not null || last._phase == Phase.Closed)) break;
                Link(node, inner);
                node = inner;
            }

            return node;
        }

        private readonly void Link(Generator<TYield> outer, Generator<TYield> inner)
        {
            inner.Delegator = outer;
            inner._muted = (outer != _root && outer._muted) || !outer._takesSends || !inner._takesSends;
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
