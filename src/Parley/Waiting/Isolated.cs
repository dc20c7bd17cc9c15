using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Parley.Waiting;

/// <summary>Runs code and then undoes its changes to the execution context and the synchronization context.</summary>
[DebuggerStepThrough, StackTraceHidden]
internal static class Isolated
{
    internal static void Run<T>(Action<T> action, T argument)
    {
        var code = new Code<T>(action, argument);
        Run(ref code);
    }

    /// <summary>Does the same for code that has results.</summary>
    internal static void Run<TCode>(ref TCode code)
        where TCode : struct, IAsyncStateMachine =>
        default(AsyncIteratorMethodBuilder).MoveNext(ref code); // as for the body of a native iterator

    [DebuggerStepThrough, StackTraceHidden]
    private readonly struct Code<T>(Action<T> action, T argument) : IAsyncStateMachine
    {
        public void MoveNext() => action(argument);

        public void SetStateMachine(IAsyncStateMachine stateMachine)
        {
        }
    }
}
