using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Parley.Bodies;

namespace Parley.CompilerServices;

/// <summary>Builds a <see cref="GeneratorBody"/>. Called by the compiler only.</summary>
/// <remarks>Its members stand in the order in which compiled code calls them.</remarks>
[DebuggerStepThrough, StackTraceHidden, EditorBrowsable(EditorBrowsableState.Never)]
public struct GeneratorBuilder
{
    private Box _box;

    internal readonly Box Box => _box;

    /// <summary>1. The body is called.</summary>
    /// <returns>An empty builder.</returns>
    public static GeneratorBuilder Create() => default;

    /// <summary>2. Its state machine is ready. It is boxed, not run: the first advance does that.</summary>
    /// <typeparam name="TStateMachine">The compiler's state machine.</typeparam>
    /// <param name="stateMachine">The state machine, which this builder is a field of.</param>
    public void Start<TStateMachine>(ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine =>
        Box<TStateMachine>.Start(out _box, ref stateMachine);

    /// <summary>3. What the body's caller gets.</summary>
    public readonly GeneratorBody Task => new(_box);

    /// <summary>4. The body pauses.</summary>
    /// <typeparam name="TAwaiter">What it awaits: the constraint allows <c>yield(…)</c> and <c>yield.From(…)</c>
    /// only.</typeparam>
    /// <typeparam name="TStateMachine">The compiler's state machine.</typeparam>
    /// <param name="awaiter">What it awaits.</param>
    /// <param name="stateMachine">The boxed state machine.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void AwaitOnCompleted<TAwaiter, TStateMachine>(
        ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : struct, IYieldAwaiter, INotifyCompletion
        where TStateMachine : IAsyncStateMachine =>
        awaiter.Suspend(_box);

    /// <summary>4. The same, for awaiters that Parley doesn't have: here so that awaiting one fails to
    /// compile.</summary>
    /// <inheritdoc cref="AwaitOnCompleted"/>
    public readonly void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(
        ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : struct, IYieldAwaiter, ICriticalNotifyCompletion
        where TStateMachine : IAsyncStateMachine =>
        awaiter.Suspend(_box);

    /// <summary>5. The body returned.</summary>
    public readonly void SetResult() => _box.Owner!.Return();

    /// <summary>5. An exception left the body.</summary>
    /// <param name="exception">The exception.</param>
    public readonly void SetException(Exception exception) => _box.Owner!.Fail(exception);

    /// <summary>Not called by today's compilers.</summary>
    /// <param name="stateMachine">The boxed state machine.</param>
    public readonly void SetStateMachine(IAsyncStateMachine stateMachine)
    {
    }
}

/// <summary>Builds a <see cref="GeneratorBody{TReturn}"/>. Called by the compiler only.</summary>
/// <typeparam name="TReturn">The type of the value that the body returns.</typeparam>
/// <inheritdoc cref="GeneratorBuilder" path="/remarks"/>
[DebuggerStepThrough, StackTraceHidden, EditorBrowsable(EditorBrowsableState.Never)]
public struct GeneratorBuilder<TReturn>
{
    private GeneratorBuilder _builder;

    /// <inheritdoc cref="GeneratorBuilder.Create"/>
    public static GeneratorBuilder<TReturn> Create() => default;

    /// <inheritdoc cref="GeneratorBuilder.Start"/>
    public void Start<TStateMachine>(ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine =>
        _builder.Start(ref stateMachine);

    /// <inheritdoc cref="GeneratorBuilder.Task"/>
    public readonly GeneratorBody<TReturn> Task => new(_builder.Box);

    /// <inheritdoc cref="GeneratorBuilder.AwaitOnCompleted"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void AwaitOnCompleted<TAwaiter, TStateMachine>(
        ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : struct, IYieldAwaiter, INotifyCompletion
        where TStateMachine : IAsyncStateMachine =>
        awaiter.Suspend(_builder.Box);

    /// <inheritdoc cref="GeneratorBuilder.AwaitUnsafeOnCompleted"/>
    public readonly void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(
        ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : struct, IYieldAwaiter, ICriticalNotifyCompletion
        where TStateMachine : IAsyncStateMachine =>
        awaiter.Suspend(_builder.Box);

    /// <inheritdoc cref="GeneratorBuilder.SetResult"/>
    /// <param name="result">The returned value.</param>
    public readonly void SetResult(TReturn result) => ((IBodyOwner<TReturn>)_builder.Box.Owner!).Return(result);

    /// <inheritdoc cref="GeneratorBuilder.SetException"/>
    public readonly void SetException(Exception exception) => _builder.SetException(exception);

    /// <inheritdoc cref="GeneratorBuilder.SetStateMachine"/>
    public readonly void SetStateMachine(IAsyncStateMachine stateMachine)
    {
    }
}
