using System.Runtime.CompilerServices;
using Parley.Engine;

namespace Parley.Bodies;

/// <summary>An asynchronous enumerable as the inner of a <c>From</c>: a generator that loops over it.</summary>
internal sealed class AsyncEnumerableGenerator<TYield> : Generator<TYield>
{
    internal AsyncEnumerableGenerator(IAsyncEnumerable<TYield> source, CancellationToken cancellationToken)
        : this(source, source.WithCancellation(cancellationToken))
    {
    }

    /// <summary>For a source that keeps its own token, and whose awaits go back to the body's place only if they are
    /// to.</summary>
    internal AsyncEnumerableGenerator(ConfiguredCancelableAsyncEnumerable<TYield> source)
        : this(source, source) =>
        StaysInPlace = true; // the loop is in the body's place if its awaits have gone back there

    private AsyncEnumerableGenerator(object handle, ConfiguredCancelableAsyncEnumerable<TYield> source)
    {
        Handle = handle;
        _takesSends = true; // so that a send is refused, not turned into an advance
        Attach(Loop(Yield, source).Box);
    }

    internal override object Handle { get; }

    internal override bool IsAsync => true;

    internal override bool StaysInPlace { get; }

    internal override bool IsEnumerable => true;

    // The enumerator is disposed in every case, and an exception from DisposeAsync replaces any other; the error for an
    // ignored exit keeps the other one. An exit thrown in ends the loop quietly, so an exit that escapes during a close
    // can only come from DisposeAsync.
    private static async AsyncGeneratorBody Loop(
        Yield<TYield> yield, ConfiguredCancelableAsyncEnumerable<TYield> source)
    {
        Exception? leaving = null;
        try
        {
            await using ConfiguredCancelableAsyncEnumerable<TYield>.Enumerator enumerator =
                source.GetAsyncEnumerator();
            try
            {
                while (await enumerator.MoveNextAsync())
                {
                    TYield value = enumerator.Current;
                    try
                    {
                        await yield(value);
                    }
                    catch (GeneratorExitException)
                    {
                        return;
                    }
                }
            }
            catch (Exception exception) when ((leaving = exception) is null) // only notes it
            {
            }
        }
        catch (Exception exception)
            when (leaving is not null && leaving != exception && Errors.IsIgnoredExit(exception))
        {
            throw Errors.IgnoredExit(leaving);
        }
    }
}
