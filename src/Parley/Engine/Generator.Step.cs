using System.Runtime.CompilerServices;
using Parley.Bodies;
using Parley.Engine;

namespace Parley;

// The step. A generator that delegates, the one it delegates to, and so on form a chain. A call on the first, the root,
// resumes the body of the last, the innermost, directly: at any depth, Step is all there is to a step. Everything else
// (a From begins or ends, an exception is raised, a body waits) is left to a Drive.
public partial class Generator<TYield>
{
    internal Box? _box;                    // null if there is no body to run: see Attach
    internal TYield? _current;
    internal Phase _phase;
    private protected bool _takesSends;
    private protected bool _returned;

    // Resumes the body of `node`: this generator, or the innermost of its chain, paused at its own yield. True if the
    // body yielded; otherwise, the phase of `node` says what happened, and AfterStep deals with it.
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
    private protected bool AfterStep(Generator<TYield> node) => Conclude(new Drive(this).Continue(node));

    // The rest of MoveNext, for a generator that isn't paused at its own yield or was last driven through another one.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Advance() =>
        Innermost is { } innermost ? Step(innermost) || AfterStep(innermost) : DriveAdvance();

    // A separate method because a method with a Drive clears it on entry, and a step doesn't need one.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool DriveAdvance() => Conclude(new Drive(this).Advance());

    // Reports the outcome of a synchronous call to its caller.
    private protected bool Conclude(Outcome outcome)
    {
        if (outcome == Outcome.Ended && Failure is { } failure) Raised.Throw(failure);
        return outcome == Outcome.Yielded;
    }

    // The step of a Drive: resumes this body, whatever its phase, with the value sent or with an exception raised at
    // its yield.
    private void Resume(Generator<TYield> root, Exception? thrown)
    {
        _phase = thrown is null ? Phase.Running : Phase.Raising;
        Root = root;
        if (thrown is not null)
        {
            if (!_box!.Catches)
            {
                // Nothing in the body could notice the exception, so the outcome is the same without the cost of a
                // throw.
                if (thrown == Raised.NewExit) End(null);
                else Fail(thrown);
                return;
            }

            Raised.Put(thrown);
        }

        _box!.Step();
    }
}
