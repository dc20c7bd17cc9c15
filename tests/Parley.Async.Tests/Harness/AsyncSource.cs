namespace Parley.Tests.Harness;

/// <summary>An asynchronous enumerable and its one enumerator, whose calls are recorded, by their names.</summary>
internal sealed class AsyncSource<T>(List<string> log, params T[] values) : IAsyncEnumerable<T>, IAsyncEnumerator<T>
{
    private int _index = -1;

    /// <summary>Called during each call, with its name: to look around, or to throw.</summary>
    public Action<string>? During { get; init; }

    /// <summary>What each call waits at, if it can.</summary>
    public Gate? Gate { get; init; }

    /// <summary>The token that it was given.</summary>
    public CancellationToken Token { get; private set; }

    public T Current { get { Note(nameof(Current)); return values[_index]; } }

    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        Token = cancellationToken;
        Note(nameof(GetAsyncEnumerator));
        return this;
    }

    public async ValueTask<bool> MoveNextAsync()
    {
        Note(nameof(MoveNextAsync));
        if (Gate is not null) await Gate;
        return ++_index < values.Length;
    }

    public async ValueTask DisposeAsync() { Note(nameof(DisposeAsync)); if (Gate is not null) await Gate; }

    private void Note(string call) { log.Add(call); During?.Invoke(call); }
}
