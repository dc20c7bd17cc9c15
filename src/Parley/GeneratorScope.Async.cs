using System.Diagnostics;
namespace Parley;

public static partial class GeneratorScope
{
    /// <summary>Runs a block that awaits in the scope of a new asynchronous generator.</summary>
    /// <returns>True if the block completed, false if it failed and the body suppressed its exception. The task reports
    /// every failure, including misuse.</returns>
    /// <inheritdoc cref="Run{TYield}"/>
    /// <example>
    /// <code>
    /// static AsyncGenerator&lt;string> Connection() => new(async yield =>
    /// {
    ///     await Task.Delay(1);   // opens it
    ///     try { await yield("connection"); }
    ///     finally { await Task.Delay(1); }   // closes it
    /// });
    /// bool completed = await GeneratorScope.RunAsync(Connection, async connection => await Task.Delay(1));   // true
    /// </code>
    /// </example>
    public static async ValueTask<bool> RunAsync<TYield>(
        Func<AsyncGenerator<TYield>> factory, Func<TYield, ValueTask> block)
    {
        ArgumentNullException.ThrowIfNull(factory);
        ArgumentNullException.ThrowIfNull(block);
        return (await RunAsync(Calls(factory()), Valued(block))).Completed;
    }

    /// <summary>Runs a block that awaits in the scope of a new generator.</summary>
    /// <inheritdoc cref="RunAsync{TYield}(Func{AsyncGenerator{TYield}}, Func{TYield, ValueTask})"/>
    /// <example>
    /// <code>
    /// static Generator&lt;string> Named(string name) => new(async yield =>
    /// {
    ///     Console.WriteLine($"begin {name}");
    ///     try { await yield(name); }
    ///     finally { Console.WriteLine($"end {name}"); }
    /// });
    /// bool completed = await GeneratorScope.RunAsync(() => Named("work"), async _ => await Task.Delay(1));   // true
    /// </code>
    /// </example>
    public static async ValueTask<bool> RunAsync<TYield>(
        Func<Generator<TYield>> factory, Func<TYield, ValueTask> block)
    {
        ArgumentNullException.ThrowIfNull(factory);
        ArgumentNullException.ThrowIfNull(block);
        return (await RunAsync(Calls(factory()), Valued(block))).Completed;
    }

    /// <summary>Runs a block that awaits and returns a value in the scope of a new asynchronous generator.</summary>
    /// <returns>Whether the block completed, and its value. It hasn't completed if it failed and the body suppressed
    /// its exception. The task reports every failure, including misuse.</returns>
    /// <inheritdoc cref="Run{TYield, T}"/>
    /// <example>
    /// <code>
    /// static AsyncGenerator&lt;int> Guarded(int value) => new(async yield =>
    /// {
    ///     try { await yield(value); }
    ///     catch (DivideByZeroException) { await Task.Delay(1); }
    /// });
    /// var nothing = await GeneratorScope.RunAsync(() => Guarded(0), async value => 100 / value);
    /// bool completed = nothing.Completed;   // false
    /// </code>
    /// </example>
    public static async ValueTask<ScopeResult<T>> RunAsync<TYield, T>(
        Func<AsyncGenerator<TYield>> factory, Func<TYield, ValueTask<T>> block)
    {
        ArgumentNullException.ThrowIfNull(factory);
        ArgumentNullException.ThrowIfNull(block);
        return await RunAsync(Calls(factory()), block);
    }

    /// <summary>Runs a block that awaits and returns a value in the scope of a new generator.</summary>
    /// <inheritdoc cref="RunAsync{TYield, T}(Func{AsyncGenerator{TYield}}, Func{TYield, ValueTask{T}})"/>
    /// <example>
    /// <code>
    /// static Generator&lt;int> Doubling(int value) => new(async yield => await yield(2 * value));
    /// var result = await GeneratorScope.RunAsync(() => Doubling(21), async value => value);
    /// int doubled = result.Value;   // 42
    /// </code>
    /// </example>
    public static async ValueTask<ScopeResult<T>> RunAsync<TYield, T>(
        Func<Generator<TYield>> factory, Func<TYield, ValueTask<T>> block)
    {
        ArgumentNullException.ThrowIfNull(factory);
        ArgumentNullException.ThrowIfNull(block);
        return await RunAsync(Calls(factory()), block);
    }

    private static Func<TYield, ValueTask<bool>> Valued<TYield>(Func<TYield, ValueTask> block) =>
        [DebuggerStepThrough] async (value) =>
        {
            await block(value);
            return true;
        };
}
