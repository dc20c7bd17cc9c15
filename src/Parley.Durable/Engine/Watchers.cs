using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading.Channels;
using Parley.Durable.Stores;

namespace Parley.Durable.Engine;

/// <summary>Who watches which conversation in this process.</summary>
internal sealed class Watchers
{
    private readonly ConcurrentDictionary<string, ImmutableArray<Watcher>> _watchers = new(StringComparer.Ordinal);

    public Watcher Add(string id)
    {
        Watcher watcher = new();
        _watchers.AddOrUpdate(id, [watcher], (_, all) => all.Add(watcher));
        return watcher;
    }

    public void Remove(string id, Watcher watcher)
    {
        while (_watchers.TryGetValue(id, out var all))
        {
            var rest = all.Remove(watcher);
            bool isDone = rest.IsEmpty ? _watchers.TryRemove(new(id, all)) : _watchers.TryUpdate(id, rest, all);
            if (isDone) return;
        }
    }

    /// <summary>Says that a conversation has gone on.</summary>
    public void Show(ConversationRow row)
    {
        if (_watchers.TryGetValue(row.Id, out var all)) foreach (var each in all) each.Show(row);
    }

    /// <summary>Says that an effect has reported progress.</summary>
    public void Report(string id, object? value)
    {
        if (_watchers.TryGetValue(id, out var all)) foreach (var each in all) each.Report(value);
    }
}

/// <summary>One that watches. If it is slow, it loses progress, never the latest turn.</summary>
internal sealed class Watcher
{
    private const int Kept = 64;

    private readonly Channel<object?> _progress = Channel.CreateBounded<object?>(
        new BoundedChannelOptions(Kept) { FullMode = BoundedChannelFullMode.DropOldest });

    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private ConversationRow? _row;

    public void Show(ConversationRow row)
    {
        Volatile.Write(ref _row, row);
        _news.Writer.TryWrite(true);
    }

    public void Report(object? value)
    {
        _progress.Writer.TryWrite(value);
        _news.Writer.TryWrite(true);
    }

    public ConversationRow? TakeRow() => Interlocked.Exchange(ref _row, null);

    public bool TryTakeProgress(out object? value) => _progress.Reader.TryRead(out value);

    /// <summary>Waits for news, or for a time.</summary>
    public async Task WaitAsync(TimeSpan time, TimeProvider clock, CancellationToken cancellationToken)
    {
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<bool> news = _news.Reader.ReadAsync(ending.Token).AsTask();
        await Task.WhenAny(news, Task.Delay(time, clock, ending.Token)).ConfigureAwait(false);
        await ending.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
