using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Parley.Engine;
using Parley.Waiting;

namespace Parley;

/// <summary>
/// A generator whose body may await tasks between its yields: Python's asynchronous generator
/// (<see href="https://peps.python.org/pep-0525/">PEP 525</see>).
/// </summary>
/// <typeparam name="TYield">The type of the values handed out.</typeparam>
/// <remarks>
/// <para>Calls are hot: the body runs up to its first real wait when it is called. Every failure, misuse too, is in the
/// <see cref="ValueTask"/>, which is good for one await. While a call is pending, every other one fails and leaves it
/// unharmed.</para>
/// <para><c>await foreach</c> closes it, also by <c>break</c>. To stop a body that waits, cancel a token given to
/// <see cref="GetAsyncEnumerator"/>, await the pending call, then close.</para>
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
public class AsyncGenerator<TYield> : IAsyncEnumerable<TYield>, IAsyncEnumerator<TYield>, IDebugView
{
    private AsyncMoveCall<TYield>? _moveCall;
    private AsyncValueCall<TYield>? _valueCall;
    private AsyncContexts? _contexts;
    private int _entered;

    /// <summary>Makes a generator. <paramref name="body"/> is called at once, which runs nothing of an async
    /// method.</summary>
    /// <param name="body">The body: an async lambda or method.</param>
    /// <exception cref="ArgumentNullException"><paramref name="body"/> is null.</exception>
    public AsyncGenerator(Func<Yield<TYield>, AsyncGeneratorBody> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        Core = new AsyncCore<TYield>(this, body);
    }

    /// <summary>Makes a generator whose body is given a token.</summary>
    /// <param name="body">
    /// The body: an async lambda or method. Its token is canceled when any token given to
    /// <see cref="GetAsyncEnumerator"/> is.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="body"/> is null.</exception>
    public AsyncGenerator(Func<Yield<TYield>, CancellationToken, AsyncGeneratorBody> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var cancellation = new AsyncCancellation();
        Core = new AsyncCore<TYield>(this, yield => body(yield, cancellation.Token));
        CancelBy(cancellation);
    }

    // The derived ones set their core.
    private protected AsyncGenerator() => Core = null!;

    /// <inheritdoc cref="Generator{TYield}.State"/>
    /// <remarks>It is <see cref="GeneratorState.Running"/> until the call's <see cref="ValueTask"/>
    /// completes.</remarks>
    public GeneratorState State => IsPending ? GeneratorState.Running : Core.State;

    /// <inheritdoc cref="Generator{TYield}.Current"/>
    public TYield Current => Core.Current;

    /// <inheritdoc cref="Generator{TYield}.YieldingFrom"/>
    public object? YieldingFrom => IsPending ? null : Core.YieldingFrom;

    internal Generator<TYield> Core { get; private protected init; }

    // Of the call that runs now.
    internal AsyncContexts Contexts => _contexts ??= new();

    // While a call is, another thread may be moving the chain, which can't be looked at then.
    private bool IsPending => Volatile.Read(ref _entered) != 0;

    /// <inheritdoc cref="Generator{TYield}.MoveNext"/>
    public ValueTask<bool> MoveNextAsync() => Move(new Advancing(Core));

    /// <summary>Runs the body to its next yield, as Python's <c>anext(g)</c>.</summary>
    /// <inheritdoc cref="Generator{TYield}.Next"/>
    public ValueTask<TYield> NextAsync() => Value(new Advancing(Core));

    /// <inheritdoc cref="Generator{TYield}.Throw"/>
    public ValueTask<TYield> ThrowAsync(Exception exception) => Value(new Raising(Core, exception));

    /// <inheritdoc cref="Generator{TYield}.TryThrow"/>
    public ValueTask<bool> TryThrowAsync(Exception exception) => Move(new Raising(Core, exception));

