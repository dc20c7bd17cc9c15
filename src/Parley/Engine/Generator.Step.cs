using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Parley.Bodies;
using Parley.CompilerServices;
using Parley.Engine;
using Parley.Waiting;

namespace Parley;

// Where a step is taken: from a call, down to the innermost generator, and back with what that yields or ends with.
//
// Generators that delegate form a chain: the root, which somebody calls, ... its innermost, whose body runs. Nothing
// here recurses over it: a root knows its innermost and steps that at once, and only where a From begins or ends does
// the driver go one link down or up. Each generator has two links, whose meaning depends on where it stands in the
// chain.
public partial class Generator<TYield> : IBodyOwner, IDebugView
{
    // Stands for "a new GeneratorExitException, if the body could notice one". Never thrown.
    private static readonly GeneratorExitException s_exit = new();

    internal Box? _box;                                // null: what the body returned was nobody's to run
    private Generator<TYield>? _innerOrRoot;           // delegating: its inner; else the root that drives it, or null
    private Generator<TYield>? _innermostOrDelegator;  // of a root: its innermost; else the one that delegates to it
    internal TYield? _current;
    internal Phase _phase;
    private protected bool _takesSends;
    private protected bool _returned;
    private bool _muted;                               // what is sent to the root is an advance here

    internal Exception? Failure => (_box as EndedBox)?.Failure;

    internal virtual Type? SendType => null;

    internal virtual object? BoxedResult => null;

    // What was passed to From, where that isn't this generator itself.
    internal virtual object Handle => this;

    // True if it stands for an enumerable, which has no exits and ends of its own.
    internal virtual bool IsEnumerable => false;

    // True if its body may wait.
    internal virtual bool IsAsync => false;

    private bool IsExecuting => _phase >= Phase.Running;

    private Generator<TYield>? Inner => _phase == Phase.Delegating && !IsDriven ? _innerOrRoot : null;

    // Of one that delegates: whether what executes now is driven through it.
    private bool IsDriven => FindInnermost() is { IsExecuting: true } innermost && FirstDriven(this, innermost) == this;

    // Of a root that was the last to drive its chain: where that stands. Whoever else drives the innermost, or anything
    // between, leaves another mark there.
    private protected Generator<TYield>? Innermost =>
        _phase == Phase.Delegating
        && _innermostOrDelegator is { _phase: Phase.Innermost } node
        && node._innerOrRoot == this
            ? node
            : null;

    // Of one that delegates: what it handed out is what the root that last drove it did.
    private TYield? ChainCurrent
    {
        get
        {
            Generator<TYield> node = this;
            while (node._innermostOrDelegator is { _phase: Phase.Delegating } delegator
                && delegator._innerOrRoot == node)
            {
                node = delegator;
            }

            return node._current;
        }
    }

    private protected void Attach(Box? box)
    {
        if (box is not { Owner: null }) return; // the first advance says so
        box.Owner = this;
        _box = box;
    }

    // ---- Calls ----

