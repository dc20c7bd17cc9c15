using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Parley.Bodies;
using Parley.Forking;

namespace Parley.CompilerServices;

/// <summary>Builds a <see cref="GeneratorBody"/>. For use by the compiler only.</summary>
/// <remarks>The members are in the order in which compiled code calls them.</remarks>
[DebuggerStepThrough, StackTraceHidden, EditorBrowsable(EditorBrowsableState.Never)]
public struct GeneratorBuilder : IForkableValue<GeneratorBuilder>
{
    private Box _box;

    internal readonly Box Box => _box;

    /// <summary>1. Creates an empty builder when the body is called.</summary>
    /// <returns>An empty builder.</returns>
    public static GeneratorBuilder Create() => default;

    /// <summary>2. Boxes the body's state machine, which the first advance will start.</summary>
    /// <typeparam name="TStateMachine">The type of the state machine.</typeparam>
    /// <param name="stateMachine">The state machine, which has this builder in a field.</param>
    public void Start<[DynamicallyAccessedMembers(ForkShape.Needs)] TStateMachine>(
        ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine =>
        Box<TStateMachine>.Start(out _box, ref stateMachine);

    /// <summary>3. Gets the return value for the body's caller.</summary>
    public readonly GeneratorBody Task => new(_box);

    /// <summary>4. Pauses the body.</summary>
    /// <typeparam name="TAwaiter">The type of the awaiter: the constraint allows only those of <c>yield(…)</c> and
    /// <c>yield.From(…)</c>.</typeparam>
    /// <typeparam name="TStateMachine">The type of the state machine.</typeparam>
    /// <param name="awaiter">The awaiter.</param>
    /// <param name="stateMachine">The boxed state machine.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void AwaitOnCompleted<TAwaiter, TStateMachine>(
        ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : struct, IYieldAwaiter, INotifyCompletion
        where TStateMachine : IAsyncStateMachine =>
        awaiter.Suspend(_box);

    /// <summary>4. Does the same for critical awaiters. Parley has none, so awaiting one fails to compile.</summary>
    /// <inheritdoc cref="AwaitOnCompleted"/>
    public readonly void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(
        ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : struct, IYieldAwaiter, ICriticalNotifyCompletion
        where TStateMachine : IAsyncStateMachine =>
        awaiter.Suspend(_box);

    /// <summary>5. Ends a body that returned.</summary>
    public readonly void SetResult() => _box.Owner!.Return();

    /// <summary>5. Ends a body that an exception escaped.</summary>
    /// <param name="exception">The exception.</param>
    public readonly void SetException(Exception exception) => _box.Owner!.Fail(exception);

    /// <summary>Does nothing: current compilers don't call it.</summary>
    /// <param name="stateMachine">The boxed state machine.</param>
    public readonly void SetStateMachine(IAsyncStateMachine stateMachine)
    {
    }

    GeneratorBuilder IForkableValue<GeneratorBuilder>.Forked(ref Fork fork, ForkField field) => Of(in fork);

    internal static GeneratorBuilder Of(in Fork fork) => new() { _box = fork.Box! };
}

/// <summary>Builds a <see cref="GeneratorBody{TReturn}"/>. For use by the compiler only.</summary>
/// <typeparam name="TReturn">The type of the value that the body returns.</typeparam>
/// <inheritdoc cref="GeneratorBuilder" path="/remarks"/>
[DebuggerStepThrough, StackTraceHidden, EditorBrowsable(EditorBrowsableState.Never)]
public struct GeneratorBuilder<TReturn> : IForkableValue<GeneratorBuilder<TReturn>>
{
    private GeneratorBuilder _builder;

    /// <inheritdoc cref="GeneratorBuilder.Create"/>
    public static GeneratorBuilder<TReturn> Create() => default;

    /// <inheritdoc cref="GeneratorBuilder.Start"/>
    public void Start<[DynamicallyAccessedMembers(ForkShape.Needs)] TStateMachine>(
        ref TStateMachine stateMachine)
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

    GeneratorBuilder<TReturn> IForkableValue<GeneratorBuilder<TReturn>>.Forked(ref Fork fork, ForkField field) =>
        new() { _builder = GeneratorBuilder.Of(in fork) };
}
