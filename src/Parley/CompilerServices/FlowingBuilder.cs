using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Parley.CompilerServices;

/// <summary>Builds an async method that leaves the ambient context as it has made it. The framework's builder undoes
/// what was set in an <see cref="AsyncLocal{T}"/>, at the first wait or at the end; a synchronous call must
/// not.</summary>
[DebuggerStepThrough, StackTraceHidden]
internal struct FlowingBuilder<T>
{
    private AsyncValueTaskMethodBuilder<T> _builder;

    public ValueTask<T> Task => _builder.Task;

    public static FlowingBuilder<T> Create() => default;

    public readonly void Start<TStateMachine>(ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine =>
        stateMachine.MoveNext();

    // Not readonly: the builders of older frameworks keep it.
    public void SetStateMachine(IAsyncStateMachine stateMachine) =>
        _builder.SetStateMachine(stateMachine);

    public void SetResult(T result) => _builder.SetResult(result);

    public void SetException(Exception exception) => _builder.SetException(exception);

    public void AwaitOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : INotifyCompletion
        where TStateMachine : IAsyncStateMachine =>
        _builder.AwaitOnCompleted(ref awaiter, ref stateMachine);

    public void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : ICriticalNotifyCompletion
        where TStateMachine : IAsyncStateMachine =>
        _builder.AwaitUnsafeOnCompleted(ref awaiter, ref stateMachine);
}
