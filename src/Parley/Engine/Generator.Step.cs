using System.Runtime.CompilerServices;
using Parley.CompilerServices;
using Parley.Engine;

namespace Parley;

// The step. The generator that is called is the root of a chain: it, the one it delegates to, and so on. If the root
// knows the last of them, the innermost, it resumes that body directly: at any depth, Step is all there is to a step.
// Everything else (a From begins or ends, an exception is raised, a body waits) is left to a Drive.
public partial class Generator<TYield>
{
    internal Resumable? _box;              // null only if there is no body to run: see Attach
    internal TYield? _current;
    internal Phase _phase;
    private protected bool _takesSends;    // true of an enumerable, too: it refuses them
    private protected bool _returned;      // the body ran to its end

    // Resumes the body of `node`: this generator, or the innermost of its chain, paused at its own yield. Those above
    // `node` stay Delegating. True if the body yielded, which leaves its phase at Running; otherwise, the phase says
    // what happened, and the caller has to call ContinueAfter.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected bool Step(Generator<TYield> node)
    {
        node._phase = Phase.Running;
        node._box!.RunBody();
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

    // A step of a generator that is paused at its own yield, and last driven by its own caller.
    private protected virtual bool MoveStep() => Step(this) || ContinueAfter(this);

    // Deals with a Step that returned false. True if the chain yields a value after all. One that has ended by itself
    // needs no Drive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private protected bool ContinueAfter(Generator<TYield> node)
    {
        if (node != this || _phase != Phase.Closed || Failure is not null) return DriveOn(node);
        Unlink();
        return false;
    }

    // The rest of MoveNext, for every phase but Suspended: starts a new generator, steps the innermost if it is known,
    // or else takes a Drive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Advance()
    {
        if (_phase == Phase.Created && _box is not null && !IsFace)
        {
            _phase = Phase.Running;
            Start();
            if (_phase != Phase.Running) return ContinueAfter(this);
            _phase = Phase.Suspended;
            return true;
        }

        return Innermost is { } innermost ? Step(innermost) || ContinueAfter(innermost) : DriveAdvance();
    }

    // Separate methods because one with a Drive zeroes its stack slot on entry, even if it only steps.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool DriveAdvance() => Conclude(new Drive(this).Advance());

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool DriveOn(Generator<TYield> node) => Conclude(new Drive(this).Continue(node));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void DriveClose()
    {
        if (Conclude(new Drive(this).Close())) throw Errors.IgnoredExit();
    }

    // Closes a generator that stands alone at its own yield, if its body leaves there and then.
    private bool TryLeave()
    {
        if (_phase != Phase.Suspended || !RuntimeHelpers.TryEnsureSufficientExecutionStack()) return false;
        TYield? before = _current;
        Root = null;
        Delegator = null;
        _phase = Phase.Exiting;
        _box!.RunBody();
        if (_phase == Phase.Closed && Failure is null or GeneratorExitException)
        {
            if (Failure is not null) ForgetFailure();
            Unlink();
        }
        else
        {
            DriveOut(before);
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void DriveOut(TYield? before)
    {
        if (Conclude(new Drive(this).ContinueClose(before))) throw Errors.IgnoredExit();
    }

    // Reports the outcome of a synchronous call to its caller.
    private protected bool Conclude(Outcome outcome)
    {
        if (outcome == Outcome.Ended && Failure is { } failure) Raised.Throw(failure);
        return outcome == Outcome.Yielded;
    }

    // Resumes this body for a Drive on `root`: at its start, its yield or its From. A value that is sent is in place
    // already; `thrown`, if any, is raised there.
    private void Resume(Generator<TYield> root, Exception? thrown)
    {
        bool isNew = _phase == Phase.Created;
        _phase = thrown is null ? Phase.Running : thrown == Raised.ExitMark ? Phase.Exiting : Phase.Raising;
        Root = root;
        if (isNew && !IsFace)
        {
            Start();
            return;
        }

        if (thrown is not null)
        {
            if (!_box!.Catches && !Raised.IsTraced(thrown))
            {
                // The body has no try at all, so the outcome is the same without the cost of a throw.
                if (thrown == Raised.ExitMark) End(null);
                else FailBy(thrown);
                return;
            }

            if (_phase == Phase.Raising) Raised.Put(thrown);
        }

        _box!.RunBody();
    }

    // The first step. The runtime compiles the body only now, so this is the only one that can fail without the body:
    // if a type in it can't be loaded, for example. That counts as the body's failure.
    private void Start()
    {
        try
        {
            _box!.RunBody();
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }
}
