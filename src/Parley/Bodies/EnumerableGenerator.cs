using System.Diagnostics;
using Parley.CompilerServices;
using Parley.Engine;
using Parley.Forking;

namespace Parley.Bodies;

/// <summary>An enumerable as the inner of a <c>From</c>: a generator whose box steps an enumerator.</summary>
internal sealed class EnumerableGenerator<TYield> : Generator<TYield>
{
    internal EnumerableGenerator(IEnumerable<TYield> source)
    {
        Source = source;
        _takesSends = true; // so that a send is refused, not turned into an advance
        Attach(new EnumerableBox(this));
    }

    internal IEnumerable<TYield> Source { get; }

    internal override object Handle => Source;

    internal override bool IsEnumerable => true;

    [DebuggerStepThrough, StackTraceHidden]
    private sealed class EnumerableBox(EnumerableGenerator<TYield> generator) : Box
    {
        private static readonly EndedBox s_ended = new(null, null);

        private IEnumerator<TYield>? _enumerator;

        internal override bool Catches => true; // so that Step runs and disposes the enumerator

        internal override string BodyName => s_ended.BodyName;

        internal override void RunBody()
        {
            // The exception isn't raised, because nothing here could catch it. An exit ends the enumerable quietly.
            Exception? thrown = generator.TakeRaw();
            Exception? failure = thrown is GeneratorExitException ? null : thrown;
            try
            {
                if (thrown is null)
                {
                    _enumerator ??= generator.Source.GetEnumerator();
                    if (_enumerator.MoveNext())
                    {
                        generator._current = _enumerator.Current;
                        return;
                    }
                }
            }
            catch (Exception exception)
            {
                failure = exception;
            }

            // An exception from Dispose replaces the other one, as in any `using`. The error for an ignored exit keeps
            // the other one, because few would look for that error alone.
            try
            {
                _enumerator?.Dispose();
            }
            catch (Exception exception)
            {
                failure = failure is not null && Errors.IsIgnoredExit(exception)
                    ? Errors.IgnoredExit(failure)
                    : exception;
            }

            if (failure is null) generator.End(null);
            else generator.Fail(failure);
        }

        internal override Resumable CopyBody(IBodyOwner owner, ref Fork fork) =>
            new EnumerableBox((EnumerableGenerator<TYield>)owner) { _enumerator = _enumerator };

        internal override void RewireBody(ref Fork fork)
        {
            if (_enumerator is null || fork.IsLast) return;
            _enumerator = (IEnumerator<TYield>)fork.MapEnumerator(_enumerator);
        }

        internal override EndedBox EndBody(Exception? failure) =>
            failure is null ? s_ended : new EndedBox(null, failure);
    }
}
