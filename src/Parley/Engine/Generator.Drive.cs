using System.Diagnostics;
using System.Runtime.CompilerServices;
using Parley.Engine;

namespace Parley;

public partial class Generator<TYield>
{
    /// <summary>
    /// A call on <paramref name="root"/> that takes more than a step: a From begins or ends, an exception is raised,
    /// the chain is closed, or a body waits. It loops, going one link down the chain where a From begins and one up
    /// where an inner ends.
    /// </summary>
    /// <param name="root">The generator that is called.</param>
    /// <param name="call">The generator that wraps the root, if the call is asynchronous.</param>
    [DebuggerStepThrough, StackTraceHidden]
    internal partial struct Drive(Generator<TYield> root, AsyncGenerator<TYield>? call = null)
    {
        private readonly Generator<TYield> _root = root;
        private readonly AsyncGenerator<TYield>? _call = call;

        // For an asynchronous call: what it has claimed; null if that is only the root.
        private AsyncGenerator<TYield>? _held;

        // While the chain is being closed, from its innermost up:
        private Generator<TYield>? _closing;  // the generator to close now
        private TYield? _before;              // the Current that the body resumed last had before
        private Exception? _exit;             // raised at the root once all below it are closed

        /// <summary>The generator whose body waits, or is to continue elsewhere.</summary>
        internal Generator<TYield>? Waiting { get; private set; }

        /// <summary>The exception to raise in the body that is to continue elsewhere, if any.</summary>
        internal Exception? Thrown { get; private set; }

        internal Outcome Advance()
        {
            if ((_root._phase == Phase.Suspended ? _root : FindKnown()) is { } paused)
            {
                if (!_root.Step(paused)) return Continue(paused);
                LetGo();
                return Outcome.Yielded;
            }

            if (_root.IsFace) _root.Arrive<object>("next", null);
            if (_root._phase == Phase.Closed) return Outcome.AlreadyEnded;
            if (_root._phase == Phase.Created && _root._box is null) throw Errors.NotAnAsyncBody();
            Generator<TYield> node = FindPaused(out Exception? error);
            return Resume(node, error);
        }

        internal Outcome Raise(Exception exception)
        {
            if (exception is null) throw _root.NullException();
            Raised.Receive(exception, null);
            if (_root.IsFace) _root.Arrive("throw", exception);
            else if (_root._phase == Phase.Created) _root.End(exception);
            if (_root._phase == Phase.Closed) Raised.Throw(exception);
            Generator<TYield> node = FindPaused(out Exception? error, closes: exception is GeneratorExitException);

            // An exit closes the chain below the root and is then raised at the root. Anything else is raised in the
            // innermost.
            if (exception is GeneratorExitException && node != _root)
            {
                BeginClose(node, exception);
                exception = Raised.ExitMark;
            }

            // At a From whose inner has already ended, a StopIteration thrown in counts as the inner's end.
            bool passes = exception is StopIterationException && node._phase == Phase.Delegating;
            return Resume(node, error ?? (passes ? null : exception));
        }

        /// <summary>Closes the chain. <see cref="Outcome.Yielded"/> means that the body ignored the exit.</summary>
        internal Outcome Close()
        {
            if (_root.IsFace) _root.Arrive<object>("close", null);
            if (_root.TryDrop() || _root._phase == Phase.Closed) return Outcome.AlreadyEnded;
            if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw Errors.StackRunsOut();
            Generator<TYield> node = FindPaused(out Exception? error, closes: true);
            BeginClose(node, Raised.ExitMark);
            return Resume(node, error ?? Raised.ExitMark);
        }

        /// <summary>Continues after the root, alone, was resumed to leave.</summary>
        /// <param name="before">The value that was current before.</param>
        internal Outcome ContinueClose(TYield? before)
        {
            BeginClose(_root, Raised.ExitMark);
            _before = before;
            return Continue(_root);
        }

        internal Outcome Resume(Generator<TYield> node, Exception? thrown)
        {
            ResumeBody(node, thrown);
            return Continue(node);
        }

        /// <summary>
        /// Continues after a step of <paramref name="node"/> until a value leaves the chain, the root has ended, or a
        /// body waits for a task or is to continue elsewhere.
        /// </summary>
        internal Outcome Continue(Generator<TYield> node)
        {
            Generator<TYield> root = _root;
            while (true)
            {
                Generator<TYield> inner;
                Exception? thrown = null;
                switch (node._phase)
                {
                    case Phase.Running when _closing is null:
                        Pause(node);
                        return Outcome.Yielded;

                    case Phase.Running when _closing == root: // it ignored the exit: an error for the caller
                        PauseIgnoring(root, node);
                        LetGo();
                        return Outcome.Yielded;

                    case Phase.Running: // the one being closed ignored the exit: an error for its delegator
                        inner = _closing;
                        node = Abandon(node);
                        thrown = Errors.IgnoredExit(_exit == Raised.ExitMark ? null : _exit);
                        if (!TryReturn(inner, node, thrown)) return Outcome.Elsewhere;
                        break;

                    case Phase.Closed when node == root:
                        root.Unlink();
                        LetGo();
                        if (_exit == Raised.ExitMark && root.Failure is GeneratorExitException) root.ForgetFailure();
                        return Outcome.Ended;

                    case Phase.Closed or Phase.Refused:
                        inner = node;
                        node = Leave(inner, out thrown);
                        if (!TryReturn(inner, node, thrown)) return Outcome.Elsewhere;
                        break;

                    case Phase.Entering:
                        node = Enter(node, out thrown);
                        break;

                    case Phase.Again:
                        break;

                    case Phase.Waiting:
                        ForgetCurrent(node);
                        Waiting = node;
                        return Outcome.Waiting;

                    default:
                        throw new UnreachableException();
                }

                ResumeBody(node, thrown);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void ResumeBody(Generator<TYield> node, Exception? thrown)
        {
            if (_closing is not null) _before = node._current;
            node.Resume(_root, thrown);
        }

        private void Pause(Generator<TYield> node)
        {
            if (node == _root)
            {
                node._phase = node.OwnPause;
            }
            else
            {
                node._phase = Phase.Innermost;
                _root.Innermost = node;
                _root._current = node._current;
            }

            LetGo();
        }

        // `ignoring`, which was to be closed, yielded in `node`: it stays suspended there. The value isn't handed out,
        // so every Current is what it was. Its inner isn't linked to it, as that would change the inner's Current.
        private readonly void PauseIgnoring(Generator<TYield> ignoring, Generator<TYield> node)
        {
            node._current = _before;
            node._phase = node == ignoring ? node.OwnPause : Phase.Innermost;
            node.Root = null;
            if (node != ignoring) ignoring.Inner.Delegator = null;
        }

        // While a body waits, nobody keeps the last value, except that a close may have to restore it.
        private readonly void ForgetCurrent(Generator<TYield> waiting)
        {
            if (_closing is not null) return;
            waiting._current = default;
            _root._current = default;
        }
    }
}
