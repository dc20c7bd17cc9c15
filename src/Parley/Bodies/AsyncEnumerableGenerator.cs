namespace Parley.Bodies;

/// <summary>An asynchronous enumerable as the inner of a <c>From</c>: a generator that loops over it.</summary>
internal sealed class AsyncEnumerableGenerator<TYield> : Generator<TYield>
{
    internal AsyncEnumerableGenerator(IAsyncEnumerable<TYield> source, CancellationToken cancellationToken)
    {
        Handle = source;
        _takesSends = true; // in order to refuse them
        Attach(Loop(Yield, source, cancellationToken).Box);
    }

    internal override object Handle { get; }

    internal override bool IsAsync => true;

    internal override bool IsEnumerable => true;

    // The enumerator is disposed in every case, and what DisposeAsync throws takes the exception's place. An exit
    // leaves quietly, as one that leaves with an exception is DisposeAsync's.
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
