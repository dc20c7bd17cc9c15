using Parley.Waiting;

namespace Parley;

public partial class Generator<TYield, TSend>
{
    /// <summary>Drives the generator to its end: sends the answer of <paramref name="respond"/> to each yielded
    /// value.</summary>
    /// <param name="respond">Called with each yielded value; what it returns is sent in. An exception that it throws is
    /// raised at the paused yield, where the body may catch it and go on.</param>
    /// <remarks>A new generator is started. One that is paused goes on from there: its
    /// <see cref="Generator{TYield}.Current"/> is the first value to be answered. The generator is closed however the
    /// call ends.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="respond"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The generator is already executing, in which case it stays as it is,
    /// or a <see cref="StopIterationException"/> escaped the body (PEP 479).</exception>
    /// <exception cref="Exception">The body threw it, or let an exception of <paramref name="respond"/>
    /// escape.</exception>
    /// <example>
    /// <code>
    /// var greet = new Generator&lt;string, string>(async yield =>
    /// {
    ///     string name = await yield("name?");
    ///     string town = await yield("town?");
    ///     Console.WriteLine($"{name} from {town}");
    /// });
    /// greet.Run(question => question == "name?" ? "Ada" : "London");   // Ada from London
    /// </code>
    /// </example>
    public void Run(Func<TYield, TSend> respond)
    {
        ArgumentNullException.ThrowIfNull(respond);
        try
        {
            bool yields = Begin();
            while (yields)
            {
                TSend answer = default!;
                Exception? failure = null;
                try
                {
                    answer = respond(Current);
                }
                catch (Exception exception)
                {
                    failure = exception;
                }

                yields = failure is null ? TrySend(answer) : TryThrow(failure);
            }
        }
        finally
        {
            if (State == GeneratorState.Suspended) Close(); // not if it was refused
        }
    }

    /// <summary>Drives the generator to its end: sends the answer of <paramref name="respond"/> to each yielded value.
    /// The body stays synchronous, while what it asks for may take time.</summary>
    /// <param name="respond">Called with each yielded value, in the caller's context, and awaited; its result is sent
    /// in. An exception that it throws is raised at the paused yield, where the body may catch it and go on.</param>
    /// <returns>A task that completes when the generator has ended. It reports every failure, including
    /// misuse.</returns>
    /// <inheritdoc cref="Run"/>
    /// <example>
    /// <code>
    /// var total = new Generator&lt;string, int>(async yield =>
    ///     Console.WriteLine(await yield("apples") + await yield("pears")));
    /// await total.RunAsync(async name =>
    /// {
    ///     await Task.Delay(1);
    ///     return name.Length;
    /// });   // 11
    /// </code>
    /// </example>
    public ValueTask RunAsync(Func<TYield, ValueTask<TSend>> respond) => RunAsync(Answering.Tokenless(respond)!);

    /// <summary>Drives the generator to its end: sends the answer of <paramref name="respond"/>, which takes a token,
    /// to each yielded value.</summary>
    /// <param name="respond">Called with each yielded value and the token, in the caller's context, and awaited; its
    /// result is sent in. An exception that it throws is raised at the paused yield, where the body may catch it and go
    /// on.</param>
    /// <param name="cancellationToken">The token for <paramref name="respond"/>. Nothing else looks at it: canceling it
    /// ends the call only if <paramref name="respond"/> heeds it.</param>
    /// <returns>A task that completes when the generator has ended. It reports every failure, including
    /// misuse.</returns>
    /// <inheritdoc cref="Run"/>
    /// <example>
    /// <code>
    /// using var source = new System.Threading.CancellationTokenSource();
    /// var total = new Generator&lt;string, int>(async yield =>
    ///     Console.WriteLine(await yield("apples") + await yield("pears")));
    /// await total.RunAsync(async (name, token) =>
    /// {
    ///     await Task.Delay(1, token);
    ///     return name.Length;
    /// }, source.Token);   // 11
    /// </code>
    /// </example>
    public async ValueTask RunAsync(
        Func<TYield, CancellationToken, ValueTask<TSend>> respond, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(respond);
        await Answering.RunAsync(new SyncCalls<TYield, TSend>(this), respond, cancellationToken);
    }
}

