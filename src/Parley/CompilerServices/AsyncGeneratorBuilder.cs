using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Parley.Bodies;
using Parley.Forking;
using Parley.Waiting;

namespace Parley.CompilerServices;

/// <summary>Builds an <see cref="AsyncGeneratorBody"/>. For use by the compiler only.</summary>
/// <inheritdoc cref="GeneratorBuilder" path="/remarks"/>
[DebuggerStepThrough, StackTraceHidden, EditorBrowsable(EditorBrowsableState.Never)]
public struct AsyncGeneratorBuilder : IForkableValue<AsyncGeneratorBuilder>
{
    private AsyncBox _box;

    internal readonly AsyncBox Box => _box;

    /// <inheritdoc cref="GeneratorBuilder.Create"/>
    public static AsyncGeneratorBuilder Create() => default;

    /// <inheritdoc cref="GeneratorBuilder.Start"/>
    public void Start<[DynamicallyAccessedMembers(ForkShape.Needs)] TStateMachine>(
        ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine =>
        AsyncBox<TStateMachine>.Start(out _box, ref stateMachine);

    /// <inheritdoc cref="GeneratorBuilder.Task"/>
    public readonly AsyncGeneratorBody Task => new(_box);

    /// <summary>4. Pauses the body at a yield, or makes it wait for something else.</summary>
    /// <typeparam name="TAwaiter">The type of the awaiter.</typeparam>
    /// <typeparam name="TStateMachine">The type of the state machine.</typeparam>
    /// <param name="awaiter">The awaiter.</param>
    /// <param name="stateMachine">The boxed state machine.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void AwaitOnCompleted<TAwaiter, TStateMachine>(
        ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : INotifyCompletion
        where TStateMachine : IAsyncStateMachine
    {
        // The JIT folds away the test, and the boxing with it.
        if (awaiter is IAsyncYieldAwaiter) ((IAsyncYieldAwaiter)awaiter).Suspend(_box);
        else _box.Wait(ref awaiter);
    }

    /// <inheritdoc cref="AwaitOnCompleted"/>
    public readonly void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(
        ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : ICriticalNotifyCompletion
        where TStateMachine : IAsyncStateMachine =>
        _box.WaitUnsafe(ref awaiter);

    /// <inheritdoc cref="GeneratorBuilder.SetResult"/>
    public readonly void SetResult() => _box.Owner!.Return();

    /// <inheritdoc cref="GeneratorBuilder.SetException"/>
    public readonly void SetException(Exception exception) => _box.Owner!.Fail(exception);

    /// <inheritdoc cref="GeneratorBuilder.SetStateMachine"/>
    public readonly void SetStateMachine(IAsyncStateMachine stateMachine)
    {
    }

    AsyncGeneratorBuilder IForkableValue<AsyncGeneratorBuilder>.Forked(ref Fork fork, ForkField field) => Of(in fork);

    internal static AsyncGeneratorBuilder Of(in Fork fork) => new() { _box = (AsyncBox)fork.Box! };
}

/// <summary>Builds an <see cref="AsyncGeneratorBody{TReturn}"/>. For use by the compiler only.</summary>
/// <typeparam name="TReturn">The type of the value that the body returns.</typeparam>
/// <inheritdoc cref="GeneratorBuilder" path="/remarks"/>
[DebuggerStepThrough, StackTraceHidden, EditorBrowsable(EditorBrowsableState.Never)]
public struct AsyncGeneratorBuilder<TReturn> : IForkableValue<AsyncGeneratorBuilder<TReturn>>
{
    private AsyncGeneratorBuilder _builder;

    /// <inheritdoc cref="GeneratorBuilder.Create"/>
    public static AsyncGeneratorBuilder<TReturn> Create() => default;

    /// <inheritdoc cref="GeneratorBuilder.Start"/>
    public void Start<[DynamicallyAccessedMembers(ForkShape.Needs)] TStateMachine>(
        ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine =>
        _builder.Start(ref stateMachine);

    /// <inheritdoc cref="GeneratorBuilder.Task"/>
    public readonly AsyncGeneratorBody<TReturn> Task => new(_builder.Box);

    /// <inheritdoc cref="AsyncGeneratorBuilder.AwaitOnCompleted"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void AwaitOnCompleted<TAwaiter, TStateMachine>(
        ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : INotifyCompletion
        where TStateMachine : IAsyncStateMachine =>
        _builder.AwaitOnCompleted(ref awaiter, ref stateMachine);

    /// <inheritdoc cref="AsyncGeneratorBuilder.AwaitUnsafeOnCompleted"/>
    public readonly void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(
        ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : ICriticalNotifyCompletion
        where TStateMachine : IAsyncStateMachine =>
        _builder.AwaitUnsafeOnCompleted(ref awaiter, ref stateMachine);

    /// <inheritdoc cref="GeneratorBuilder{TReturn}.SetResult"/>
    public readonly void SetResult(TReturn result) => ((IBodyOwner<TReturn>)_builder.Box.Owner!).Return(result);

    /// <inheritdoc cref="GeneratorBuilder.SetException"/>
    public readonly void SetException(Exception exception) => _builder.SetException(exception);

    /// <inheritdoc cref="GeneratorBuilder.SetStateMachine"/>
    public readonly void SetStateMachine(IAsyncStateMachine stateMachine)
    {
    }

    AsyncGeneratorBuilder<TReturn> IForkableValue<AsyncGeneratorBuilder<TReturn>>.Forked(
        ref Fork fork, ForkField field) =>
        new() { _builder = AsyncGeneratorBuilder.Of(in fork) };
}
