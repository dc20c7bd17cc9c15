using System.Diagnostics;
using System.Runtime.CompilerServices;
using Parley.CompilerServices;
using Parley.Engine;
using Parley.Waiting;

namespace Parley;

/// <summary>
/// Runs a block between the two halves of a generator: the part of its body before the yield sets up, the block gets
/// the yielded value, and the part after the yield tears down. Python's <c>contextlib.contextmanager</c>.
/// </summary>
/// <remarks>
/// <para>An exception that leaves the block is raised at the yield. The body may let it through, replace it, or catch
/// it and end, which suppresses it: the call then says that the block didn't complete. An exception that passes through
/// is the same instance and keeps its stack trace.</para>
/// <para>A <c>using</c> can't do this, because it doesn't tell <c>Dispose</c> of the exception.</para>
/// </remarks>
[DebuggerStepThrough, StackTraceHidden]
public static partial class GeneratorScope
{
    /// <summary>Runs a block in the scope of a new generator.</summary>
    /// <typeparam name="TYield">The type of the value that the block gets.</typeparam>
    /// <param name="factory">Returns a new generator. Its body must yield exactly once.</param>
    /// <param name="block">The block, called with the yielded value.</param>
    /// <returns>True if the block completed, false if it failed and the body suppressed its exception.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="factory"/> or <paramref name="block"/> is
    /// null.</exception>
    /// <exception cref="InvalidOperationException">
    /// <paramref name="factory"/> didn't return a new generator. Or the body didn't yield, in which case the block
    /// isn't run, or it yielded again, in which case it is closed. If it did that after it had caught the block's
    /// exception, that is the <see cref="Exception.InnerException"/>.
    /// </exception>
    /// <exception cref="Exception">The block or the body threw it.</exception>
    /// <example>
    /// <code>
    /// var log = new List&lt;string>();
    /// Generator&lt;string> Transaction() => new(async yield =>
    /// {
    ///     log.Add("begin");
    ///     try
    ///     {
    ///         await yield("orders");
    ///         log.Add("commit");
    ///     }
    ///     catch (FormatException)
    ///     {
    ///         log.Add("roll back");
    ///     }
    /// });
    /// bool completed = GeneratorScope.Run(Transaction, table => log.Add($"write to {table}"));   // true
    /// bool again = GeneratorScope.Run(Transaction, table => log.Add($"{int.Parse(table)}"));     // false
    /// string all = string.Join(", ", log);   // begin, write to orders, commit, begin, roll back
    /// </code>
    /// </example>
    public static bool Run<TYield>(Func<Generator<TYield>> factory, Action<TYield> block)
    {
        ArgumentNullException.ThrowIfNull(factory);
        ArgumentNullException.ThrowIfNull(block);
        return Run(factory, [DebuggerStepThrough, StackTraceHidden] (value) =>
        {
            block(value);
            return true;
        }).Completed;
    }

    /// <summary>Runs a block that returns a value in the scope of a new generator.</summary>
    /// <typeparam name="TYield">The type of the value that the block gets.</typeparam>
    /// <typeparam name="T">The type of the block's value.</typeparam>
    /// <param name="factory">Returns a new generator. Its body must yield exactly once.</param>
    /// <param name="block">The block, called with the yielded value.</param>
    /// <returns>Whether the block completed, and its value. It hasn't completed if it failed and the body suppressed
    /// its exception.</returns>
    /// <exception cref="ArgumentException">The block is asynchronous: call <c>RunAsync</c>. Nothing has
    /// happened.</exception>
    /// <inheritdoc cref="Run{TYield}"/>
    /// <example>
    /// <code>
    /// static Generator&lt;int> Guarded(int value) => new(async yield =>
    /// {
    ///     try { await yield(value); }
    ///     catch (DivideByZeroException) { }
    /// });
    /// ScopeResult&lt;int> quarter = GeneratorScope.Run(() => Guarded(4), value => 100 / value);
    /// int value = quarter.Value;            // 25
    /// ScopeResult&lt;int> nothing = GeneratorScope.Run(() => Guarded(0), value => 100 / value);
    /// bool completed = nothing.Completed;   // false
    /// </code>
    /// </example>
    public static ScopeResult<T> Run<TYield, T>(Func<Generator<TYield>> factory, Func<TYield, T> block)
    {
        ArgumentNullException.ThrowIfNull(factory);
        ArgumentNullException.ThrowIfNull(block);
        if (IsTask(typeof(T))) throw Errors.AsynchronousBlock(nameof(block));
        return SyncCalls.Result(RunAsync(
            Calls(factory()), [DebuggerStepThrough, StackTraceHidden] (value) => new ValueTask<T>(block(value))));
    }

    [AsyncMethodBuilder(typeof(FlowingBuilder<>))]
    private static async ValueTask<ScopeResult<T>> RunAsync<TYield, T>(
        Calls<TYield, ValueTuple> generator, Func<TYield, ValueTask<T>> block)
    {
        if (generator.State != GeneratorState.Created) throw Errors.NotNew();
        Moved<TYield> setUp = await generator.MoveNext();
        if (!setUp.Yields) throw Errors.DidNotYield();
        T result = default!;
        Exception? failure = null;
        try
        {
            result = await block(setUp.Value!);
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        if ((await (failure is not null ? ThrowOn(generator, failure) : generator.MoveNext())).Yields)
        {
            InvalidOperationException error =
                failure is null ? Errors.DidNotStop() : Errors.DidNotStopAfterThrow(failure);
            await generator.Close(error);
            throw error;
        }

        return failure is null ? new(true, result) : default;
    }

    // Raises the block's exception at the yield. The block's own StopIterationException comes out as itself, although
    // no body can let one out (PEP 479).
    [AsyncMethodBuilder(typeof(FlowingBuilder<>))]
    private static async ValueTask<Moved<TYield>> ThrowOn<TYield>(
        Calls<TYield, ValueTuple> generator, Exception failure)
    {
        try
        {
            return await generator.TryThrow(failure);
        }
        catch (InvalidOperationException error)
            when (failure is StopIterationException && error.InnerException == failure)
        {
            Raised.Throw(failure);
            throw; // never reached
        }
    }

    private static bool IsTask(Type type) =>
        type.IsAssignableTo(typeof(Task)) || type == typeof(ValueTask)
        || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>));

    private static SyncCalls<TYield, ValueTuple> Calls<TYield>(Generator<TYield>? generator) =>
        new(generator ?? throw Errors.NoneMade());

    private static AsyncCalls<TYield, ValueTuple> Calls<TYield>(AsyncGenerator<TYield>? generator) =>
        new(generator ?? throw Errors.NoneMade());
}
