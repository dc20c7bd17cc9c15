using Parley.Engine;
using Parley.Waiting;

namespace Parley;

public partial class Generator<TYield>
{
    // Up the chain, where a From ends and where a chain is closed.
    internal partial struct Drive
    {
        // `inner` has ended, or is a face whose call has failed otherwise. Its delegator continues, with the result,
        // which the From reads, or with an exception.
        private Generator<TYield> Leave(Generator<TYield> inner, out Exception? thrown)
        {
            Generator<TYield> delegator = inner.Delegator!;
            AsyncGenerator<TYield>? left = _call is null ? null : HoldAbove(inner, delegator);
            bool isRefused = inner._phase == Phase.Refused;
            thrown = isRefused ? Raised.Take() : inner.Failure;
            if (isRefused) inner.EndRefusal();
            if (inner == _closing)
            {
                // A generator closes quietly if any exit escapes it, but one from an enumerable's Dispose is a failure.
                if (thrown is null || (thrown is GeneratorExitException && !inner.IsEnumerable && !isRefused))
                {
                    if (thrown is not null) inner.ForgetFailure();
                    thrown = delegator == _root ? _exit : Raised.ExitMark;
                }
                else if (inner.IsEnumerable && _exit != Raised.ExitMark && Errors.IsIgnoredExit(thrown))
                {
                    thrown = Errors.IgnoredExit(_exit);
                }

                CloseNext(delegator);
            }

            inner.Unlink();
            if (delegator == _root) _root.Innermost = null;
            left?.Unclaim();
            return delegator;
        }

        // The generator being closed ignored the exit and yielded, in `node`. It is no longer anyone's inner.
        private Generator<TYield> Abandon(Generator<TYield> node)
        {
            Generator<TYield> ignoring = _closing!;
            Generator<TYield> delegator = ignoring.Delegator!;
            AsyncGenerator<TYield>? left = _call is null ? null : HoldAbove(ignoring, delegator);
            CloseNext(delegator);
            if (delegator == _root) _root.Innermost = null;
            ignoring.Delegator = null;
            PauseIgnoring(ignoring, node);
            left?.Unclaim();
            return delegator;
        }

        private void BeginClose(Generator<TYield> innermost, Exception exit)
        {
            _closing = innermost;
            _exit = exit;
        }

        // An exit thrown into the root doesn't close it: there the exit is an exception like any other.
        private void CloseNext(Generator<TYield> delegator) =>
            _closing = delegator == _root && _exit != Raised.ExitMark ? null : delegator;

        // After its From, the body of `delegator` continues in the contexts that it belongs in; false if it must go
        // elsewhere for them. A synchronous inner's changes to the contexts are its delegator's, too.
        private bool TryReturn(Generator<TYield> inner, Generator<TYield> delegator, Exception? thrown)
        {
            if (_call is null || !inner.IsAsync) return true;
            if (_call.FromContexts.TryReturn((AsyncBox)delegator._box!, inner.StaysInPlace)) return true;
            delegator._phase = Phase.Waiting;
            delegator.Root = _root;
            Waiting = delegator;
            Thrown = thrown;
            return false;
        }
    }
}