public partial class Generator<TYield, TSend, TReturn>
{
    /// <summary>Drives the generator to its end: sends the answer of <paramref name="respond"/> to each yielded value,
    /// and returns the result.</summary>
    /// <returns>The value that the body returned; for a generator that had already ended, its kept
    /// <see cref="Result"/>.</returns>
    /// <exception cref="InvalidOperationException">The generator is already executing, in which case it stays as it is;
    /// or it has ended without a result; or a <see cref="StopIterationException"/> escaped the body
    /// (PEP 479).</exception>
    /// <inheritdoc cref="Generator{TYield, TSend}.Run"/>
    /// <example>
    /// <code>
    /// var total = new Generator&lt;string, int, int>(async yield => await yield("apples") + await yield("pears"));
    /// int letters = total.Run(name => name.Length);   // 11
    /// </code>
    /// </example>
    public new TReturn Run(Func<TYield, TSend> respond)
    {
        base.Run(respond);
        return Result;
    }

    /// <summary>Drives the generator to its end: sends the answer of <paramref name="respond"/> to each yielded value,
    /// and returns the result. The body stays synchronous, while what it asks for may take time.</summary>
    /// <returns>The value that the body returned; for a generator that had already ended, its kept
    /// <see cref="Result"/>. The task reports every failure, including misuse.</returns>
    /// <exception cref="InvalidOperationException">The generator is already executing, in which case it stays as it is;
    /// or it has ended without a result; or a <see cref="StopIterationException"/> escaped the body
    /// (PEP 479).</exception>
    /// <inheritdoc cref="Generator{TYield, TSend}.RunAsync(Func{TYield, ValueTask{TSend}})"/>
    /// <example>
    /// <code>
    /// var total = new Generator&lt;string, int, int>(async yield => await yield("apples") + await yield("pears"));
    /// int letters = await total.RunAsync(async name =>
    /// {
    ///     await Task.Delay(1);
    ///     return name.Length;
    /// });   // 11
    /// </code>
    /// </example>
    public new ValueTask<TReturn> RunAsync(Func<TYield, ValueTask<TSend>> respond) =>
        RunAsync(Answering.Tokenless(respond)!);

    /// <summary>Drives the generator to its end: sends the answer of <paramref name="respond"/>, which takes a token,
    /// to each yielded value, and returns the result.</summary>
    /// <returns>The value that the body returned; for a generator that had already ended, its kept
    /// <see cref="Result"/>. The task reports every failure, including misuse.</returns>
    /// <exception cref="InvalidOperationException">The generator is already executing, in which case it stays as it is;
    /// or it has ended without a result; or a <see cref="StopIterationException"/> escaped the body
    /// (PEP 479).</exception>
    /// <inheritdoc cref="Generator{TYield, TSend}.RunAsync(Func{TYield, CancellationToken, ValueTask{TSend}},
    /// CancellationToken)"/>
    /// <example>
    /// <code>
    /// using var source = new System.Threading.CancellationTokenSource();
    /// var total = new Generator&lt;string, int, int>(async yield => await yield("apples") + await yield("pears"));
    /// int letters = await total.RunAsync(async (name, token) =>
    /// {
    ///     await Task.Delay(1, token);
    ///     return name.Length;
    /// }, source.Token);   // 11
    /// </code>
    /// </example>
    public new async ValueTask<TReturn> RunAsync(
        Func<TYield, CancellationToken, ValueTask<TSend>> respond, CancellationToken cancellationToken = default)
    {
        await base.RunAsync(respond, cancellationToken);
        return Result;
    }
}
