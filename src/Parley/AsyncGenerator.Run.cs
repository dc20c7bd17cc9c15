using Parley.Waiting;

namespace Parley;

public partial class AsyncGenerator<TYield, TSend>
{
    /// <summary>Drives the generator to its end: sends the answer of <paramref name="respond"/> to each yielded
    /// value.</summary>
    /// <inheritdoc cref="Generator{TYield, TSend}.RunAsync(Func{TYield, ValueTask{TSend}})"/>
    /// <example>
    /// <code>
    /// var total = new AsyncGenerator&lt;string, int>(async yield =>
    ///     Console.WriteLine(await yield("apples") + await yield("pears")));
    /// await total.RunAsync(async name => name.Length);   // 11
    /// </code>
    /// </example>
    public ValueTask RunAsync(Func<TYield, ValueTask<TSend>> respond) => RunAsync(Answering.Tokenless(respond)!);

    /// <inheritdoc cref="Generator{TYield, TSend}.RunAsync(Func{TYield, CancellationToken, ValueTask{TSend}},
    /// CancellationToken)"/>
    /// <param name="respond">Called with each yielded value and the token, in the caller's context, and awaited; its
    /// result is sent in. An exception that it throws is raised at the paused yield, where the body may catch it and go
    /// on.</param>
    /// <param name="cancellationToken">The token for <paramref name="respond"/>. It also cancels the body's token, if
    /// the body takes one. Nothing else looks at it: canceling it ends the call only if one of them heeds it.</param>
    /// <example>
    /// <code>
    /// using var source = new System.Threading.CancellationTokenSource();
    /// var total = new AsyncGenerator&lt;string, int>(async (yield, token) =>
    /// {
    ///     await Task.Delay(1, token);
    ///     Console.WriteLine(await yield("apples") + await yield("pears"));
    /// });
    /// await total.RunAsync(async (name, token) => name.Length, source.Token);   // 11
    /// </code>
    /// </example>
    public async ValueTask RunAsync(
        Func<TYield, CancellationToken, ValueTask<TSend>> respond, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(respond);
        await Answering.RunAsync(new AsyncCalls<TYield, TSend>(this), respond, cancellationToken);
    }
}

public partial class AsyncGenerator<TYield, TSend, TReturn>
{
    /// <summary>Drives the generator to its end: sends the answer of <paramref name="respond"/> to each yielded value,
    /// and returns the result.</summary>
    /// <inheritdoc cref="Generator{TYield, TSend, TReturn}.RunAsync(Func{TYield, ValueTask{TSend}})"/>
    /// <example>
    /// <code>
    /// var total = new AsyncGenerator&lt;string, int, int>(async yield =>
    ///     await yield("apples") + await yield("pears"));
    /// int letters = await total.RunAsync(async name => name.Length);   // 11
    /// </code>
    /// </example>
    public new ValueTask<TReturn> RunAsync(Func<TYield, ValueTask<TSend>> respond) =>
        RunAsync(Answering.Tokenless(respond)!);

    /// <inheritdoc cref="Generator{TYield, TSend, TReturn}.RunAsync(Func{TYield, CancellationToken, ValueTask{TSend}},
    /// CancellationToken)"/>
    /// <param name="respond">Called with each yielded value and the token, in the caller's context, and awaited; its
    /// result is sent in. An exception that it throws is raised at the paused yield, where the body may catch it and go
    /// on.</param>
    /// <param name="cancellationToken">The token for <paramref name="respond"/>. It also cancels the body's token, if
    /// the body takes one. Nothing else looks at it: canceling it ends the call only if one of them heeds it.</param>
    /// <example>
    /// <code>
    /// using var source = new System.Threading.CancellationTokenSource();
    /// var total = new AsyncGenerator&lt;string, int, int>(async (yield, token) =>
    /// {
    ///     await Task.Delay(1, token);
    ///     return await yield("apples") + await yield("pears");
    /// });
    /// int letters = await total.RunAsync(async (name, token) => name.Length, source.Token);   // 11
    /// </code>
    /// </example>
    public new async ValueTask<TReturn> RunAsync(
        Func<TYield, CancellationToken, ValueTask<TSend>> respond, CancellationToken cancellationToken = default)
    {
        await base.RunAsync(respond, cancellationToken);
        return Result;
    }
}
