using Parley.Engine;

namespace Parley.Bodies;

/// <summary>An asynchronous enumerable as the inner of a <c>From</c>: a generator that loops over it.</summary>
internal sealed class AsyncEnumerableGenerator<TYield> : Generator<TYield>
{
    internal AsyncEnumerableGenerator(IAsyncEnumerable<TYield> source, CancellationToken cancellationToken)
    {
        Handle = source;
        _takesSends = true; // so that a send is refused, not turned into an advance
        Attach(Loop(Yield, source, cancellationToken).Box);
    }

    internal override object Handle { get; }

    internal override bool IsAsync => true;

    internal override bool IsEnumerable => true;

    // The enumerator is disposed in every case, and an exception from DisposeAsync replaces any other; the error for an
    // ignored exit keeps the other one. An exit thrown in ends the loop quietly, so an exit that escapes during a close
    // can only come from DisposeAsync.
    private static async AsyncGeneratorBody Loop(
        Yield<TYield> yield, IAsyncEnumerable<TYield> source, CancellationToken cancellationToken)
    {
        Exception? leaving = null;
        try
        {
            await using IAsyncEnumerator<TYield> enumerator = source.GetAsyncEnumerator(cancellationToken);
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
