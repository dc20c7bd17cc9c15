using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Parley.Engine;
using Parley.Waiting;

namespace Parley;

// The part of a call that runs on its caller's stack. Usually that is a step of a generator that is paused at its own
// yield, and all there is to the call; anything else takes a Drive.
public partial class AsyncGenerator<TYield>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Result Run<TOperation>(TOperation operation, AsyncForm form)
        where TOperation : struct, IOperation
    {
        if (!operation.TryPut(Core)) return Start(operation, form);
        var step = new Stepping(this, form);
        Isolated.Run(ref step);
        return step.Result;
    }

    // The rest of Run, for any other call. A separate method because a Drive on the stack, even if it isn't used, would
    // make a step 1.4 ns slower, which is a tenth.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Result Start<TOperation>(TOperation operation, AsyncForm form)
        where TOperation : struct, IOperation
    {
        var start = new Starting<TOperation>(this, operation);
        do Isolated.Run(ref start);
        while (start.Outcome == Outcome.Elsewhere); // in the caller's contexts, which Isolated restored
        Settle(start.Outcome, start.Drive, form);
        return new(start.Outcome, start.Error);
    }

    // The rest of a step that hasn't come to a yield, still isolated. It returns to no From of an earlier call, so it
    // doesn't have to go elsewhere.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Result Continue(AsyncForm form)
    {
        var rest = new Starting<Continuing>(this, new(Core));
        rest.MoveNext();
        Debug.Assert(rest.Outcome != Outcome.Elsewhere, "It began with nothing below it.");
        Settle(rest.Outcome, rest.Drive, form);
        return new(rest.Outcome, rest.Error);
    }

    // Makes the AsyncCall that a call continues as, if it waits.
    private void Settle(Outcome outcome, in Generator<TYield>.Drive drive, AsyncForm form)
    {
        if (outcome != Outcome.Waiting)
        {
            _fromContexts?.Clear();
        }
        else if (form == AsyncForm.Value)
        {
            if (_valueCall?.TryTake(drive, form) != true) (_valueCall = new(this)).TryTake(drive, form);
        }
        else
        {
            if (_moveCall?.TryTake(drive, form) != true) (_moveCall = new(this)).TryTake(drive, form);
        }
    }

    private readonly record struct Result(Outcome Outcome, Exception? Error = null);

    // Calls no method of its own, so that the JIT keeps it in registers.
    [DebuggerStepThrough, StackTraceHidden]
    private struct Stepping(AsyncGenerator<TYield> generator, AsyncForm form) : IAsyncStateMachine
    {
        internal Result Result { get; private set; }

        public void MoveNext() =>
            Result = generator.Core.StepSuspended() ? new(Outcome.Yielded) : generator.Continue(form);

        public readonly void SetStateMachine(IAsyncStateMachine stateMachine)
        {
        }
    }

    // A call that takes a Drive.
    [DebuggerStepThrough, StackTraceHidden]
    private struct Starting<TOperation>(AsyncGenerator<TYield> generator, TOperation operation) : IAsyncStateMachine
        where TOperation : struct, IOperation
    {
        private Generator<TYield>.Drive _drive = new(generator.Core, generator);

        [UnscopedRef]
        internal readonly ref readonly Generator<TYield>.Drive Drive => ref _drive;

        internal Outcome Outcome { get; private set; }

        internal Exception? Error { get; private set; }

        public void MoveNext()
        {
            try
            {
                Outcome = Outcome == Outcome.Elsewhere
                    ? _drive.Resume(_drive.Waiting!, _drive.Thrown)
                    : operation.Invoke(ref _drive);
            }
            catch (Exception misuse)
            {
                _drive.Unclaim();
                Outcome = Outcome.AlreadyEnded;
                Error = misuse;
            }
        }

        public readonly void SetStateMachine(IAsyncStateMachine stateMachine)
        {
        }
    }
}
