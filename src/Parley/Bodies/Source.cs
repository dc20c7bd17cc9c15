using System.Diagnostics;
using Parley.Forking;
using Parley.Waiting;

namespace Parley.Bodies;

/// <summary>A generator of either kind, as its caller sees it.</summary>
/// <typeparam name="TYield">The type of the values handed out.</typeparam>
/// <typeparam name="TSend">The type of the values sent in, if it takes any; otherwise, a send is an advance.</typeparam>
[DebuggerStepThrough, StackTraceHidden]
internal abstract class Source<TYield, TSend>
{
    internal abstract GeneratorState State { get; }

    /// <summary>The generator that is driven.</summary>
    internal abstract Generator<TYield> Core { get; }

    /// <summary>The generator that people know.</summary>
    internal abstract object Handle { get; }

    internal abstract object? YieldingFrom { get; }

    internal AsyncCancellation? Cancellation => (Core._box as AsyncBox)?.Cancellation;

    internal abstract ValueTask<bool> MoveNext();

    internal abstract ValueTask<bool> TrySend(TSend value);

    internal abstract ValueTask<bool> TryResume(TSend value);

    internal abstract ValueTask<bool> TryThrow(Exception exception);

    /// <summary>The result is false.</summary>
    internal abstract ValueTask<bool> Close();

    internal virtual void CancelBy(CancellationToken token)
    {
    }

    /// <summary>The copy that a fork makes.</summary>
    internal abstract Source<TYield, TSend> Forked(ref Fork fork);
}

[DebuggerStepThrough, StackTraceHidden]
internal sealed class SyncSource<TYield, TSend>(Generator<TYield> generator) : Source<TYield, TSend>
{
    private readonly Generator<TYield, TSend>? _taker = generator as Generator<TYield, TSend>;

    internal override GeneratorState State => generator.State;

    internal override Generator<TYield> Core => generator;

    internal override object Handle => generator.Handle;

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

    internal override Source<TYield, TSend> Forked(ref Fork fork) =>
        new SyncSource<TYield, TSend>(fork.Split(generator));
}

[DebuggerStepThrough, StackTraceHidden]
internal sealed class AsyncSource<TYield, TSend>(AsyncGenerator<TYield> generator) : Source<TYield, TSend>
{
    private readonly AsyncGenerator<TYield, TSend>? _taker = generator as AsyncGenerator<TYield, TSend>;

    internal override GeneratorState State => generator.State;

    internal override Generator<TYield> Core => generator.Core;

    internal override object Handle => generator;

    internal override object? YieldingFrom => generator.YieldingFrom;

    internal override ValueTask<bool> MoveNext() => generator.MoveNextAsync();

    internal override ValueTask<bool> TrySend(TSend value) =>
        _taker?.TrySendAsync(value) ?? generator.MoveNextAsync();

    internal override ValueTask<bool> TryResume(TSend value) =>
        _taker?.TryResumeAsync(value) ?? generator.MoveNextAsync();

    internal override ValueTask<bool> TryThrow(Exception exception) => generator.TryThrowAsync(exception);

    internal override ValueTask<bool> Close()
    {
        ValueTask closing = generator.CloseAsync();
        return closing.IsCompletedSuccessfully ? Finish(closing) : Wait(closing);
    }

    internal override void CancelBy(CancellationToken token) => generator.GetAsyncEnumerator(token);

    internal override Source<TYield, TSend> Forked(ref Fork fork) =>
        new AsyncSource<TYield, TSend>(fork.Split(generator.Core).Wrapper!);

    private static ValueTask<bool> Finish(ValueTask closing)
    {
        closing.GetAwaiter().GetResult();
        return default;
    }

    private static async ValueTask<bool> Wait(ValueTask closing)
    {
        await closing.ConfigureAwait(false);
        return false;
    }
}
