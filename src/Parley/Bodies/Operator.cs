using System.Diagnostics;
using System.Runtime.CompilerServices;
using Parley.Engine;
using Parley.Waiting;

namespace Parley.Bodies;

/// <summary>The loops of <c>Through</c>.</summary>
[DebuggerStepThrough, StackTraceHidden]
internal static class Operator
{
    internal static IEnumerable<TYield> Iterate<TSend, TYield>(
        IEnumerable<TSend> source, Generator<TYield, TSend> generator)
    {
        if (generator.State == GeneratorState.Closed) throw Errors.ClosedOperator();
        IEnumerator<TSend>? elements = null;

        // A start that is refused takes no element and closes nothing.
        bool isOpen = generator.Begin();
        try
        {
            while (isOpen)
            {
                TSend element = default!;
                Exception? failure = null;
                try
                {
                    elements ??= source.GetEnumerator();
                    if (!elements.MoveNext()) break;
                    element = elements.Current;
                }
                catch (Exception exception)
                {
                    failure = exception;
                }

                isOpen = failure is null ? generator.TrySend(element) : generator.TryThrow(failure);
                if (isOpen) yield return generator.Current;
                isOpen &= elements is not null; // if there are none, the source is not asked again
            }
        }
        finally
        {
            try
            {
                elements?.Dispose();
            }
            finally
            {
                generator.Close();
            }
        }
    }

    internal static async IAsyncEnumerable<TYield> Iterate<TSend, TYield>(
        IAsyncEnumerable<TSend> source,
        Calls<TYield, TSend> generator,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (generator.State == GeneratorState.Closed) throw Errors.ClosedOperator();
        IAsyncEnumerator<TSend>? elements = null;

        // A start that is refused takes no element, closes nothing and cancels nothing.
        generator.CancelBy(cancellationToken);
        bool isOpen = (await generator.Begin()).Yields;
        try
        {
            while (isOpen)
            {
                TSend element = default!;
                Exception? failure = null;
                try
                {
                    elements ??= source.GetAsyncEnumerator(cancellationToken);
                    if (!await elements.MoveNextAsync()) break;
                    element = elements.Current;
                }
                catch (Exception exception)
                {
                    failure = exception;
                }

                Moved<TYield> moved =
                    await (failure is null ? generator.TrySend(element) : generator.TryThrow(failure));
                if (moved.Yields) yield return moved.Value!;
                isOpen = moved.Yields && elements is not null; // if there are none, the source is not asked again
            }
        }
        finally
        {
            try
            {
                if (elements is not null) await elements.DisposeAsync();
            }
            finally
            {
                await generator.Close();
            }
        }
    }
}

/// <summary>The elements of an ordinary enumerable, as an asynchronous one.</summary>
internal sealed class SyncElements<T>(IEnumerable<T> source) : IAsyncEnumerable<T>
{
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        new Enumerator(source.GetEnumerator());

    private sealed class Enumerator(IEnumerator<T> elements) : IAsyncEnumerator<T>
    {
        public T Current => elements.Current;

        public ValueTask<bool> MoveNextAsync() => new(elements.MoveNext());

        public ValueTask DisposeAsync()
        {
            elements.Dispose();
            return default;
        }
    }
}
