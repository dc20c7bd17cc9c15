using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Parley.Engine;
using Parley.Forking;

namespace Parley.CompilerServices;

/// <summary>The result of <c>yield(…)</c>. Must be awaited at once.</summary>
/// <typeparam name="TYield">The type of the value handed out.</typeparam>
[DebuggerStepThrough, StackTraceHidden, EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct YieldAwaitable<TYield> : IForkableValue<YieldAwaitable<TYield>>, IYieldAwaiter, INotifyCompletion
{
    internal YieldAwaitable(Generator<TYield> generator) => Generator = generator;

    internal Generator<TYield> Generator { get; }

    /// <summary>Gets a value that is always false, because a yield pauses.</summary>
    public bool IsCompleted => Generator is null ? throw Errors.NoGenerator() : false;

    /// <summary>Gets the awaiter.</summary>
    /// <returns>This awaitable.</returns>
    public YieldAwaitable<TYield> GetAwaiter() => this;

    /// <summary>Called when the body is resumed.</summary>
    /// <exception cref="Exception">It was thrown into the generator.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void GetResult() => Generator.Resumed();

    /// <summary>Called when anything but a generator's body awaits this. Continues at once, with an error.</summary>
    /// <param name="continuation">The rest of the method that awaits this.</param>
    public void OnCompleted(Action continuation) => Generator.Misplaced(continuation);

    YieldAwaitable<TYield> IForkableValue<YieldAwaitable<TYield>>.Forked(ref Fork fork, ForkField field) =>
        new(fork.MapIfAny(Generator));

    void IAsyncYieldAwaiter.Suspend(Resumable body)
    {
        if (Generator._box != body) Generator.Misplaced(body);
    }
}

/// <summary>The result of <c>yield(…)</c>. Must be awaited at once.</summary>
/// <typeparam name="TYield">The type of the value handed out.</typeparam>
/// <typeparam name="TSend">The type of the value sent in.</typeparam>
[DebuggerStepThrough, StackTraceHidden, EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct YieldAwaitable<TYield, TSend>
    : IForkableValue<YieldAwaitable<TYield, TSend>>, IYieldAwaiter, INotifyCompletion
{
    internal YieldAwaitable(Generator<TYield, TSend> generator) => Generator = generator;

    internal Generator<TYield, TSend> Generator { get; }

    /// <inheritdoc cref="YieldAwaitable{TYield}.IsCompleted"/>
    public bool IsCompleted => Generator is null ? throw Errors.NoGenerator() : false;

    /// <inheritdoc cref="YieldAwaitable{TYield}.GetAwaiter"/>
    public YieldAwaitable<TYield, TSend> GetAwaiter() => this;

    /// <summary>Called when the body is resumed.</summary>
    /// <returns>The value that was sent in; the default for a plain advance.</returns>
    /// <exception cref="Exception">It was thrown into the generator.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TSend GetResult()
    {
        Generator.Resumed();
        return Generator.TakeSent();
    }

    /// <inheritdoc cref="YieldAwaitable{TYield}.OnCompleted"/>
    public void OnCompleted(Action continuation) => Generator.Misplaced(continuation);

    YieldAwaitable<TYield, TSend> IForkableValue<YieldAwaitable<TYield, TSend>>.Forked(
        ref Fork fork, ForkField field) =>
        new(fork.MapIfAny(Generator));

    void IAsyncYieldAwaiter.Suspend(Resumable body)
    {
        if (Generator._box != body) Generator.Misplaced(body);
    }
}
