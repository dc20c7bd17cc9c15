using System.Diagnostics;
using Parley.Engine;
using Parley.Waiting;

namespace Parley;

// What the calls of an asynchronous generator do to its core.
public partial class AsyncGenerator<TYield>
{
    internal ValueTask<Moved<TYield>> Advance() => MoveTo(default(Advancing));

    internal ValueTask<Moved<TYield>> Raise(Exception exception) => MoveTo(new Raising(exception));

    private protected interface IOperation
    {
        // True if it is a step of a core that is paused at its own yield: what it sends, if anything, is now in place.
        bool TryPut(Generator<TYield> core);

        Outcome Invoke(ref Generator<TYield>.Drive drive);

        // For a call while another one is pending.
        void NoteRefusal(Generator<TYield> core);
    }

    [DebuggerStepThrough, StackTraceHidden]
    private readonly struct Advancing : IOperation
    {
        public bool TryPut(Generator<TYield> core) => core._phase == Phase.Suspended;

        public Outcome Invoke(ref Generator<TYield>.Drive drive) => drive.Advance();

        public void NoteRefusal(Generator<TYield> core) => core.NoteRefusal<object>("next", null, isBusy: true);
    }

    [DebuggerStepThrough, StackTraceHidden]
    private readonly struct Raising(Exception exception) : IOperation
    {
        public bool TryPut(Generator<TYield> core) => false;

        public Outcome Invoke(ref Generator<TYield>.Drive drive) => drive.Raise(exception);

        public void NoteRefusal(Generator<TYield> core) => core.NoteRefusal("throw", exception, isBusy: true);
    }

    [DebuggerStepThrough, StackTraceHidden]
    private readonly struct Closing : IOperation
    {
        public bool TryPut(Generator<TYield> core) => false;

        public Outcome Invoke(ref Generator<TYield>.Drive drive) => drive.Close();

        public void NoteRefusal(Generator<TYield> core) => core.NoteRefusal<object>("close", null, isBusy: true);
    }

    // The rest of a step that hasn't come to a yield.
    [DebuggerStepThrough, StackTraceHidden]
    private readonly struct Continuing(Generator<TYield> core) : IOperation
    {
        public bool TryPut(Generator<TYield> core) => false;

        public Outcome Invoke(ref Generator<TYield>.Drive drive) => drive.Continue(core);

        public void NoteRefusal(Generator<TYield> core) => throw new UnreachableException();
    }
}
