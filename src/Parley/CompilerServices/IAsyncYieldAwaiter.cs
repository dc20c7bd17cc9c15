namespace Parley.CompilerServices;

/// <summary>Marks the awaiters that pause the body of an asynchronous generator instead of making it wait.</summary>
public interface IAsyncYieldAwaiter
{
    /// <summary>Called by the builder when <paramref name="body"/> pauses at this awaiter.</summary>
    internal void Suspend(Resumable body);
}