    /// <inheritdoc cref="Generator{TYield}.Close"/>
    /// <returns>What completes when it is closed.</returns>
    public ValueTask CloseAsync()
    {
        if (!TryEnter()) return Failed(Errors.AlreadyRunning());
        var start = new Starting<Closing>(this, new(Core));
        if (start.Run() == Outcome.Waiting)
        {
            AsyncMoveCall<TYield> call = TakeMoveCall();
            return new(call, call.Start(start.Drive, AsyncForm.Close));
        }

        return End(start.Outcome, start.Error, AsyncForm.Close) is { } error ? Failed(error) : default;
    }

    /// <summary>Closes it, as <see cref="CloseAsync"/>.</summary>
    /// <returns>What completes when it is closed.</returns>
    /// <inheritdoc cref="CloseAsync" path="/exception"/>
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return CloseAsync();
    }

    /// <summary>The generator itself: it can be enumerated once.</summary>
    /// <param name="cancellationToken">
    /// Cancels the token that the body was given, if it was made with one; also when others were registered before.
    /// </param>
    /// <returns>This generator.</returns>
    public AsyncGenerator<TYield> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        (Core._box as AsyncBox)?.Cancellation?.Register(cancellationToken);
        return this;
    }

    /// <summary>For <c>await foreach</c>: says whether its awaits come back to the captured context.</summary>
    /// <param name="continueOnCapturedContext">False to go on wherever a step ends.</param>
    /// <returns>What to loop over.</returns>
    /// <remarks>Not an extension, as those for enumerables and for what is disposed would both fit.</remarks>
    public ConfiguredCancelableAsyncEnumerable<TYield> ConfigureAwait(bool continueOnCapturedContext) =>
        ((IAsyncEnumerable<TYield>)this).ConfigureAwait(continueOnCapturedContext);

    /// <inheritdoc cref="Generator{TYield}.ToString"/>
    public override string ToString() => $"AsyncGenerator {Core._box?.BodyName} ({State})";

    IAsyncEnumerator<TYield> IAsyncEnumerable<TYield>.GetAsyncEnumerator(CancellationToken cancellationToken) =>
        GetAsyncEnumerator(cancellationToken);

    private protected ValueTask<bool> Move<TOperation>(TOperation operation)
        where TOperation : struct, IOperation
    {
        if (!TryEnter()) return Failed<bool>(Errors.AlreadyRunning());
        var start = new Starting<TOperation>(this, operation);
        if (start.Run() != Outcome.Yielded) return MoveOn(start.Outcome, start.Error, start.Drive);
        Leave();
        return new(true);
    }

    private protected ValueTask<TYield> Value<TOperation>(TOperation operation)
        where TOperation : struct, IOperation
    {
        if (!TryEnter()) return Failed<TYield>(Errors.AlreadyRunning());
        var start = new Starting<TOperation>(this, operation);
        if (start.Run() != Outcome.Yielded) return ValueOn(start.Outcome, start.Error, start.Drive);
        TYield value = Core._current!;
        Leave();
        return new(value);
    }

    // The rest of Move: it waits, or has ended.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ValueTask<bool> MoveOn(Outcome outcome, Exception? error, in Generator<TYield>.Drive drive)
    {
        if (outcome == Outcome.Waiting)
        {
            AsyncMoveCall<TYield> call = TakeMoveCall();
            return new(call, call.Start(drive, AsyncForm.Move));
        }

        error = End(outcome, error, AsyncForm.Move);
        return error is null ? new(false) : Failed<bool>(error);
    }

    // The rest of Value.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ValueTask<TYield> ValueOn(Outcome outcome, Exception? error, in Generator<TYield>.Drive drive)
    {
        if (outcome == Outcome.Waiting)
        {
            if (_valueCall?.TryTake() != true) (_valueCall = new(this)).TryTake();
            return new(_valueCall, _valueCall.Start(drive, AsyncForm.Value));
        }

        return Failed<TYield>(End(outcome, error, AsyncForm.Value)!);
    }

    // Ends a call that doesn't wait: what it fails with.
    private Exception? End(Outcome outcome, Exception? error, AsyncForm form)
    {
        error ??= ErrorOf(outcome, form);
        Leave();
        return error;
    }

    // False if a call is pending. Interlocked, as two may be raced.
    private bool TryEnter() => Interlocked.Exchange(ref _entered, 1) == 0;

    /// <summary>What a call that came back so fails with; null if it doesn't.</summary>
    internal Exception? ErrorOf(Outcome outcome, AsyncForm form)
    {
        if (outcome == Outcome.Ended && Core.Failure is { } failure) return failure;
        return form switch
        {
            AsyncForm.Value when outcome != Outcome.Yielded => Core.StopIteration(outcome == Outcome.Ended),
            AsyncForm.Close when outcome == Outcome.Yielded => Errors.IgnoredExit(),
            _ => null,
        };
    }

    /// <summary>Lets the next call in.</summary>
    internal void Leave()
    {
        _contexts?.Clear();
        Volatile.Write(ref _entered, 0);
    }

    private protected void CancelBy(AsyncCancellation cancellation)
    {
        if (Core._box is AsyncBox box) box.Cancellation = cancellation;
    }

    private AsyncMoveCall<TYield> TakeMoveCall()
    {
        if (_moveCall?.TryTake() != true) (_moveCall = new(this)).TryTake();
        return _moveCall;
    }

    // Through a builder, as an OperationCanceledException then makes it canceled, not faulted.
    private static ValueTask<T> Failed<T>(Exception exception)
    {
        var builder = AsyncValueTaskMethodBuilder<T>.Create();
        builder.SetException(exception);
        return builder.Task;
    }

    private static ValueTask Failed(Exception exception)
    {
        var builder = AsyncValueTaskMethodBuilder.Create();
        builder.SetException(exception);
        return builder.Task;
    }

    string? IDebugView.Body => Core._box?.BodyName;

    object? IDebugView.Current => Current;

    object? IDebugView.Result => Core.BoxedResult;

    private protected interface IOperation
    {
        Outcome Invoke(ref Generator<TYield>.Drive drive);
    }

    // The part of a call that runs on its caller's stack.
    private struct Starting<TOperation>(AsyncGenerator<TYield> generator, TOperation operation) : IAsyncStateMachine
        where TOperation : struct, IOperation
    {
        private Generator<TYield>.Drive _drive = new() { Async = generator };

        [UnscopedRef]
        internal readonly ref readonly Generator<TYield>.Drive Drive => ref _drive;

        internal Outcome Outcome { get; private set; }

        internal Exception? Error { get; private set; }

        internal Outcome Run()
        {
            do Isolated.Run(ref this);
            while (Outcome == Outcome.Elsewhere); // which is here, where the caller's contexts are
            return Outcome;
        }

        public void MoveNext()
        {
            try
            {
                Outcome = Outcome == Outcome.Elsewhere
                    ? generator.Core.Run(_drive.Waiting!, _drive.Thrown, ref _drive)
                    : operation.Invoke(ref _drive);
            }
            catch (Exception misuse)
            {
                Outcome = Outcome.Over;
                Error = misuse;
            }
        }

        public readonly void SetStateMachine(IAsyncStateMachine stateMachine)
        {
        }
    }

    private readonly struct Advancing(Generator<TYield> core) : IOperation
    {
        public Outcome Invoke(ref Generator<TYield>.Drive drive) => core.Advance(ref drive);
    }

    private readonly struct Raising(Generator<TYield> core, Exception exception) : IOperation
    {
        public Outcome Invoke(ref Generator<TYield>.Drive drive)
        {
            ArgumentNullException.ThrowIfNull(exception);
            return core.RaiseInside(exception, ref drive);
        }
    }

    private readonly struct Closing(Generator<TYield> core) : IOperation
    {
        public Outcome Invoke(ref Generator<TYield>.Drive drive) => core.CloseChain(ref drive);
    }
}
