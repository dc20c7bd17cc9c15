using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Parley.Forking;
using Parley.Waiting;

namespace Parley.CompilerServices;

/// <summary>The result of <c>yield.From(…)</c> with an asynchronous inner. Must be awaited at once, in an asynchronous
/// body.</summary>
/// <typeparam name="TYield">The type of the values handed out.</typeparam>
[DebuggerStepThrough, StackTraceHidden, EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct AsyncYieldFromAwaitable<TYield>
    : IForkableValue<AsyncYieldFromAwaitable<TYield>>, IAsyncYieldAwaiter, INotifyCompletion
{
    private readonly YieldFromAwaitable<TYield> _from;
    private readonly bool _keepsToken;

    internal AsyncYieldFromAwaitable(YieldFromAwaitable<TYield> from, bool keepsToken = false)
    {
        _from = from;
        _keepsToken = keepsToken;
    }

    /// <inheritdoc cref="YieldFromAwaitable{TYield}.IsCompleted"/>
    public bool IsCompleted => _from.IsCompleted;

    /// <inheritdoc cref="YieldFromAwaitable{TYield}.GetAwaiter"/>
    public AsyncYieldFromAwaitable<TYield> GetAwaiter() => this;

    /// <inheritdoc cref="YieldFromAwaitable{TYield}.GetResult"/>
    public void GetResult()
    {
        AsyncBox.Leave(_from.Outer);
        _from.GetResult();
    }

    /// <inheritdoc cref="YieldAwaitable{TYield}.OnCompleted"/>
    public void OnCompleted(Action continuation) => _from.OnCompleted(continuation);

    AsyncYieldFromAwaitable<TYield> IForkableValue<AsyncYieldFromAwaitable<TYield>>.Forked(
        ref Fork fork, ForkField field) =>
        new(_from.Forked(ref fork), _keepsToken);

    void IAsyncYieldAwaiter.Suspend(Resumable body)
    {
        if (_keepsToken || AsyncBox.TryEnter(body, _from.Outer, _from.Inner)) _from.Suspend(body);
    }
}

/// <summary>The result of <c>yield.From(…)</c> with an asynchronous inner that has a return value. Must be awaited at
/// once, in an asynchronous body.</summary>
/// <typeparam name="TYield">The type of the values handed out.</typeparam>
/// <typeparam name="TSend">The type of the values sent in.</typeparam>
/// <typeparam name="TReturn">The type of the inner's return value.</typeparam>
[DebuggerStepThrough, StackTraceHidden, EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct AsyncYieldFromAwaitable<TYield, TSend, TReturn>
    : IForkableValue<AsyncYieldFromAwaitable<TYield, TSend, TReturn>>, IAsyncYieldAwaiter, INotifyCompletion
{
    private readonly YieldFromAwaitable<TYield, TSend, TReturn> _from;

    internal AsyncYieldFromAwaitable(YieldFromAwaitable<TYield, TSend, TReturn> from) => _from = from;

    /// <inheritdoc cref="YieldFromAwaitable{TYield}.IsCompleted"/>
    public bool IsCompleted => _from.IsCompleted;

    /// <inheritdoc cref="YieldFromAwaitable{TYield}.GetAwaiter"/>
    public AsyncYieldFromAwaitable<TYield, TSend, TReturn> GetAwaiter() => this;

    /// <inheritdoc cref="YieldFromAwaitable{TYield, TSend, TReturn}.GetResult"/>
    public TReturn GetResult()
    {
        AsyncBox.Leave(_from.Outer);
        return _from.GetResult();
    }

    /// <inheritdoc cref="YieldAwaitable{TYield}.OnCompleted"/>
    public void OnCompleted(Action continuation) => _from.OnCompleted(continuation);

    AsyncYieldFromAwaitable<TYield, TSend, TReturn>
        IForkableValue<AsyncYieldFromAwaitable<TYield, TSend, TReturn>>.Forked(
            ref Fork fork, ForkField field) =>
        new(_from.Forked(ref fork));

    void IAsyncYieldAwaiter.Suspend(Resumable body)
    {
        if (AsyncBox.TryEnter(body, _from.Outer, _from.Inner)) _from.Suspend(body);
    }
}
