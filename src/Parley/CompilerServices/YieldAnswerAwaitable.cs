using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Parley.Engine;
using Parley.Forking;

namespace Parley.CompilerServices;

/// <summary>The result of <c>yield.Ask(…)</c>. Must be awaited at once.</summary>
/// <typeparam name="TYield">The type of the value handed out.</typeparam>
/// <typeparam name="TSend">The type of the value sent in.</typeparam>
/// <typeparam name="TAnswer">The type of the answer.</typeparam>
[DebuggerStepThrough, StackTraceHidden, EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct YieldAwaitable<TYield, TSend, TAnswer>
    : IForkableValue<YieldAwaitable<TYield, TSend, TAnswer>>, IYieldAwaiter, INotifyCompletion
{
    internal YieldAwaitable(Generator<TYield, TSend> generator) => Generator = generator;

    internal Generator<TYield, TSend> Generator { get; }

    /// <inheritdoc cref="YieldAwaitable{TYield}.IsCompleted"/>
    public bool IsCompleted => Generator is null ? throw Errors.NoGenerator() : false;

    /// <inheritdoc cref="YieldAwaitable{TYield}.GetAwaiter"/>
    public YieldAwaitable<TYield, TSend, TAnswer> GetAwaiter() => this;

    /// <summary>Called when the body is resumed.</summary>
    /// <returns>The value that was sent in.</returns>
    /// <exception cref="InvalidOperationException">That isn't a <typeparamref name="TAnswer"/>.</exception>
    /// <exception cref="Exception">It was thrown into the generator.</exception>
    public TAnswer GetResult()
    {
        Generator.Resumed();
        return YieldExtensions.AnswerOf<TSend, TAnswer>(Generator.TakeSent());
    }

    /// <inheritdoc cref="YieldAwaitable{TYield}.OnCompleted"/>
    public void OnCompleted(Action continuation) => Generator.Misplaced(continuation);

    YieldAwaitable<TYield, TSend, TAnswer> IForkableValue<YieldAwaitable<TYield, TSend, TAnswer>>.Forked(
        ref Fork fork, ForkField field) =>
        new(fork.MapIfAny(Generator));

    void IAsyncYieldAwaiter.Suspend(Resumable body)
    {
        if (Generator._box != body) Generator.Misplaced(body);
    }
}
