using System.Diagnostics;
using System.Runtime.CompilerServices;
using Parley.CompilerServices;
using Parley.Engine;
using Parley.Forking;

namespace Parley.Waiting;

/// <summary>The calls on a generator, whether or not it is asynchronous.</summary>
/// <typeparam name="TYield">The type of the values handed out.</typeparam>
/// <typeparam name="TSend">The type of the values sent in. If it takes none, a send is an advance.</typeparam>
[DebuggerStepThrough, StackTraceHidden]
internal abstract class Calls<TYield, TSend>
{
    internal abstract GeneratorState State { get; }

    internal abstract GeneratorState OwnState { get; }

    /// <summary>The generator that is driven.</summary>
    internal abstract Generator<TYield> Core { get; }

    /// <summary>The generator that people know.</summary>
    internal object Handle => Core.Handle;

    internal abstract object? YieldingFrom { get; }

    internal AsyncCancellation? Cancellation => (Core._box as AsyncBox)?.Cancellation;

    /// <summary>Goes to the value that the generator is paused at, or else, to its next one.</summary>
    internal ValueTask<Moved<TYield>> Begin()
    {
        if (State != GeneratorState.Suspended) return MoveNext();
        Core.Refresh();
        return new(new Moved<TYield>(true, Core.Current));
    }

    internal abstract ValueTask<Moved<TYield>> MoveNext();

    internal abstract ValueTask<Moved<TYield>> TrySend(TSend value);

    internal abstract ValueTask<Moved<TYield>> TryResume(TSend value);

    internal abstract ValueTask<Moved<TYield>> TryThrow(Exception exception);

    /// <summary>The result is that it has ended.</summary>
    internal abstract ValueTask<Moved<TYield>> Close();

    /// <summary>Closes a generator that a call has driven. If an exception is leaving the call, the error for a body
    /// that ignores the exit keeps it; any other exception from the close replaces it, as in a <c>using</c>.</summary>
    [AsyncMethodBuilder(typeof(FlowingBuilder<>))]
    internal async ValueTask<Moved<TYield>> Close(Exception? leaving)
    {
        try
        {
            return await Close();
        }
        catch (InvalidOperationException error) when (leaving is not null && Errors.IsIgnoredExit(error))
        {
            throw Errors.IgnoredExit(leaving);
        }
    }

    /// <summary>Has the token cancel the body's, unless the call to come will be refused.</summary>
    internal virtual void CancelBy(CancellationToken token)
    {
    }

    /// <summary>The copy that a fork makes.</summary>
    internal abstract Calls<TYield, TSend> Forked(ref Fork fork);
}

[DebuggerStepThrough, StackTraceHidden]
internal static class SyncCalls
{
    /// <summary>The result of a loop that has only made synchronous calls, so that it is over.</summary>
    internal static T Result<T>(ValueTask<T> loop)
    {
        Debug.Assert(loop.IsCompleted, "A synchronous call has waited.");
        return loop.GetAwaiter().GetResult();
    }
}

[DebuggerStepThrough, StackTraceHidden]
internal sealed class SyncCalls<TYield, TSend>(Generator<TYield> generator) : Calls<TYield, TSend>
{
    private readonly Generator<TYield, TSend>? _taker = generator as Generator<TYield, TSend>;

    internal override GeneratorState State => generator.State;

    internal override GeneratorState OwnState => generator.OwnState;

    internal override Generator<TYield> Core => generator;

    internal override object? YieldingFrom => generator.YieldingFrom;

    internal override ValueTask<Moved<TYield>> MoveNext() => Result(generator.MoveNext());

    internal override ValueTask<Moved<TYield>> TrySend(TSend value) =>
        Result(_taker?.TrySend(value) ?? generator.MoveNext());

    internal override ValueTask<Moved<TYield>> TryResume(TSend value) =>
        Result(_taker?.TryResume(value) ?? generator.MoveNext());

    internal override ValueTask<Moved<TYield>> TryThrow(Exception exception) => Result(generator.TryThrow(exception));

    internal override ValueTask<Moved<TYield>> Close()
    {
        generator.Close();
        return default;
    }

    internal override Calls<TYield, TSend> Forked(ref Fork fork) =>
        new SyncCalls<TYield, TSend>(fork.Split(generator));

    private ValueTask<Moved<TYield>> Result(bool yields) => new(new Moved<TYield>(yields, generator._current));
}

[DebuggerStepThrough, StackTraceHidden]
internal sealed class AsyncCalls<TYield, TSend>(AsyncGenerator<TYield> generator) : Calls<TYield, TSend>
{
    private readonly AsyncGenerator<TYield, TSend>? _taker = generator as AsyncGenerator<TYield, TSend>;

    internal override GeneratorState State => generator.State;

    internal override GeneratorState OwnState => generator.OwnState;

    internal override Generator<TYield> Core => generator.Core;

    internal override object? YieldingFrom => generator.YieldingFrom;

    internal override ValueTask<Moved<TYield>> MoveNext() => generator.Advance();

    internal override ValueTask<Moved<TYield>> TrySend(TSend value) => _taker?.Send(value) ?? generator.Advance();

    internal override ValueTask<Moved<TYield>> TryResume(TSend value) => _taker?.Resume(value) ?? generator.Advance();

    internal override ValueTask<Moved<TYield>> TryThrow(Exception exception) => generator.Raise(exception);

    internal override async ValueTask<Moved<TYield>> Close()
    {
        await generator.CloseAsync().ConfigureAwait(false);
        return default;
    }

    internal override void CancelBy(CancellationToken token) => generator.CancelBy(token);

    internal override Calls<TYield, TSend> Forked(ref Fork fork) =>
        new AsyncCalls<TYield, TSend>(fork.Split(generator.Core).Wrapper!);
}
