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
        Outcome Invoke(ref Generator<TYield>.Drive drive);

        // For a call while another one is pending.
        void NoteRefusal(Generator<TYield> core);
    }

    [DebuggerStepThrough, StackTraceHidden]
    private readonly struct Advancing : IOperation
    {
        public Outcome Invoke(ref Generator<TYield>.Drive drive) => drive.Advance();

        public void NoteRefusal(Generator<TYield> core) => core.NoteRefusal<object>("next", null, isBusy: true);
    }

    [DebuggerStepThrough, StackTraceHidden]
    private readonly struct Raising(Exception exception) : IOperation
    {
        public Outcome Invoke(ref Generator<TYield>.Drive drive) => drive.Raise(exception);

        public void NoteRefusal(Generator<TYield> core) => core.NoteRefusal("throw", exception, isBusy: true);
    }

    [DebuggerStepThrough, StackTraceHidden]
    private readonly struct Closing : IOperation
    {
        public Outcome Invoke(ref Generator<TYield>.Drive drive) => drive.Close();

        public void NoteRefusal(Generator<TYield> core) => core.NoteRefusal<object>("close", null, isBusy: true);
    }
}
