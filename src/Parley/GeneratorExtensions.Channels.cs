using System.Threading.Channels;
using Parley.Bodies;
using Parley.Waiting;

namespace Parley;

public static partial class GeneratorExtensions
{
    /// <inheritdoc cref="Through{TSend, TYield}(IAsyncEnumerable{TSend}, Generator{TYield, TSend})"/>
    /// <example>
    /// <code>
    /// var channel = System.Threading.Channels.Channel.CreateUnbounded&lt;string>();
    /// channel.Writer.TryWrite("one");
    /// channel.Writer.TryWrite("three");
    /// channel.Writer.Complete();
    /// var lengths = new Generator&lt;int, string>(async yield =>
    /// {
    ///     string line = await yield();
    ///     while (true) line = await yield(line.Length);
    /// });
    /// await foreach (int i in channel.Reader.Through(lengths)) Console.WriteLine(i);   // 3, 5
    /// </code>
    /// </example>
    public static IAsyncEnumerable<TYield> Through<TSend, TYield>(
        this ChannelReader<TSend> source, Generator<TYield, TSend> generator)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(generator);
        return Operator.Iterate(source.ReadAllAsync(), new SyncCalls<TYield, TSend>(generator));
    }

    /// <inheritdoc cref="Through{TSend, TYield}(IAsyncEnumerable{TSend}, AsyncGenerator{TYield, TSend})"/>
    public static IAsyncEnumerable<TYield> Through<TSend, TYield>(
        this ChannelReader<TSend> source, AsyncGenerator<TYield, TSend> generator)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(generator);
        return Operator.Iterate(source.ReadAllAsync(), new AsyncCalls<TYield, TSend>(generator));
    }
}
