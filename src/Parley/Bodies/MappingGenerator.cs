using System.Diagnostics;
using System.Runtime.CompilerServices;
using Parley.Engine;
using Parley.Forking;

namespace Parley.Bodies;

/// <summary>
/// A generator that hands out the values of another one, mapped, and passes everything else on to it. It stands between
/// an outer and an inner whose values have different types, so that each is in a chain of its own type.
/// </summary>
/// <typeparam name="TYield">The type of the values handed out.</typeparam>
/// <typeparam name="TInner">The type of the inner's values.</typeparam>
internal class MappingGenerator<TYield, TInner> : Generator<TYield>
{
    private readonly Func<TInner, TYield> _map;
    private Generator<TInner> _inner;

    internal MappingGenerator(Generator<TInner> inner, Func<TInner, TYield> map)
    {
        _inner = inner;
        _map = map;
        Attach(new MappingBox(this));
    }

    internal override object Handle => _inner.Handle;

    internal override Type? SendType => _inner.SendType;

    private protected virtual void SetInner(Generator<TInner> inner) => _inner = inner;

    private protected virtual bool AdvanceInner() => _inner.MoveNext();

    // True if the inner yields, false if it ends.
    private bool StepInner(Exception? thrown)
    {
        // The inner is the root of its own chain, so its steps are on top of this one.
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (thrown)
        {
            case null:
                return AdvanceInner();

            case GeneratorExitException:
                _inner.Close();
                return false;

            case StopIterationException when _inner._phase == Phase.Closed:
                return false; // as at any From whose inner has already ended

            default:
                return _inner.TryThrow(thrown);
        }
    }

    [DebuggerStepThrough, StackTraceHidden]
    private sealed class MappingBox(MappingGenerator<TYield, TInner> generator) : Box
    {
        private static readonly EndedBox s_ended = new(null, null);

        internal override bool Catches => true; // so that Step runs and passes it on

        internal override string BodyName => generator._inner._box?.BodyName ?? s_ended.BodyName;

        internal override void Step()
        {
            Exception? thrown = generator._phase == Phase.Raising ? Raised.Take() : null;
            Exception? raised = null;
            generator._phase = Phase.Running;
            try
            {
                if (generator.StepInner(thrown))
                {
                    generator._current = generator._map(generator._inner._current!);
                    return;
                }
            }
            catch (Exception exception)
            {
                raised = exception;
            }

            generator.End(raised);
        }

        internal override Box Copy(IBodyOwner owner, ref Fork fork) =>
            new MappingBox((MappingGenerator<TYield, TInner>)owner);

        internal override void Rewire(ref Fork fork)
        {
            if (!fork.IsLast) generator.SetInner(fork.Split(generator._inner));
        }

        internal override EndedBox End(Exception? failure) => failure is null ? s_ended : new EndedBox(null, failure);
    }
}

/// <summary>The same for an inner that can be sent values.</summary>
internal sealed class MappingGenerator<TYield, TInner, TSend> : MappingGenerator<TYield, TInner>, IReceiver<TSend>
{
    private Generator<TInner, TSend> _inner;
    private Sent<TSend> _sent;

    internal MappingGenerator(Generator<TInner, TSend> inner, Func<TInner, TYield> map)
        : base(inner, map)
    {
        _inner = inner;
        _takesSends = true;
    }

    void IReceiver<TSend>.Receive(TSend value) => _sent.Put(value);

    private protected override void SetInner(Generator<TInner> inner) =>
        base.SetInner(_inner = (Generator<TInner, TSend>)inner);

    private protected override bool AdvanceInner() =>
        _sent.TryTake(out TSend? value) ? _inner.TrySend(value) : _inner.MoveNext();
}
