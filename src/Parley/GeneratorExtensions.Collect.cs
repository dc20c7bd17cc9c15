namespace Parley;

public static partial class GeneratorExtensions
{
    /// <summary>Advances the generator to its end, and returns all that it yields and its result.</summary>
    /// <typeparam name="TYield">The type of the values handed out.</typeparam>
    /// <typeparam name="TSend">The type of the values sent in; every yield evaluates to the default.</typeparam>
    /// <typeparam name="TReturn">The type of the returned value.</typeparam>
    /// <param name="generator">The generator. If it has been started, the values are those from its next yield
    /// on.</param>
    /// <returns>The values in their order, and what the body returned. A generator that had already ended gives no
    /// values and its kept result.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="generator"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The generator is already executing, in which case it stays as it is,
    /// or had ended without a result.</exception>
    /// <exception cref="Exception">The body threw it; the generator is then closed.</exception>
    /// <example>
    /// <code>
    /// var countdown = new Generator&lt;int, int, string>(async yield =>
    /// {
    ///     for (int i = 3; i > 0; i--) await yield(i);
    ///     return "liftoff";
    /// });
    /// (List&lt;int> values, string result) = countdown.Collect();
    /// int count = values.Count;   // 3
    /// string end = result;        // liftoff
    /// </code>
    /// </example>
    public static (List<TYield> Values, TReturn Result) Collect<TYield, TSend, TReturn>(
        this Generator<TYield, TSend, TReturn> generator)
    {
        ArgumentNullException.ThrowIfNull(generator);
        var values = new List<TYield>();
        while (generator.MoveNext()) values.Add(generator.Current);
        return (values, generator.Result);
    }

    /// <inheritdoc cref="Collect"/>
    /// <param name="generator">The generator. If it has been started, the values are those from its next yield
    /// on.</param>
    /// <param name="cancellationToken">A token that cancels the body's token, if the body takes one. Nothing else looks
    /// at it.</param>
    /// <example>
    /// <code>
    /// var countdown = new AsyncGenerator&lt;int, int, string>(async yield =>
    /// {
    ///     for (int i = 3; i > 0; i--) await yield(i);
    ///     await Task.Delay(1);
    ///     return "liftoff";
    /// });
    /// (List&lt;int> values, string result) = await countdown.CollectAsync();
    /// int count = values.Count;   // 3
    /// string end = result;        // liftoff
    /// </code>
    /// </example>
    public static async ValueTask<(List<TYield> Values, TReturn Result)> CollectAsync<TYield, TSend, TReturn>(
        this AsyncGenerator<TYield, TSend, TReturn> generator, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(generator);
        generator.CancelBy(cancellationToken);
        var values = new List<TYield>();
        while (await generator.MoveNextAsync()) values.Add(generator.Current);
        return (values, generator.Result);
    }
}
