using System.Runtime.CompilerServices;
using Parley.CompilerServices;
using Parley.Waiting;

namespace Parley;

public static partial class GeneratorExtensions
{
    /// <summary>Lets two generators drive each other until one of them ends: what each one yields is sent to the
    /// other. The other one is then closed.</summary>
    /// <typeparam name="TFirst">The type of the values that the first hands out and the second is sent.</typeparam>
    /// <typeparam name="TSecond">The type of the values that the second hands out and the first is sent.</typeparam>
    /// <param name="first">The generator that speaks first: its first value is sent to the second.</param>
    /// <param name="second">The other one. It is run to its first yield, if it is new; the value yielded there isn't
    /// sent to the first.</param>
    /// <returns>Which generator ended, and what it returned.</returns>
    /// <remarks>A generator that has been started goes on from where it is paused: what the first one says first is
    /// its <see cref="Generator{TYield}.Current"/>. Both are closed however the call ends.</remarks>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="InvalidOperationException">
    /// A generator is already executing, or the one to be closed yielded instead of leaving. If an exception was
    /// leaving, it is then the <see cref="Exception.InnerException"/>.
    /// </exception>
    /// <exception cref="Exception">One of the bodies threw it.</exception>
    /// <example>
    /// <code>
    /// var guess = new Generator&lt;int, string, int>(async yield =>
    /// {
    ///     int low = 1, high = 100;
    ///     while (true)
    ///     {
    ///         int middle = (low + high) / 2;
    ///         string answer = await yield(middle);
    ///         if (answer == "right") return middle;
    ///         if (answer == "more") low = middle + 1;
    ///         else high = middle - 1;
    ///     }
    /// });
    /// var think = new Generator&lt;string, int>(async yield =>
    /// {
    ///     int number = await yield("ready");
    ///     while (true) number = await yield(number == 42 ? "right" : number &lt; 42 ? "more" : "less");
    /// });
    /// ConverseResult end = guess.Converse(think);
    /// bool guessed = end.FirstEnded;   // true
    /// object? number = end.Value;      // 42
    /// </code>
    /// </example>
    public static ConverseResult Converse<TFirst, TSecond>(
        this Generator<TFirst, TSecond> first, Generator<TSecond, TFirst> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return SyncCalls.Result(
            Drive(new SyncCalls<TFirst, TSecond>(first), new SyncCalls<TSecond, TFirst>(second)));
    }

    /// <inheritdoc cref="Converse"/>
    /// <remarks>A generator that has been started goes on from where it is paused: what the first one says first is
    /// its <see cref="AsyncGenerator{TYield}.Current"/>. Both are closed however the call ends. Every failure,
    /// including misuse, is reported by the <see cref="ValueTask"/>.</remarks>
    /// <example>
    /// <code>
    /// var count = new AsyncGenerator&lt;int, bool, string>(async yield =>
    /// {
    ///     int i = 1;
    ///     while (await yield(i)) i++;
    ///     return $"stopped at {i}";
    /// });
    /// var limit = new AsyncGenerator&lt;bool, int>(async yield =>
    /// {
    ///     int i = await yield(true);
    ///     while (true) i = await yield(i &lt; 3);
    /// });
    /// ConverseResult end = await count.ConverseAsync(limit);
    /// object? value = end.Value;   // stopped at 3
    /// </code>
    /// </example>
    public static async ValueTask<ConverseResult> ConverseAsync<TFirst, TSecond>(
        this AsyncGenerator<TFirst, TSecond> first, AsyncGenerator<TSecond, TFirst> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return await Drive(new AsyncCalls<TFirst, TSecond>(first), new AsyncCalls<TSecond, TFirst>(second));
    }

    [AsyncMethodBuilder(typeof(FlowingBuilder<>))]
    private static async ValueTask<ConverseResult> Drive<TFirst, TSecond>(
        Calls<TFirst, TSecond> first, Calls<TSecond, TFirst> second)
    {
        // One that is executing is refused, and the other one stays as it is.
        if (first.State == GeneratorState.Running) await first.MoveNext();
        if (second.State == GeneratorState.Running) await second.MoveNext();
        bool firstEnded;
        try
        {
            firstEnded = await Exchange(first, second);
        }
        catch (Exception exception)
        {
            await CloseBoth(first, second, exception);
            throw;
        }

        await CloseBoth(first, second, null);
        return new(firstEnded, firstEnded ? first.Core.BoxedResult : second.Core.BoxedResult);
    }

    // True if the first one ended, false if the second did.
    [AsyncMethodBuilder(typeof(FlowingBuilder<>))]
    private static async ValueTask<bool> Exchange<TFirst, TSecond>(
        Calls<TFirst, TSecond> first, Calls<TSecond, TFirst> second)
    {
        Moved<TFirst> said = await first.Begin();
        if (!said.Yields) return true;
        Moved<TSecond> answered = await second.Begin();
        while (answered.Yields)
        {
            answered = await second.TrySend(said.Value!);
            if (!answered.Yields) break;
            said = await first.TrySend(answered.Value!);
            if (!said.Yields) return true;
        }

        return false;
    }

    [AsyncMethodBuilder(typeof(FlowingBuilder<>))]
    private static async ValueTask<Moved<TSecond>> CloseBoth<TFirst, TSecond>(
        Calls<TFirst, TSecond> first, Calls<TSecond, TFirst> second, Exception? leaving)
    {
        try
        {
            await first.Close(leaving);
        }
        catch (Exception exception)
        {
            await second.Close(exception);
            throw;
        }

        return await second.Close(leaving);
    }
}
