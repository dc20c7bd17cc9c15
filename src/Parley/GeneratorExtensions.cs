using System.Diagnostics;
using Parley.Engine;

namespace Parley;

/// <summary>Extension methods for generators.</summary>
[DebuggerStepThrough, StackTraceHidden]
public static partial class GeneratorExtensions
{
    /// <summary>Runs a new generator to its first yield, so that it can be sent values. The value yielded there is its
    /// <c>Current</c>.</summary>
    /// <typeparam name="TYield">The type of the values handed out.</typeparam>
    /// <param name="generator">A generator that hasn't been started.</param>
    /// <returns>The same generator. If it ended before its first yield, it is closed, which isn't an error.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="generator"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The generator has already been started.</exception>
    /// <exception cref="Exception">The body threw it; the generator is then closed.</exception>
    public static Generator<TYield> Prime<TYield>(this Generator<TYield> generator)
    {
        ArgumentNullException.ThrowIfNull(generator);
        if (generator.State != GeneratorState.Created) throw Errors.AlreadyPrimed();
        generator.MoveNext();
        return generator;
    }

    /// <typeparam name="TYield">The type of the values handed out.</typeparam>
    /// <typeparam name="TSend">The type of the values sent in.</typeparam>
    /// <inheritdoc cref="Prime{TYield}(Generator{TYield})"/>
    public static Generator<TYield, TSend> Prime<TYield, TSend>(this Generator<TYield, TSend> generator)
    {
        Prime<TYield>(generator);
        return generator;
    }

    /// <typeparam name="TYield">The type of the values handed out.</typeparam>
    /// <typeparam name="TSend">The type of the values sent in.</typeparam>
    /// <typeparam name="TReturn">The type of the returned value.</typeparam>
    /// <inheritdoc cref="Prime{TYield, TSend}(Generator{TYield, TSend})"/>
    public static Generator<TYield, TSend, TReturn> Prime<TYield, TSend, TReturn>(
        this Generator<TYield, TSend, TReturn> generator)
    {
        Prime<TYield>(generator);
        return generator;
    }

    /// <typeparam name="TYield">The type of the values handed out.</typeparam>
    /// <inheritdoc cref="Prime{TYield}(Generator{TYield})"/>
    public static async ValueTask<AsyncGenerator<TYield>> PrimeAsync<TYield>(this AsyncGenerator<TYield> generator)
    {
        ArgumentNullException.ThrowIfNull(generator);
        if (generator.State != GeneratorState.Created) throw Errors.AlreadyPrimed();
        await generator.MoveNextAsync().ConfigureAwait(false);
        return generator;
    }

    /// <typeparam name="TYield">The type of the values handed out.</typeparam>
    /// <typeparam name="TSend">The type of the values sent in.</typeparam>
    /// <inheritdoc cref="Prime{TYield}(Generator{TYield})"/>
    public static async ValueTask<AsyncGenerator<TYield, TSend>> PrimeAsync<TYield, TSend>(
        this AsyncGenerator<TYield, TSend> generator)
    {
        await PrimeAsync<TYield>(generator).ConfigureAwait(false);
        return generator;
    }

    /// <typeparam name="TYield">The type of the values handed out.</typeparam>
    /// <typeparam name="TSend">The type of the values sent in.</typeparam>
    /// <typeparam name="TReturn">The type of the returned value.</typeparam>
    /// <inheritdoc cref="Prime{TYield, TSend}(Generator{TYield, TSend})"/>
    public static async ValueTask<AsyncGenerator<TYield, TSend, TReturn>> PrimeAsync<TYield, TSend, TReturn>(
        this AsyncGenerator<TYield, TSend, TReturn> generator)
    {
        await PrimeAsync<TYield>(generator).ConfigureAwait(false);
        return generator;
    }
}
