using Parley.Durable.Stores;

namespace Parley.Durable.Crash;

/// <summary>A store that does what another one does, but for what a derived one changes.</summary>
public abstract class StoreAround(IConversationStore inner) : IConversationStore
{
    public virtual ValueTask<bool> AppendAsync(
        ConversationRow row, JournalEntry entry, CancellationToken cancellationToken) =>
        inner.AppendAsync(row, entry, cancellationToken);

    public virtual Task OpenAsync(CancellationToken cancellationToken) => inner.OpenAsync(cancellationToken);

    public virtual ValueTask<ConversationRow?> ReadAsync(string id, CancellationToken cancellationToken) =>
        inner.ReadAsync(id, cancellationToken);

    public virtual ValueTask<IReadOnlyList<JournalEntry>> ReadJournalAsync(
        string id, long first, long last, CancellationToken cancellationToken) =>
        inner.ReadJournalAsync(id, first, last, cancellationToken);

    public virtual ValueTask<bool> CreateAsync(
        ConversationRow row, IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken) =>
        inner.CreateAsync(row, entries, cancellationToken);

    public virtual ValueTask<bool> MoveDueAsync(
        ConversationRow row, DateTimeOffset dueAt, CancellationToken cancellationToken) =>
        inner.MoveDueAsync(row, dueAt, cancellationToken);

    public virtual ValueTask<bool> ReplaceAsync(
        ConversationRow row, JournalEntry entry, ConversationRow other, IReadOnlyList<JournalEntry> entries,
        CancellationToken cancellationToken) =>
        inner.ReplaceAsync(row, entry, other, entries, cancellationToken);

    public virtual ValueTask<bool> RequestCloseAsync(ConversationRow row, CancellationToken cancellationToken) =>
        inner.RequestCloseAsync(row, cancellationToken);

    public virtual ValueTask<IReadOnlyList<ConversationRow>> ListAsync(
        ConversationFilter filter, CancellationToken cancellationToken) => inner.ListAsync(filter, cancellationToken);

    public virtual ValueTask<IReadOnlyList<ConversationRow>> ListDueAsync(
        DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        inner.ListDueAsync(now, limit, cancellationToken);

    public virtual ValueTask<bool> DeleteAsync(ConversationRow row, CancellationToken cancellationToken) =>
        inner.DeleteAsync(row, cancellationToken);

    public virtual Task BackupAsync(string path, CancellationToken cancellationToken) =>
        inner.BackupAsync(path, cancellationToken);

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return inner.DisposeAsync();
    }
}
