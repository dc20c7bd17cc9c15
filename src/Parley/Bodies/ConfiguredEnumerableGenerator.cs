using System.Runtime.CompilerServices;

namespace Parley.Bodies;

/// <summary>
/// A configured asynchronous enumerable as the inner of a <c>From</c>. It has its own token, and its awaits go back to
/// the body's place only if they are to.
/// </summary>
internal sealed class ConfiguredEnumerableGenerator<TYield> : Generator<TYield>
{
    internal ConfiguredEnumerableGenerator(ConfiguredCancelableAsyncEnumerable<TYield> source)
    {
        Handle = source;
        _takesSends = true; // so that a send is refused, not turned into an advance
        Attach(Loop(Yield, source).Box);
    }

    internal override object Handle { get; }

    internal override bool IsAsync => true;

    // The loop is in the body's place if its awaits have gone back there.
    internal override bool StaysInPlace => true;

    internal override bool IsEnumerable => true;

    private static async AsyncGeneratorBody Loop(
        Yield<TYield> yield, ConfiguredCancelableAsyncEnumerable<TYield> source)
    {
        await using ConfiguredCancelableAsyncEnumerable<TYield>.Enumerator enumerator = source.GetAsyncEnumerator();
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
