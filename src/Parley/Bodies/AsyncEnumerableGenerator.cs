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

    // The enumerator is disposed in every case, and an exception from DisposeAsync replaces any other. An exit thrown
    // in ends the loop quietly, so an exit that escapes during a close can only come from DisposeAsync.
    private static async AsyncGeneratorBody Loop(
        Yield<TYield> yield, IAsyncEnumerable<TYield> source, CancellationToken cancellationToken)
    {
        await using IAsyncEnumerator<TYield> enumerator = source.GetAsyncEnumerator(cancellationToken);
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
}
