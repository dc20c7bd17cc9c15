using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Parley.Durable.Stores;

namespace Parley.Durable.Sqlite;

/// <summary>
/// Keeps conversations in an SQLite file. One process at a time writes it; others may read it. What has been
/// acknowledged is on the disk: journal and rows are written ahead (WAL) with <c>synchronous=FULL</c>, many
/// conversations in a commit.
/// </summary>
public sealed class SqliteConversationStore : IConversationStore
{
    private readonly SqliteStoreOptions _options;
    private readonly string _connectionString;
    private readonly ConcurrentBag<SqliteConnection> _readers = [];
    private FileStream? _lock;
    private Writer? _writer;

    /// <summary>Creates a store. It isn't opened yet.</summary>
    /// <param name="options">Which file, and how.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    public SqliteConversationStore(SqliteStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = options.Path,
            Mode = options.ReadOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWriteCreate,
            Pooling = false, // a pooled connection goes on writing to a file that has been deleted
        }.ToString();
    }

    /// <inheritdoc/>
    public Task OpenAsync(CancellationToken cancellationToken) => Task.Run(Open, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ConversationRow?> ReadAsync(string id, CancellationToken cancellationToken) =>
        Read(connection => Rows.Find(connection, id));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<JournalEntry>> ReadJournalAsync(
        string id, long first, long last, CancellationToken cancellationToken) =>
        Read(connection => Rows.Journal(connection, id, first, last));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ConversationRow>> ListAsync(
        ConversationFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return Read(connection => Rows.List(connection, filter));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ConversationRow>> ListDueAsync(
        DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        Read(connection => Rows.Due(connection, now, limit));

    /// <inheritdoc/>
    public ValueTask<bool> CreateAsync(
        ConversationRow row, IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken) =>
        WriteAsync(statements => statements.Create(row, entries), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> AppendAsync(ConversationRow row, JournalEntry entry, CancellationToken cancellationToken) =>
        WriteAsync(statements => statements.Append(row, entry), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> ReplaceAsync(
        ConversationRow row, JournalEntry entry, ConversationRow other, IReadOnlyList<JournalEntry> entries,
        CancellationToken cancellationToken) =>
        WriteAsync(statements => statements.Replace(row, entry, other, entries), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> MoveDueAsync(
        ConversationRow row, DateTimeOffset dueAt, CancellationToken cancellationToken) =>
        WriteAsync(statements => statements.MoveDue(row, dueAt), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> RequestCloseAsync(ConversationRow row, CancellationToken cancellationToken) =>
        WriteAsync(statements => statements.RequestClose(row), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<bool> DeleteAsync(ConversationRow row, CancellationToken cancellationToken)
    {
        bool isDone = await WriteAsync(statements => statements.Delete(row), cancellationToken).ConfigureAwait(false);
        if (!isDone) return false;
        await Started.RunAsync(static connection => Schema.Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)"))
            .ConfigureAwait(false); // what was written ahead has the deleted bytes
        return true;
    }

    /// <inheritdoc/>
    public async Task BackupAsync(string path, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        await Task.Run(
            () => Read(connection => Schema.Execute(connection, "VACUUM INTO $path", ("$path", path))),
            cancellationToken)
            .ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_writer is not null) await _writer.DisposeAsync().ConfigureAwait(false);
        while (_readers.TryTake(out var reader)) await reader.DisposeAsync().ConfigureAwait(false);
        if (_lock is not null) await _lock.DisposeAsync().ConfigureAwait(false);
        _writer = null;
        _lock = null;
    }

    /// <summary>Limits how many pages the file may have: a full disk, for tests.</summary>
    internal Task LimitAsync(int pages) =>
        Started.RunAsync(connection => Schema.Execute(connection, $"PRAGMA max_page_count = {pages}"));

    private Writer Started => _writer ?? throw (_options.ReadOnly
        ? new ConversationException($"{_options.Path} is open for reading only.")
        : new InvalidOperationException("The store hasn't been opened: OpenAsync does."));

    private void Open()
    {
        if (_options.ReadOnly)
        {
            OpenReadOnly();
            return;
        }

        _lock = LockFile.Take(_options.Path);
        SqliteConnection? connection = null;
        try
        {
            connection = Connect();
            Schema.Migrate(connection, _options.Path);
            _writer = new(connection, _options);
        }
        catch (Exception exception)
        {
            connection?.Dispose();
            _lock.Dispose();
            _lock = null;
            if (Failures.Of(exception, _options.Path) is var named && named != exception) throw named;
            throw;
        }
    }

    private void OpenReadOnly()
    {
        const int CannotOpen = 14;
        try
        {
            using var connection = Connect();
            Schema.Check(connection, _options.Path);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == CannotOpen)
        {
            throw new ConversationException(
                $"There is no {_options.Path}, or it can't be read. Open it for writing once, which creates it.",
                exception);
        }
        catch (SqliteException exception)
        {
            throw Failures.Of(exception, _options.Path);
        }
    }

    private SqliteConnection Connect()
    {
        SqliteConnection connection = new(_connectionString);
        try
        {
            connection.Open();
            Schema.Configure(connection, _options.ReadOnly);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // Reading takes microseconds, and is done where it is asked for.
    private ValueTask<T> Read<T>(Func<SqliteConnection, T> read)
    {
        SqliteConnection? connection = null;
        try
        {
            connection = _readers.TryTake(out var free) ? free : Connect();
            return new(read(connection));
        }
        catch (Exception exception) when (Failures.Of(exception, _options.Path) is var named && named != exception)
        {
            throw named;
        }
        finally
        {
            if (connection is not null) _readers.Add(connection);
        }
    }

    private ValueTask<bool> WriteAsync(Func<Statements, bool> write, CancellationToken cancellationToken) =>
        new(Started.WriteAsync(write, cancellationToken));
}
