using System.Diagnostics;
using System.Runtime.CompilerServices;
using Parley.Bodies;
using Parley.CompilerServices;
using Parley.Engine;
using Parley.Waiting;

namespace Parley;

/// <summary>
/// A generator whose body may await tasks between its yields: Python's asynchronous generator
/// (<see href="https://peps.python.org/pep-0525/">PEP 525</see>).
/// </summary>
/// <typeparam name="TYield">The type of the values handed out.</typeparam>
/// <remarks>
/// <para>Calls are hot: the body runs up to its first real wait before a call returns. Every failure, including misuse,
/// is reported by the <see cref="ValueTask"/>, which can be awaited only once. While a call is pending, any other call
/// on the same generator, or on another one of its chain, fails and leaves the pending one unharmed, on any
/// thread.</para>
/// <para><c>await foreach</c> closes the generator, even on <c>break</c>. To stop a body that is waiting, cancel a
/// token passed to <see cref="GetAsyncEnumerator"/>, await the pending call, then close the generator.</para>
/// </remarks>
/// <example>
/// <code>
/// var ticker = new AsyncGenerator&lt;int>(async yield =>
/// {
///     for (int i = 0; i &lt; 3; i++)
///     {
///         await yield(i);
///         await Task.Delay(100);
///     }
/// });
/// await foreach (int i in ticker) Console.WriteLine(i);   // 0, 1, 2
/// </code>
/// </example>
[DebuggerDisplay("{ToString(),nq}")]
[DebuggerTypeProxy(typeof(GeneratorDebugView))]
[DebuggerStepThrough, StackTraceHidden]
public partial class AsyncGenerator<TYield>
    : IAsyncEnumerable<TYield>, IAsyncEnumerator<TYield>, IAsyncMappable, IDebugView
{
    /// <summary>Creates a generator. <paramref name="body"/> is called at once, but an async method doesn't run before
    /// the first advance.</summary>
    /// <param name="body">The body: an async lambda or method.</param>
    /// <exception cref="ArgumentNullException"><paramref name="body"/> is null.</exception>
    public AsyncGenerator(Func<Yield<TYield>, AsyncGeneratorBody> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        Core = new AsyncCore<TYield>(this, body);
    }

    /// <summary>Creates a generator whose body takes a cancellation token.</summary>
    /// <param name="body">
    /// The body: an async lambda or method. Its token is canceled when any token passed to
    /// <see cref="GetAsyncEnumerator"/> is, and when that of a body that is delegating to this one is.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="body"/> is null.</exception>
    public AsyncGenerator(Func<Yield<TYield>, CancellationToken, AsyncGeneratorBody> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var cancellation = new AsyncCancellation();
        Core = new AsyncCore<TYield>(
            this, [DebuggerStepThrough, StackTraceHidden] (yield) => body(yield, cancellation.Token));
        CancelBy(cancellation);
    }

    // Derived classes set Core.
    private protected AsyncGenerator() => Core = null!;

    /// <inheritdoc cref="Generator{TYield}.State"/>
    /// <remarks>The state is <see cref="GeneratorState.Running"/> until a call's <see cref="ValueTask"/>
    /// completes.</remarks>
    public GeneratorState State => IsPending ? GeneratorState.Running : Core.State;

    /// <inheritdoc cref="Generator{TYield}.Current"/>
    public TYield Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => IsPending ? default! : Core.Current;
    }

    /// <inheritdoc cref="Generator{TYield}.YieldingFrom"/>
    public object? YieldingFrom => IsPending ? null : Core.YieldingFrom;

    internal Generator<TYield> Core { get; private protected set; }

    internal GeneratorState OwnState => IsPending ? GeneratorState.Running : Core.OwnState;

    /// <inheritdoc cref="Generator{TYield}.MoveNext"/>
    public ValueTask<bool> MoveNextAsync() => Move(default(Advancing));

    /// <summary>Runs the body to its next yield, like Python's <c>anext(g)</c>.</summary>
    /// <inheritdoc cref="Generator{TYield}.Next"/>
    public ValueTask<TYield> NextAsync() => Value(default(Advancing));

    /// <inheritdoc cref="Generator{TYield}.Throw"/>
    public ValueTask<TYield> ThrowAsync(Exception exception) => Value(new Raising(exception));

    /// <inheritdoc cref="Generator{TYield}.TryThrow"/>
    public ValueTask<bool> TryThrowAsync(Exception exception) => Move(new Raising(exception));

    /// <inheritdoc cref="Generator{TYield}.Close"/>
    /// <returns>A task that completes when the generator is closed.</returns>
    public ValueTask CloseAsync() => Complete(default(Closing));

    /// <summary>Closes the generator, like <see cref="CloseAsync"/>.</summary>
    /// <remarks>An exception thrown here, such as the error for a body that yields instead of leaving, replaces one
    /// that is leaving the caller's <c>await foreach</c> or <c>await using</c>.</remarks>
    /// <returns>A task that completes when the generator is closed.</returns>
    /// <inheritdoc cref="CloseAsync" path="/exception"/>
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return CloseAsync();
    }

    /// <summary>Returns the generator itself, which can be enumerated only once.</summary>
    /// <param name="cancellationToken">
    /// A token that cancels the body's token, if the body takes one. Tokens passed earlier remain in effect.
    /// </param>
    /// <returns>This generator.</returns>
    public AsyncGenerator<TYield> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        (Core._box as AsyncBox)?.Cancellation?.Register(cancellationToken);
        return this;
    }

    /// <summary>Configures whether the awaits of an <c>await foreach</c> or <c>await using</c> return to the captured
    /// context.</summary>
    /// <param name="continueOnCapturedContext">False to continue wherever a step ends.</param>
    /// <returns>The generator, to be looped over, disposed or passed to a <c>yield.From</c>.</returns>
    /// <remarks>A member because the extension methods for enumerables and disposables would be ambiguous.</remarks>
    public ConfiguredAsyncGenerator<TYield> ConfigureAwait(bool continueOnCapturedContext) =>
        new(this, continueOnCapturedContext, default);

    /// <inheritdoc cref="Generator{TYield}.ToString"/>
    public override string ToString() => $"AsyncGenerator {Core._box?.BodyName} ({State})";

    IAsyncEnumerator<TYield> IAsyncEnumerable<TYield>.GetAsyncEnumerator(CancellationToken cancellationToken) =>
        GetAsyncEnumerator(cancellationToken);

    Generator<TOuter>? IAsyncMappable.As<TOuter>() =>
        Upcast<TYield, TOuter>.Exists ? Mapped(Upcast<TYield, TOuter>.Map) : null;

    internal virtual Generator<TOuter> Mapped<TOuter>(Func<TYield, TOuter> map) =>
        Face.StandIn<TOuter, TYield>(new AsyncCalls<TYield, ValueTuple>(this), map);

    // For a call to come, which is refused while another one is pending.
    internal void CancelBy(CancellationToken token)
    {
        if (State != GeneratorState.Running) GetAsyncEnumerator(token);
    }

    private protected void CancelBy(AsyncCancellation cancellation)
    {
        if (Core._box is AsyncBox box) box.Cancellation = cancellation;
    }

    string? IDebugView.Body => Core._box?.BodyName;

    object? IDebugView.Current => Current;

    object? IDebugView.Result => Core.BoxedResult;
}
