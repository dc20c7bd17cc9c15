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
    private readonly Generator<TYield, TSend> _generator;

    internal YieldAwaitable(Generator<TYield, TSend> generator) => _generator = generator;

    internal Generator<TYield, TSend> Generator => _generator;

    /// <inheritdoc cref="YieldAwaitable{TYield}.IsCompleted"/>
    public bool IsCompleted => _generator is null ? throw Errors.NoGenerator() : false;

    /// <inheritdoc cref="YieldAwaitable{TYield}.GetAwaiter"/>
    public YieldAwaitable<TYield, TSend, TAnswer> GetAwaiter() => this;

    /// <summary>Called when the body is resumed.</summary>
    /// <returns>The value that was sent in.</returns>
    /// <exception cref="InvalidOperationException">That isn't a <typeparamref name="TAnswer"/>.</exception>
    /// <exception cref="Exception">It was thrown into the generator.</exception>
    public TAnswer GetResult()
    {
        _generator.Resumed();
        return YieldExtensions.AnswerOf<TSend, TAnswer>(_generator.TakeSent());
    }

    /// <inheritdoc cref="YieldAwaitable{TYield}.OnCompleted"/>
    public void OnCompleted(Action continuation) => _generator.Misplaced(continuation);

    YieldAwaitable<TYield, TSend, TAnswer> IForkableValue<YieldAwaitable<TYield, TSend, TAnswer>>.Forked(
        ref Fork fork, ForkField field) =>
        new(fork.MapIfAny(_generator));

    void IAsyncYieldAwaiter.Suspend(Resumable body)
    {
        if (_generator._box != body) _generator.Misplaced(body);
    }
}
