using System.Runtime.CompilerServices;
using Parley.Forking;
using Parley.Waiting;

namespace Parley.Bodies;

/// <summary>
/// An asynchronous <see cref="MappingGenerator{TYield, TInner}"/>: a generator that hands out the values of another
/// one, mapped, and passes everything else on to it.
/// </summary>
/// <typeparam name="TYield">The type of the values handed out.</typeparam>
/// <typeparam name="TInner">The type of the inner's values.</typeparam>
internal class AsyncMappingGenerator<TYield, TInner> : Generator<TYield>
{
    private readonly Func<TInner, TYield> _map;
    private AsyncGenerator<TInner> _inner;

    internal AsyncMappingGenerator(AsyncGenerator<TInner> inner, Func<TInner, TYield> map)
    {
        _inner = inner;
        _map = map;
        Attach(Loop(Yield).Box);
    }

    internal override object Handle => _inner;

    internal override bool IsAsync => true;

    internal override Type? SendType => _inner.Core.SendType;

    internal override AsyncCancellation? Cancellation => _inner.Core.Cancellation;

    private protected override void RewireInner(ref Fork fork) => SetInner(fork.Split(_inner.Core).Wrapper!);

    private protected virtual void SetInner(AsyncGenerator<TInner> inner) => _inner = inner;

    private protected virtual ValueTask<bool> AdvanceInner() => _inner.MoveNextAsync();

    private async AsyncGeneratorBody Loop(Yield<TYield> yield)
    {
        bool yields = await StepInner(null);
        while (yields)
        {
            Exception? thrown = null;
            try
            {
                await yield(_map(_inner.Core._current!));
            }
            catch (Exception exception)
            {
                thrown = exception;
            }

            switch (thrown)
            {
                case GeneratorExitException:
                    await _inner.CloseAsync();
                    return;

                case StopIterationException when _inner.State == GeneratorState.Closed:
                    return; // as at any From whose inner has already ended

                default:
                    yields = await StepInner(thrown);
                    break;
            }
        }
    }

    private ValueTask<bool> StepInner(Exception? thrown)
    {
        // The inner is the root of its own chain, so its steps are on top of this one.
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return thrown is null ? AdvanceInner() : _inner.TryThrowAsync(thrown);
    }
}

/// <summary>The same for an inner that can be sent values.</summary>
internal sealed class AsyncMappingGenerator<TYield, TInner, TSend>
    : AsyncMappingGenerator<TYield, TInner>, IReceiver<TSend>
{
    private AsyncGenerator<TInner, TSend> _inner;
    private Sent<TSend> _sent;

    internal AsyncMappingGenerator(AsyncGenerator<TInner, TSend> inner, Func<TInner, TYield> map)
        : base(inner, map)
    {
        _inner = inner;
        _takesSends = true;
    }

    void IReceiver<TSend>.Receive(TSend value) => _sent.Put(value);

    private protected override void SetInner(AsyncGenerator<TInner> inner) =>
        base.SetInner(_inner = (AsyncGenerator<TInner, TSend>)inner);

    private protected override ValueTask<bool> AdvanceInner() =>
        _sent.TryTake(out TSend? value) ? _inner.TrySendAsync(value) : _inner.MoveNextAsync();
}
