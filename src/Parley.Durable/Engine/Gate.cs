namespace Parley.Durable.Engine;

/// <summary>A semaphore that is left at the end of a block.</summary>
internal sealed class Gate : IDisposable
{
    private readonly SemaphoreSlim _semaphore;

    private Gate(SemaphoreSlim semaphore) => _semaphore = semaphore;

    public static async Task<IDisposable> EnterAsync(SemaphoreSlim semaphore)
    {
        await semaphore.WaitAsync().ConfigureAwait(false);
        return new Gate(semaphore);
    }

    public void Dispose() => _semaphore.Release();
}
