namespace Parley.Tests.Oracle;

/// <summary>A <see cref="Feed"/> whose calls wait.</summary>
public sealed class AsyncFeed(int[] values, Func<Exception>? fails, Func<Exception>? closeFails)
    : IAsyncEnumerable<int>, IAsyncEnumerator<int>
{
    private readonly Feed _feed = new(values, fails, closeFails);

    public int Current => _feed.Current;

    public IAsyncEnumerator<int> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        _feed.GetEnumerator();
        return this;
    }

    public async ValueTask<bool> MoveNextAsync() { await default(Later); return _feed.MoveNext(); }
    public async ValueTask DisposeAsync() { await default(Later); _feed.Dispose(); }
    public override string ToString() => _feed.ToString();
}
