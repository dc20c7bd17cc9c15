using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Parley.Durable.Sqlite;

/// <summary>The one thread that writes. It commits all that waits together, so that a sync of the disk serves
/// many.</summary>
internal sealed class Writer : IAsyncDisposable
{
    private readonly Channel<Item> _queue;
    private readonly SqliteConnection _connection;
    private readonly Statements _statements;
    private readonly int _batchSize;
    private readonly string _path;
    private readonly Task _running;

    public Writer(SqliteConnection connection, SqliteStoreOptions options)
    {
        _connection = connection;
        _statements = new(connection);
        _batchSize = options.BatchSize;
        _path = options.Path;
        _queue = Channel.CreateBounded<Item>(new BoundedChannelOptions(options.QueueLength) { SingleReader = true });
        _running = Task.Factory.StartNew(
            Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Writes something, and returns what came of it once it is on the disk.</summary>
    public Task<bool> WriteAsync(Func<Statements, bool> write, CancellationToken cancellationToken)
    {
        Item item = new(write, null);
        if (!_queue.Writer.TryWrite(item))
        {
            throw new ConversationBusyException(
                "The store has too much to write. Repeat the call later, with the same version.");
        }

        return item.Done.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Does something that isn't in a transaction.</summary>
    public async Task RunAsync(Func<SqliteConnection, bool> run)
    {
        Item item = new(null, run);
        await _queue.Writer.WriteAsync(item).ConfigureAwait(false);
        await item.Done.Task.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _running.ConfigureAwait(false);
        _statements.Dispose();
        await _connection.DisposeAsync().ConfigureAwait(false);
    }

    private void Run()
    {
        List<Item> batch = [];
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            batch.Clear();
            while (batch.Count < _batchSize && _queue.Reader.TryRead(out var item)) batch.Add(item);
            Write(batch.FindAll(item => item.Write is not null));
            foreach (Item item in batch.Where(item => item.Alone is not null))
                item.Finish(() => item.Alone!(_connection), _path);
        }
    }

    private void Write(List<Item> batch)
    {
        if (batch.Count == 0) return;
        bool[] results = new bool[batch.Count];
        try
        {
            using var transaction = _connection.BeginTransaction(deferred: false);
            _statements.Use(transaction);
            for (int i = 0; i < results.Length; i++) results[i] = batch[i].Write!(_statements);
            transaction.Commit();
        }
        catch (Exception exception)
        {
            // A full disk, for example: nothing of it was written. Each caller decides for itself.
            foreach (Item item in batch) item.Done.TrySetException(Failures.Of(exception, _path));
            return;
        }

        for (int i = 0; i < results.Length; i++) batch[i].Done.TrySetResult(results[i]);
    }

    private sealed record Item(Func<Statements, bool>? Write, Func<SqliteConnection, bool>? Alone)
    {
        public TaskCompletionSource<bool> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Finish(Func<bool> run, string path)
        {
            try
            {
                Done.TrySetResult(run());
            }
            catch (Exception exception)
            {
                Done.TrySetException(Failures.Of(exception, path));
            }
        }
    }
}
