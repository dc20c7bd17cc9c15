namespace Parley.CompilerServices;

/// <summary>
/// Marks the awaiters allowed in a <see cref="GeneratorBody"/>: those of <c>yield(…)</c> and <c>yield.From(…)</c>. A
/// compiler error that names this interface means that the body awaits something else. To await tasks, use an
/// <see cref="AsyncGenerator{TYield}"/>.
/// </summary>
public interface IYieldAwaiter : IAsyncYieldAwaiter
{
}