    // The step: resumes the body of `node`, this generator or the innermost of its chain, which stands at its own
    // yield. True if that yielded; else AfterStep says how it went on. At every depth this is all there is to a step.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected bool Step(Generator<TYield> node)
    {
        node._phase = Phase.Running;
        node._box!.Step();
        if (node._phase != Phase.Running) return false;
        if (node == this)
        {
            _phase = Phase.Suspended;
        }
        else
        {
            node._phase = Phase.Innermost;
            _current = node._current;
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private protected bool AfterStep(Generator<TYield> node)
    {
        Drive drive = default;
        return Conclude(Settle(node, ref drive));
    }

    // The rest of MoveNext: not at its own yield, or not known to be its own driver.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Advance() =>
        Innermost is { } innermost ? Step(innermost) || AfterStep(innermost) : AdvanceFurther();

    // By itself, as a Drive is cleared where a method begins, and a step needs none.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool AdvanceFurther()
    {
        Drive drive = default;
        return Conclude(Advance(ref drive));
    }

    internal Outcome Advance(ref Drive drive)
    {
        if ((_phase == Phase.Suspended ? this : Innermost) is { } paused)
        {
            return Step(paused) ? Outcome.Yielded : Settle(paused, ref drive);
        }

        if (_phase == Phase.Closed) return Outcome.Over;
        if (_phase == Phase.Created && _box is null) throw Errors.NotAnAsyncBody();
        Generator<TYield> node = Reach(out Exception? error);
        return Run(node, error, ref drive);
    }

    internal Outcome RaiseInside(Exception exception, ref Drive drive)
    {
        if (_phase == Phase.Created) End(exception);
        if (_phase == Phase.Closed) Errors.Raise(exception);
        Generator<TYield> node = Reach(out Exception? error, closes: exception is GeneratorExitException);

        // An exit closes the chain below this generator, then is raised here. Anything else is raised in the innermost.
        if (exception is GeneratorExitException && node != this)
        {
            drive.Close(node, exception);
            exception = s_exit;
        }

        // An inner that has ended gives an end thrown into it back, and so its delegator takes that as the inner's.
        bool passes = exception is StopIterationException && node._phase == Phase.Delegating;
        return Run(node, error ?? (passes ? null : exception), ref drive);
    }

    // Yielded if the body ignored the exit.
    internal Outcome CloseChain(ref Drive drive)
    {
        // Nothing in its body could notice: it isn't driven, only dropped.
        if (_phase == Phase.Created || (_phase == Phase.Suspended && !_box!.Catches))
        {
            End(null);
            Unlink();
        }

        if (_phase == Phase.Closed) return Outcome.Over;
        Generator<TYield> node = Reach(out Exception? error, closes: true);
        drive.Close(node, s_exit);
        return Run(node, error ?? s_exit, ref drive);
    }

    internal Outcome Run(Generator<TYield> node, Exception? thrown, ref Drive drive)
    {
        node.Resume(this, thrown);
        return Settle(node, ref drive);
    }

    private protected bool Conclude(Outcome outcome)
    {
        if (outcome == Outcome.Ended && Failure is { } failure) Errors.Raise(failure);
        return outcome == Outcome.Yielded;
    }

    // ---- The driver: this is the root ----

    // After a step of `node`: goes on until a value leaves the chain, the root has ended, or, asynchronously, a body
    // waits for a task or is to go on in another place.
    internal Outcome Settle(Generator<TYield> node, ref Drive drive)
    {
        while (true)
        {
            Generator<TYield> inner;
            Exception? thrown = null;
            switch (node._phase)
            {
                case Phase.Running when drive.Level is null || drive.Level == this:
                    PauseAt(node, ref drive);
                    return Outcome.Yielded;

                case Phase.Running: // what is being closed, below the root, yielded: that is an error for its delegator
                    inner = drive.Level!;
                    node = Abandon(node, ref drive);
                    thrown = Errors.IgnoredExit();
                    if (!IsBack(inner, node, thrown, ref drive)) return Outcome.Elsewhere;
                    break;

                case Phase.Closed when node == this:
                    Unlink();
                    if (drive.Exit == s_exit && Failure is GeneratorExitException) ForgetFailure();
                    return Outcome.Ended;

                case Phase.Closed:
                    inner = node;
                    node = Leave(inner, out thrown, ref drive);
                    if (!IsBack(inner, node, thrown, ref drive)) return Outcome.Elsewhere;
                    break;

                case Phase.Entering:
                    node = Enter(node, out thrown, ref drive);
                    break;

                case Phase.Again:
                    break;

                case Phase.Waiting:
                    drive.Waiting = node;
                    return Outcome.Waiting;

                default:
                    throw new UnreachableException();
            }

            node.Resume(this, thrown);
        }
    }

    // Runs this body on: with what was sent, or with an exception at its yield.
    private void Resume(Generator<TYield> root, Exception? thrown)
    {
        _innerOrRoot = root == this ? null : root;
        if (thrown is null)
        {
            _phase = Phase.Running;
        }
        else if (!_box!.Catches)
        {
            // Nothing in the body could notice: the same end, without the cost of a throw.
            if (thrown == s_exit) End(null);
            else Fail(thrown);
            return;
        }
        else if (thrown == s_exit)
        {
            _phase = Phase.Exiting;
        }
        else
        {
            Raised.Put(thrown);
            _phase = Phase.Throwing;
        }

        _box!.Step();
    }

    private void PauseAt(Generator<TYield> node, ref Drive drive)
    {
        if (node == this)
        {
            _phase = Phase.Suspended;
        }
        else
        {
            node._phase = Phase.Innermost;
            _innermostOrDelegator = node;
            _current = node._current;
        }

        if (drive.Level is not null) _current = drive.Current; // an ignored exit hands nothing out
    }

    // `outer` awaited a From: what to resume next.
    private Generator<TYield> Enter(Generator<TYield> outer, out Exception? thrown, ref Drive drive)
    {
        Generator<TYield> inner = outer._innerOrRoot!;
        Generator<TYield> node = inner;
        thrown = null;
        if (inner is not { _phase: Phase.Created, _box: not null })
        {
            node = EnterStarted(outer, inner, out thrown);
            if (node == outer) return outer;
        }

        outer._phase = Phase.Delegating;
        Link(outer, inner);
        if (drive.Async is { } call) KeepContexts(call, outer, node);
        return node;
    }

    // The same, of an inner that has been driven before. The outer itself if that can't be resumed.
    private Generator<TYield> EnterStarted(Generator<TYield> outer, Generator<TYield> inner, out Exception? thrown)
    {
        outer._innerOrRoot = outer == this ? null : this;
        outer._phase = Phase.Running; // until it is known that the inner one isn't
        thrown = null;
        if (inner._phase == Phase.Closed) return outer;
        if (inner._phase == Phase.Created)
        {
            thrown = Errors.NotAnAsyncBody();
            return outer;
        }

        if (ReachDown(inner, out thrown) is not { } node)
        {
            thrown = inner.AlreadyExecuting();
            return outer;
        }

        outer._innerOrRoot = inner;
        return node;
    }

    // All that are resumed through this From go on behind theirs as it does. One with a synchronous inner goes on as
    // that leaves it.
    private static void KeepContexts(AsyncGenerator<TYield> call, Generator<TYield> outer, Generator<TYield> innermost)
    {
        for (Generator<TYield> level = outer; level != innermost; level = level._innerOrRoot!)
        {
            if (level._innerOrRoot!.IsAsync) call.Contexts.Keep((AsyncBox)level._box!);
        }
    }

    // `inner` has ended: its delegator goes on, with the result, which the From reads, or with an exception.
    private Generator<TYield> Leave(Generator<TYield> inner, out Exception? thrown, ref Drive drive)
    {
        Generator<TYield> delegator = inner._innermostOrDelegator!;
        thrown = inner.Failure;
        if (inner == drive.Level)
        {
            // A generator that leaves with any exit is closed quietly; an exit out of an enumerable's Dispose is a
            // failure.
            if (thrown is null || (thrown is GeneratorExitException && !inner.IsEnumerable))
            {
                inner.ForgetFailure();
                thrown = delegator == this ? drive.Exit : s_exit;
            }

            drive.Up(delegator, this);
        }

        inner.Unlink();
        if (delegator == this) _innermostOrDelegator = null;
        return delegator;
    }

    // A body goes on behind its From where it was; false if that isn't here. What a synchronous inner does to the
    // contexts is done to its delegator's.
    private bool IsBack(Generator<TYield> inner, Generator<TYield> delegator, Exception? thrown, ref Drive drive)
    {
        if (drive.Async is not { } call || !inner.IsAsync) return true;
        if (call.Contexts.TryReturn((AsyncBox)delegator._box!)) return true;
        delegator._innerOrRoot = delegator == this ? null : this;
        delegator._phase = Phase.Waiting;
        drive.Waiting = delegator;
        drive.Thrown = thrown;
        return false;
    }

    // What is being closed stays suspended where it ignored the exit, and is nobody's inner any more.
    private Generator<TYield> Abandon(Generator<TYield> node, ref Drive drive)
    {
        Generator<TYield> level = drive.Level!;
        Generator<TYield> delegator = level._innermostOrDelegator!;
        level._current = drive.Current;
        node._phase = Phase.Suspended;
        node._innerOrRoot = null;
        level._innermostOrDelegator = null;
        drive.Up(delegator, this);
        if (delegator == this) _innermostOrDelegator = null;
        return delegator;
    }

    // ---- The chain ----

    // What a call resumes: this generator, or the innermost of its chain.
    private protected Generator<TYield> Reach(out Exception? error, bool closes = false)
    {
        error = null;
        if (IsExecuting) throw AlreadyExecuting();
        if (_phase != Phase.Delegating) return this;

        Generator<TYield>? known = closes ? null : Innermost; // a close goes through every level in any case
        return known ?? ReachDown(this, out error) ?? throw AlreadyExecuting();
    }

    // Walks down from `top`, linking what it passes to this root. Null if `top` is executing. If something below it is,
    // the one that delegates to that is returned, to have the error raised at its From.
    private Generator<TYield>? ReachDown(Generator<TYield> top, out Exception? error)
    {
        error = null;
        Generator<TYield> last = top.FindInnermost();
        if (last.IsExecuting)
        {
            last = FirstDriven(top, last)!;
            if (last == top) return null;
            error = last.AlreadyExecuting();
        }

        Generator<TYield> node = top;
        node._current = node.Current; // what it has handed out can't be told from its links any more
        while (node != last)
        {
            Generator<TYield> inner = node._innerOrRoot!;
            bool handsOn = inner._phase == Phase.Delegating && inner._innermostOrDelegator == node;
            inner._current = handsOn ? node._current : inner.Current;

            // An inner that somebody else has finished is passed: its delegator goes on behind the From.
            if (inner == last && (error is not null || last._phase == Phase.Closed)) break;
            Link(node, inner);
            node = inner;
        }

        return node;
    }

    // The walks below end, if not where they should, also while another thread is driving the chain: State may be read
    // at any time.
    private Generator<TYield>? Inward => _phase == Phase.Delegating ? _innerOrRoot : null;

    private Generator<TYield> FindInnermost()
    {
        Generator<TYield> node = this;
        while (node.Inward is { } inner) node = inner;
        return node;
    }

    // The first on the way from `top` to `running` that is driven by what drives `running`.
    private static Generator<TYield>? FirstDriven(Generator<TYield> top, Generator<TYield> running)
    {
        Generator<TYield>? node = top;
        Generator<TYield>? driven = running._innerOrRoot ?? running;
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

    private void Link(Generator<TYield> outer, Generator<TYield> inner)
    {
        inner._innermostOrDelegator = outer;
        inner._muted = (outer != this && outer._muted) || !outer._takesSends || !inner._takesSends;
    }

    private void Unlink()
    {
        _innerOrRoot = null;
        _innermostOrDelegator = null;
    }

    // True if a value sent to `root` arrives at the yield that this one is paused at.
    internal bool AwaitsSend(Generator<TYield> root) =>
        _phase != Phase.Delegating && (this == root || !_muted);

    // ---- What the body calls ----

    private protected void HandOut(TYield value)
    {
        if (_phase != Phase.Running) throw Errors.NotInItsBody();
        _current = value;
    }

    internal void DelegateTo(Generator<TYield> inner)
    {
        _innerOrRoot = inner;
        _phase = Phase.Entering;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Resumed()
    {
        // Thrown from here, as each frame more costs a throw 0.2 µs. Only what was thrown in can have a trace to keep.
        if (_phase == Phase.Running) return;
        if (_phase == Phase.Throwing) TakeRaised().Throw();
        throw Interruption();
    }

    private ExceptionDispatchInfo TakeRaised()
    {
        _phase = Phase.Running;
        return Raised.Take();
    }

    private Exception Interruption()
    {
        bool exits = _phase == Phase.Exiting;
        if (_phase is Phase.Exiting or Phase.Misplaced) _phase = Phase.Running;
        return exits ? new GeneratorExitException() : Errors.NotInItsBody();
    }

    // Its yield was awaited by the body in another generator's box. Throwing here would skip that body's finally
    // blocks, as its state machine counts as suspended: it is resumed instead, and the awaiter throws.
    internal void Misplaced(Box box)
    {
        if (_phase == Phase.Running) _phase = Phase.Misplaced;
        box.Owner!.Again();
    }

    // The same, by a method of another kind.
    internal void Misplaced(Action continuation)
    {
        if (_phase == Phase.Running) _phase = Phase.Misplaced;
        continuation();
        if (_phase == Phase.Misplaced) _phase = Phase.Running;
    }

    void IBodyOwner.Again() => _phase = Phase.Again;

    void IBodyOwner.Wait() => _phase = Phase.Waiting;

    void IBodyOwner.GoOn() => _phase = Phase.Running;

    void IBodyOwner.Return()
    {
        _returned = true;
        End(null);
    }

    void IBodyOwner.Fail(Exception exception) => Fail(exception);

    private void Fail(Exception exception) => End(
        exception is StopIterationException stop && !IsEnumerable
            ? Errors.RaisedStopIteration(stop)
            : exception);

    internal void End(Exception? failure)
    {
        _phase = Phase.Closed;
        _current = default;
        _box = _box?.End(failure);
    }

    private InvalidOperationException AlreadyExecuting() =>
        _box is AsyncBox ? Errors.AlreadyRunning() : Errors.AlreadyExecuting();

    private void ForgetFailure() => _box = _box?.End(null);

    // ---- Debuggers ----

    string? IDebugView.Body => _box?.BodyName;

    object? IDebugView.Current => Current;

    object? IDebugView.Result => BoxedResult;

    /// <summary>What a call has to remember from step to step, if it closes or waits.</summary>
    internal struct Drive
    {
        /// <summary>The generator that is being closed now, of a chain that is closed from its innermost up; else
        /// null.</summary>
        internal Generator<TYield>? Level { get; private set; }

        /// <summary>What that one had handed out before.</summary>
        internal TYield? Current { get; private set; }

        /// <summary>What is raised at the root once all below it is closed: an exit of its own, or one thrown
        /// in.</summary>
        internal Exception? Exit { get; private set; }

        /// <summary>The asynchronous generator that is called; null if the call is a synchronous one.</summary>
        internal AsyncGenerator<TYield>? Async { get; init; }

        /// <summary>The generator whose body waits for a task, or goes on elsewhere; null if none does.</summary>
        internal Generator<TYield>? Waiting { get; set; }

        /// <summary>What is raised where that goes on elsewhere; null if nothing is.</summary>
        internal Exception? Thrown { get; set; }

        /// <summary>Begins a close, at <paramref name="level"/>.</summary>
        internal void Close(Generator<TYield> level, Exception exit)
        {
            Level = level;
            Current = level._current;
            Exit = exit;
        }

        /// <summary>Goes one level up. A root that an exit is thrown into isn't closed: the rest is as with any
        /// exception.</summary>
        internal void Up(Generator<TYield> delegator, Generator<TYield> root)
        {
            Level = delegator == root && Exit != s_exit ? null : delegator;
            Current = delegator._current;
        }
    }
}
