namespace Parley.CompilerServices;

/// <summary>
/// Marks what a <see cref="GeneratorBody"/> may await: <c>yield(…)</c> and <c>yield.From(…)</c>. A compiler error that
/// names this interface says that something else is awaited there; a body that is to await tasks is an asynchronous
/// generator's.
/// </summary>
public interface IYieldAwaiter : IAsyncYieldAwaiter
{
}
