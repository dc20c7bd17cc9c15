namespace Parley;

public partial class AsyncGenerator<TYield>
{
    /// <summary>
    /// Makes another generator of the same type that is at the same yield, with the same state, current value, result
    /// or failure. Both go on from there, each with its own locals and its own token: tokens that were passed to
    /// <see cref="GetAsyncEnumerator"/> before cancel both, and later ones only the one that they are passed to.
    /// </summary>
    /// <inheritdoc cref="Generator{TYield}.Fork"/>
    /// <example>
    /// <code>
    /// var g = new AsyncGenerator&lt;int, int>(async yield =>
    /// {
    ///     int total = 0;
    ///     while (true) total += await yield(total);
    /// });
    /// await g.NextAsync();            // 0
    /// await g.SendAsync(10);          // 10
    /// var fork = g.Fork();
    /// await g.SendAsync(1);           // 11
    /// await fork.SendAsync(2);        // 12
    /// </code>
    /// </example>
    /// <exception cref="InvalidOperationException">
    /// The generator, or one that it delegates to, is already running, or the body is in a loop over an enumerator that
    /// can't be copied, or delegates to one. Nothing has changed.
    /// </exception>
    public AsyncGenerator<TYield> Fork() => Core.Fork().Wrapper!;
}

public partial class AsyncGenerator<TYield, TSend>
{
    /// <inheritdoc cref="AsyncGenerator{TYield}.Fork"/>
    public new AsyncGenerator<TYield, TSend> Fork() => (AsyncGenerator<TYield, TSend>)base.Fork();
}

public partial class AsyncGenerator<TYield, TSend, TReturn>
{
    /// <inheritdoc cref="AsyncGenerator{TYield}.Fork"/>
    public new AsyncGenerator<TYield, TSend, TReturn> Fork() => (AsyncGenerator<TYield, TSend, TReturn>)base.Fork();
}
