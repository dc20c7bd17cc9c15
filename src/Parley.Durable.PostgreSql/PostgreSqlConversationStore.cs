using Npgsql;
using Parley.Durable.Stores;

namespace Parley.Durable.PostgreSql;

/// <summary>
/// Keeps conversations in a PostgreSQL database. Any number of processes may write it: of two that expect the same
/// version, one wins. What has been acknowledged is committed, with <c>synchronous_commit</c> on, the appends of many
/// conversations in one round trip. What a failover to a replica that isn't synchronous loses is lost, acknowledged or
/// not.
/// </summary>
public sealed class PostgreSqlConversationStore : IConversationStore
{
    private readonly PostgreSqlStoreOptions _options;
    private readonly NpgsqlDataSource _source;
    private Writer? _writer;

    /// <summary>Creates a store. It isn't opened yet.</summary>
    /// <param name="options">Which database, and how.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentException">There is no data source, and the connection string is no good.</exception>
    public PostgreSqlConversationStore(PostgreSqlStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _source = options.DataSource ?? NpgsqlDataSource.Create(options.ConnectionString);
    }

    /// <inheritdoc/>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await Schema.MigrateAsync(_source, cancellationToken).ConfigureAwait(false);
        _writer = new(_source, _options);
    }

    /// <inheritdoc/>
    public ValueTask<ConversationRow?> ReadAsync(string id, CancellationToken cancellationToken) =>
        Rows.FindAsync(_source, id, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<JournalEntry>> ReadJournalAsync(
        string id, long first, long last, CancellationToken cancellationToken) =>
        Rows.JournalAsync(_source, id, first, last, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>The order is that of code points. It differs from .NET's ordinal order only between characters beyond
    /// U+FFFF and those from U+E000 to U+FFFF: here, the former come last.</remarks>
    public ValueTask<IReadOnlyList<ConversationRow>> ListAsync(
        ConversationFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return Rows.ListAsync(_source, filter, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ConversationRow>> ListDueAsync(
        DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        Rows.DueAsync(_source, now, limit, cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A name in it has U+0000 or half of a surrogate pair, which PostgreSQL can't
    /// keep.</exception>
    public ValueTask<bool> CreateAsync(
        ConversationRow row, IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(entries);
        return WriteAsync(new(WriteKind.Create, row) { Entries = entries }, cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A name in it has U+0000 or half of a surrogate pair, which PostgreSQL can't
    /// keep.</exception>
    public ValueTask<bool> AppendAsync(ConversationRow row, JournalEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(entry);
        return WriteAsync(new(WriteKind.Append, row) { Entries = [entry] }, cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A name in it has U+0000 or half of a surrogate pair, which PostgreSQL can't
    /// keep.</exception>
    public async ValueTask<bool> ReplaceAsync(
        ConversationRow row, JournalEntry entry, ConversationRow other, IReadOnlyList<JournalEntry> entries,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(other);
        Texts.Check(row, [entry]);
        Texts.Check(other, entries);
        if (other.Id == row.Id) return false; // it is there
        await using Session session = new(_source); // rare enough for a transaction of its own
        return await session.ExecuteAllAsync(
            [new(WriteKind.Append, row) { Entries = [entry] }, new(WriteKind.Create, other) { Entries = entries }])
            .WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<bool> MoveDueAsync(ConversationRow row, DateTimeOffset dueAt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        return WriteAsync(new(WriteKind.Move, row) { DueAt = dueAt }, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<bool> RequestCloseAsync(ConversationRow row, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        return WriteAsync(new(WriteKind.Close, row), cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>What is deleted stays in the database's files until a vacuum, and in its log as long as that is
    /// kept.</remarks>
    public ValueTask<bool> DeleteAsync(ConversationRow row, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        return WriteAsync(new(WriteKind.Delete, row), cancellationToken);
    }

    /// <summary>Isn't supported: PostgreSQL has tools of its own.</summary>
    /// <param name="path">Doesn't matter.</param>
    /// <param name="cancellationToken">Doesn't matter.</param>
    /// <returns>Nothing.</returns>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task BackupAsync(string path, CancellationToken cancellationToken) => throw new NotSupportedException(
        "Conversations in PostgreSQL are backed up with its own tools, such as pg_dump or pg_basebackup.");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_writer is not null) await _writer.DisposeAsync().ConfigureAwait(false);
        _writer = null;
        if (_options.DataSource is null) await _source.DisposeAsync().ConfigureAwait(false);
    }

    private ValueTask<bool> WriteAsync(Write write, CancellationToken cancellationToken)
    {
        Writer writer = _writer ?? throw new InvalidOperationException("The store hasn't been opened: OpenAsync does.");
        Texts.Check(write.Row, write.Entries);
        return new(writer.WriteAsync(write, cancellationToken));
    }
}
