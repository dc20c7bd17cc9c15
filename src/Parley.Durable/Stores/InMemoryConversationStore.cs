namespace Parley.Durable.Stores;

/// <summary>Keeps conversations in memory: for tests, and as the model of what a store does.</summary>
public sealed class InMemoryConversationStore : IConversationStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (ConversationRow Row, List<JournalEntry> Journal)> _kept =
        new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task OpenAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask<ConversationRow?> ReadAsync(string id, CancellationToken cancellationToken)
    {
        lock (_lock) return new(_kept.TryGetValue(id, out var kept) ? kept.Row : null);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<JournalEntry>> ReadJournalAsync(
        string id, long first, long last, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return new(!_kept.TryGetValue(id, out var kept) ? []
                : [.. kept.Journal.Where(entry => entry.Seq >= first && entry.Seq <= last)]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> CreateAsync(
        ConversationRow row, IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        lock (_lock) return new(_kept.TryAdd(row.Id, (row, [.. entries])));
    }

    /// <inheritdoc/>
    public ValueTask<bool> AppendAsync(ConversationRow row, JournalEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(entry);
        lock (_lock)
        {
            if (!Finds(row, row.Version - 1, out var kept)) return new(false);
            kept.Journal.Add(entry);
            bool isToBeClosed = kept.Row.CloseRequested && entry.Kind != EntryKind.Canceled;
            _kept[row.Id] = (row with { CloseRequested = isToBeClosed }, kept.Journal);
            return new(true);
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> ReplaceAsync(
        ConversationRow row, JournalEntry entry, ConversationRow other, IReadOnlyList<JournalEntry> entries,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(other);
        lock (_lock)
        {
            bool isPossible = Finds(row, row.Version - 1, out _) && !_kept.ContainsKey(other.Id);
            if (!isPossible) return new(false);
            _kept.Add(other.Id, (other, [.. entries]));
            return AppendAsync(row, entry, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> MoveDueAsync(
        ConversationRow row, DateTimeOffset dueAt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        lock (_lock)
        {
            if (!Finds(row, row.Version, out var kept) || kept.Row.DueAt != row.DueAt) return new(false);
            _kept[row.Id] = (kept.Row with { DueAt = dueAt }, kept.Journal);
            return new(true);
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> RequestCloseAsync(ConversationRow row, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        lock (_lock)
        {
            if (!_kept.TryGetValue(row.Id, out var kept) || kept.Row.Incarnation != row.Incarnation) return new(false);
            _kept[row.Id] = (kept.Row with { CloseRequested = true }, kept.Journal);
            return new(true);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ConversationRow>> ListAsync(
        ConversationFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        lock (_lock)
        {
            return new([.. _kept.Values.Select(kept => kept.Row)
                .Where(row => (filter.Body is null || row.Body == filter.Body)
                    && (filter.BodyVersion is null || row.BodyVersion == filter.BodyVersion)
                    && (filter.Status is null || row.Status == filter.Status)
                    && (filter.Owner is null || row.Owner == filter.Owner)
                    && (filter.UpdatedBefore is null || row.UpdatedAt < filter.UpdatedBefore)
                    && (filter.After is null || string.CompareOrdinal(row.Id, filter.After) > 0))
                .OrderBy(row => row.Id, StringComparer.Ordinal)
                .Take(filter.Limit)]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ConversationRow>> ListDueAsync(
        DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return new([.. _kept.Values.Select(kept => kept.Row)
                .Where(row => row.DueAt <= now || (row.CloseRequested
                    && row.Status is ConversationStatus.Asking or ConversationStatus.Sleeping))
                .OrderBy(row => row.DueAt)
                .Take(limit)]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> DeleteAsync(ConversationRow row, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        lock (_lock) return new(Finds(row, row.Version, out _) && _kept.Remove(row.Id));
    }

    /// <inheritdoc/>
    public Task BackupAsync(string path, CancellationToken cancellationToken) =>
        throw new NotSupportedException("What is in memory only can't be backed up.");

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => default;

    private bool Finds(ConversationRow row, long version, out (ConversationRow Row, List<JournalEntry> Journal) kept) =>
        _kept.TryGetValue(row.Id, out kept) && kept.Row.Incarnation == row.Incarnation && kept.Row.Version == version;
}
