using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Parley.Bodies;
using Parley.Engine;
using Parley.Forking;

namespace Parley.CompilerServices;

/// <summary>The result of <c>yield.From(…)</c> with an inner that has no return value. Must be awaited at
/// once.</summary>
/// <typeparam name="TYield">The type of the values handed out.</typeparam>
[DebuggerStepThrough, StackTraceHidden, EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct YieldFromAwaitable<TYield>
    : IForkableValue<YieldFromAwaitable<TYield>>, IYieldAwaiter, INotifyCompletion
{
    private readonly Generator<TYield> _outer;
    private readonly Generator<TYield> _inner;

    internal YieldFromAwaitable(Generator<TYield> outer, Generator<TYield> inner)
    {
        _outer = outer;
        _inner = inner;
    }

    internal Generator<TYield> Outer => _outer;

    internal Generator<TYield> Inner => _inner;

    /// <summary>Gets a value that is always false, because delegating pauses, even if the inner has ended.</summary>
    public bool IsCompleted => _outer is null ? throw Errors.NoGenerator() : false;

    /// <summary>Gets the awaiter.</summary>
    /// <returns>This awaitable.</returns>
    public YieldFromAwaitable<TYield> GetAwaiter() => this;

    /// <summary>Called when the inner has ended.</summary>
    /// <exception cref="Exception">The inner threw it, or it was thrown into the generator.</exception>
    public void GetResult() => _outer.Resumed();

    /// <inheritdoc cref="YieldAwaitable{TYield}.OnCompleted"/>
    public void OnCompleted(Action continuation) => _outer.Misplaced(continuation);

    YieldFromAwaitable<TYield> IForkableValue<YieldFromAwaitable<TYield>>.Forked(ref Fork fork, ForkField field) =>
        Forked(ref fork);

    internal YieldFromAwaitable<TYield> Forked(ref Fork fork)
    {
        if (_inner is not null) fork.CopyEnclosing(_inner);
        return new(fork.MapIfAny(_outer), fork.MapIfAny(_inner!));
    }

    void IAsyncYieldAwaiter.Suspend(Resumable body) => Suspend(body);

    internal void Suspend(Resumable body)
    {
        if (_outer._box != body) _outer.Misplaced(body);
        else _outer.DelegateTo(_inner);
    }
}

/// <summary>The result of <c>yield.From(…)</c> with an inner that has a return value. Must be awaited at
/// once.</summary>
/// <typeparam name="TYield">The type of the values handed out.</typeparam>
/// <typeparam name="TSend">The type of the values sent in.</typeparam>
/// <typeparam name="TReturn">The type of the inner's return value.</typeparam>
[DebuggerStepThrough, StackTraceHidden, EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct YieldFromAwaitable<TYield, TSend, TReturn>
    : IForkableValue<YieldFromAwaitable<TYield, TSend, TReturn>>, IYieldAwaiter, INotifyCompletion
{
    private readonly Generator<TYield> _outer;
    private readonly Generator<TYield> _inner;

    internal YieldFromAwaitable(Generator<TYield> outer, Generator<TYield> inner)
    {
        _outer = outer;
        _inner = inner;
    }

    internal Generator<TYield> Outer => _outer;

    internal Generator<TYield> Inner => _inner;

    /// <inheritdoc cref="YieldFromAwaitable{TYield}.IsCompleted"/>
    public bool IsCompleted => _outer is null ? throw Errors.NoGenerator() : false;

    /// <inheritdoc cref="YieldFromAwaitable{TYield}.GetAwaiter"/>
    public YieldFromAwaitable<TYield, TSend, TReturn> GetAwaiter() => this;

    /// <summary>Called when the inner has ended.</summary>
    /// <returns>The inner's return value; the default if it ended without one.</returns>
    /// <exception cref="Exception">The inner threw it, or it was thrown into the generator.</exception>
    public TReturn GetResult()
    {
        _outer.Resumed();
        TReturn? result;
        if (_inner is Generator<TYield, TSend, TReturn> generator) generator.TryGetResult(out result);
        else ((IReturning<TReturn>)_inner.Handle).TryGetResult(out result); // it stands for one of another type
        return result!;
    }

    /// <inheritdoc cref="YieldAwaitable{TYield}.OnCompleted"/>
    public void OnCompleted(Action continuation) => _outer.Misplaced(continuation);

    YieldFromAwaitable<TYield, TSend, TReturn> IForkableValue<YieldFromAwaitable<TYield, TSend, TReturn>>.Forked(
        ref Fork fork, ForkField field) =>
        Forked(ref fork);

    internal YieldFromAwaitable<TYield, TSend, TReturn> Forked(ref Fork fork)
    {
        if (_inner is not null) fork.CopyEnclosing(_inner);
        return new(fork.MapIfAny(_outer), fork.MapIfAny(_inner!));
    }

    void IAsyncYieldAwaiter.Suspend(Resumable body) => Suspend(body);

    internal void Suspend(Resumable body)
    {
        if (_outer._box != body) _outer.Misplaced(body);
        else _outer.DelegateTo(_inner);
    }
}
