using System.Diagnostics;
using System.Threading.Channels;
using Npgsql;

namespace Parley.Durable.PostgreSql;

/// <summary>The one that writes. It commits all that waits together, so that a round trip and a sync of the disk serve
/// many.</summary>
internal sealed class Writer : IAsyncDisposable
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(1);

    private readonly Channel<Write> _queue;
    private readonly Session _session;
    private readonly int _batchSize;
    private readonly TimeSpan _reconnectTimeout;
    private readonly Task _running;

    public Writer(NpgsqlDataSource source, PostgreSqlStoreOptions options)
    {
        _session = new(source);
        _batchSize = options.BatchSize;
        _reconnectTimeout = options.ReconnectTimeout;
        _queue = Channel.CreateBounded<Write>(new BoundedChannelOptions(options.QueueLength) { SingleReader = true });
        _running = Task.Run(RunAsync);
    }

    /// <summary>Writes something, and returns what came of it once it is committed.</summary>
    public Task<bool> WriteAsync(Write write, CancellationToken cancellationToken)
    {
        if (!_queue.Writer.TryWrite(write))
        {
            throw new ConversationBusyException(
                "The store has too much to write. Repeat the call later, with the same version.");
        }

        return write.Done.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _running.ConfigureAwait(false);
        await _session.DisposeAsync().ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        List<Write> waiting = [];
        HashSet<string> ids = new(StringComparer.Ordinal);
        while (waiting.Count > 0 || await _queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (waiting.Count < _batchSize && _queue.Reader.TryRead(out var write)) waiting.Add(write);
            ids.Clear();
            var batch = waiting.FindAll(write => ids.Add(write.Row.Id)); // each conversation once
            if (batch.Count == waiting.Count) waiting.Clear();
            else waiting = [.. waiting.Except(batch)];
            await WriteAsync(batch).ConfigureAwait(false);
        }
    }

    private async Task WriteAsync(List<Write> batch)
    {
        try
        {
            var done = await _session.ExecuteAsync(batch).ConfigureAwait(false);
            foreach (Write write in batch) write.Finish(done.Contains(write));
        }
        catch (Exception exception)
        {
            await SettleAsync(batch, exception).ConfigureAwait(false);
        }
    }

    // One of them may be to blame, and then they are written one by one. Or the connection was lost, and nobody knows
    // what was committed: then it is read first.
    private async Task SettleAsync(List<Write> open, Exception exception)
    {
        long begin = Stopwatch.GetTimestamp();
        Exception? lost = null;
        for (TimeSpan pause = s_firstPause; ; pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause)
        {
            try
            {
                if (Lost.Is(exception))
                {
                    lost = exception;
                    await _session.ResetAsync().ConfigureAwait(false);
                    var committed = await _session.FindCommittedAsync(open).ConfigureAwait(false);
                    foreach (Write write in open.Where(write => committed.Contains(write.Writer))) write.Finish(true);
                    open.RemoveAll(write => write.Done.IsCompleted);
                }

                foreach (Write write in open) await WriteAloneAsync(write, lost).ConfigureAwait(false);
                return;
            }
            catch (Exception next) when (Lost.Is(next) && Stopwatch.GetElapsedTime(begin) < _reconnectTimeout)
            {
                exception = next;
                open.RemoveAll(write => write.Done.IsCompleted);
            }
            catch (Exception last)
            {
                foreach (Write write in open) write.Fail(last); // each caller decides for itself
                return;
            }

            await Task.Delay(pause).ConfigureAwait(false);
        }
    }

    private async Task WriteAloneAsync(Write write, Exception? lost)
    {
        bool done;
        try
        {
            done = (await _session.ExecuteAsync([write]).ConfigureAwait(false)).Count > 0;
        }
        catch (Exception exception) when (!Lost.Is(exception))
        {
            write.Fail(exception);
            return;
        }

        // What was sent before may have been committed only now.
        if (!done && lost is not null && write.IsJournaled)
            done = (await _session.FindCommittedAsync([write]).ConfigureAwait(false)).Count > 0;
        bool isKnown = done || lost is null || write.IsJournaled || write.Kind == WriteKind.Close;
        if (isKnown) write.Finish(done);
        else write.Fail(lost!);
    }
}
