using System.Runtime.CompilerServices;
using Parley.Engine;
using Parley.Waiting;

namespace Parley;

// A call from its start to its first real wait, all of it on the caller's stack. A call that waits continues as an
// AsyncCall.
public partial class AsyncGenerator<TYield>
{
    private const int Unclaimed = 0; // less if it is being forked: that many times
    private const int ClaimedByCall = 1;
    private const int ClaimedVia = 2;

    private AsyncMoveCall<TYield>? _moveCall;
    private AsyncValueCall<TYield>? _valueCall;
    private FromContexts? _fromContexts;
    private int _claim;
    private object? _claimedVia;

    // What a call on this generator had claimed at the last yield, beside this generator; null if that was all.
    internal AsyncGenerator<TYield>? Held { get; set; }

    // The contexts of the current call.
    internal FromContexts FromContexts => _fromContexts ??= new();

    // True if this is claimed: another thread may be driving the chain, so the chain can't be read.
    private bool IsPending => Volatile.Read(ref _claim) > Unclaimed;

    private protected ValueTask<bool> Move<TOperation>(TOperation operation)
        where TOperation : struct, IOperation
    {
        if (!TryClaim()) return Failed<bool>(AlreadyRunning(operation));
        Result result = Run(operation, AsyncForm.Move);
        if (result.Outcome != Outcome.Yielded) return FinishMove(result);
        Release();
        return new(true);
    }

    // Once a call is over, another one may change Current. So a caller that needs both gets the value with the outcome.
    private protected ValueTask<Moved<TYield>> MoveTo<TOperation>(TOperation operation)
        where TOperation : struct, IOperation
    {
        if (!TryClaim()) return Failed<Moved<TYield>>(AlreadyRunning(operation));
        Result result = Run(operation, AsyncForm.Move);
        if (result.Outcome == Outcome.Waiting) return new(_moveCall!, _moveCall!.Start());
        var moved = new Moved<TYield>(result.Outcome == Outcome.Yielded, Core._current);
        return End(result, AsyncForm.Move) is { } error ? Failed<Moved<TYield>>(error) : new(moved);
    }

    private protected ValueTask<TYield> Value<TOperation>(TOperation operation)
        where TOperation : struct, IOperation
    {
        if (!TryClaim()) return Failed<TYield>(AlreadyRunning(operation));
        Result result = Run(operation, AsyncForm.Value);
        if (result.Outcome != Outcome.Yielded) return FinishValue(result);
        TYield value = Core._current!;
        Release();
        return new(value);
    }

    // For CloseAsync, which has no result.
    private ValueTask Complete<TOperation>(TOperation operation)
        where TOperation : struct, IOperation
    {
        if (!TryClaim()) return Failed(AlreadyRunning(operation));
        Result result = Run(operation, AsyncForm.Close);
        if (result.Outcome == Outcome.Waiting) return new(_moveCall!, _moveCall!.Start());
        return End(result, AsyncForm.Close) is { } error ? Failed(error) : default;
    }

    // The rest of Move, for a call that waits or a generator that has ended.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ValueTask<bool> FinishMove(Result result)
    {
        if (result.Outcome == Outcome.Waiting) return new(_moveCall!, _moveCall!.Start());
        return End(result, AsyncForm.Move) is { } error ? Failed<bool>(error) : new(false);
    }

    // The rest of Value.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ValueTask<TYield> FinishValue(Result result) =>
        result.Outcome == Outcome.Waiting
            ? new(_valueCall!, _valueCall!.Start())
            : Failed<TYield>(End(result, AsyncForm.Value)!);

    // Ends a call that doesn't wait and returns its error, if any.
    private Exception? End(Result result, AsyncForm form)
    {
        Exception? error = result.Error ?? ErrorOf(result.Outcome, form);
        Release();
        return error;
    }

    // For a call on this generator: false if one is pending, on it or on one that drives it.
    private bool TryClaim() => Interlocked.CompareExchange(ref _claim, ClaimedByCall, Unclaimed) == Unclaimed;

    /// <summary>Claims this generator for a call that comes to it through <paramref name="delegator"/>. Null if that
    /// succeeded; else what the call that has it came through: a delegator, or this generator itself.</summary>
    internal object? TryClaim(Generator<TYield> delegator)
    {
        var spin = default(SpinWait);
        while (true)
        {
            switch (Interlocked.CompareExchange(ref _claim, ClaimedVia, Unclaimed))
            {
                case Unclaimed:
                    Volatile.Write(ref _claimedVia, delegator);
                    return null;

                case ClaimedByCall or < Unclaimed:
                    return this;

                default:
                    if (Volatile.Read(ref _claimedVia) is { } via) return via;
                    spin.SpinOnce(sleep1Threshold: -1); // that is written next
                    break;
            }
        }
    }

    /// <summary>Undoes a claim that a call made on its way down or up a chain.</summary>
    internal void Unclaim()
    {
        _claimedVia = null;
        Volatile.Write(ref _claim, Unclaimed);
    }

    /// <summary>Returns the error of a call with this outcome; null if it has none.</summary>
    internal Exception? ErrorOf(Outcome outcome, AsyncForm form)
    {
        if (outcome == Outcome.Ended && Core.Failure is { } failure)
        {
            Raised.Report(failure);
            return failure;
        }

        return form switch
        {
            AsyncForm.Value when outcome != Outcome.Yielded => Core.StopIteration(outcome == Outcome.Ended),
            AsyncForm.Close when outcome == Outcome.Yielded => Errors.IgnoredExit(),
            _ => null,
        };
    }

    /// <summary>Lets the next call in.</summary>
    internal void Release() => Volatile.Write(ref _claim, Unclaimed);

    // Returns the error for a call while another one is pending.
    private Exception AlreadyRunning<TOperation>(TOperation operation)
        where TOperation : struct, IOperation
    {
        try
        {
            operation.NoteRefusal(Core);
            return Errors.AlreadyRunning();
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    // Through a builder because that turns an OperationCanceledException into a canceled task, not a faulted one.
    private static ValueTask<T> Failed<T>(Exception exception)
    {
        var builder = AsyncValueTaskMethodBuilder<T>.Create();
        builder.SetException(exception);
        return builder.Task;
    }

    private static ValueTask Failed(Exception exception)
    {
        var builder = AsyncValueTaskMethodBuilder.Create();
        builder.SetException(exception);
        return builder.Task;
    }
}
