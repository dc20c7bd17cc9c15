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

    /// <summary>The generator that is driven.</summary>
    internal abstract Generator<TYield> Core { get; }

    /// <summary>The generator that people know.</summary>
    internal object Handle => Core.Handle;

    internal abstract object? YieldingFrom { get; }

    internal AsyncCancellation? Cancellation => (Core._box as AsyncBox)?.Cancellation;

    internal abstract ValueTask<bool> MoveNext();

    internal abstract ValueTask<bool> TrySend(TSend value);

    internal abstract ValueTask<bool> TryResume(TSend value);

    internal abstract ValueTask<bool> TryThrow(Exception exception);

    /// <summary>The result is false.</summary>
    internal abstract ValueTask<bool> Close();

    /// <summary>Closes a generator that a call has driven. If an exception is leaving the call, the error for a body
    /// that ignores the exit keeps it; any other exception from the close replaces it, as in a <c>using</c>.</summary>
    [AsyncMethodBuilder(typeof(FlowingBuilder<>))]
    internal async ValueTask<bool> Close(Exception? leaving)
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

    internal override Generator<TYield> Core => generator;

    internal override object? YieldingFrom => generator.YieldingFrom;

    internal override ValueTask<bool> MoveNext() => new(generator.MoveNext());

    internal override ValueTask<bool> TrySend(TSend value) => new(_taker?.TrySend(value) ?? generator.MoveNext());

    internal override ValueTask<bool> TryResume(TSend value) => new(_taker?.TryResume(value) ?? generator.MoveNext());

    internal override ValueTask<bool> TryThrow(Exception exception) => new(generator.TryThrow(exception));

    internal override ValueTask<bool> Close()
    {
        generator.Close();
        return default;
    }

    internal override Calls<TYield, TSend> Forked(ref Fork fork) =>
        new SyncCalls<TYield, TSend>(fork.Split(generator));
}

[DebuggerStepThrough, StackTraceHidden]
internal sealed class AsyncCalls<TYield, TSend>(AsyncGenerator<TYield> generator) : Calls<TYield, TSend>
{
    private readonly AsyncGenerator<TYield, TSend>? _taker = generator as AsyncGenerator<TYield, TSend>;

    internal override GeneratorState State => generator.State;

    internal override Generator<TYield> Core => generator.Core;

    internal override object? YieldingFrom => generator.YieldingFrom;

    internal override ValueTask<bool> MoveNext() => generator.MoveNextAsync();

    internal override ValueTask<bool> TrySend(TSend value) =>
        _taker?.TrySendAsync(value) ?? generator.MoveNextAsync();

    internal override ValueTask<bool> TryResume(TSend value) =>
        _taker?.TryResumeAsync(value) ?? generator.MoveNextAsync();

    internal override ValueTask<bool> TryThrow(Exception exception) => generator.TryThrowAsync(exception);

    internal override async ValueTask<bool> Close()
    {
        await generator.CloseAsync().ConfigureAwait(false);
        return false;
    }

    internal override void CancelBy(CancellationToken token) => generator.GetAsyncEnumerator(token);

    internal override Calls<TYield, TSend> Forked(ref Fork fork) =>
        new AsyncCalls<TYield, TSend>(fork.Split(generator.Core).Wrapper!);
}
