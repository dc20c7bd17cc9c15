using Parley.Durable.Stores;

namespace Parley.Durable.Crash;

/// <summary>A store at whose appends the process may kill itself.</summary>
internal sealed class CrashingStore(IConversationStore inner) : IConversationStore
{
    public async ValueTask<bool> AppendAsync(
        ConversationRow row, JournalEntry entry, CancellationToken cancellationToken)
    {
        bool isResult = entry.Kind == EntryKind.EffectDone;
        Points.Reach(isResult ? "result taken" : "body ran");
        var appending = inner.AppendAsync(row, entry, cancellationToken).AsTask();
        Points.Reach(isResult ? "result sent" : "append sent");
        bool done = await appending;
        Points.Reach(isResult ? "result appended" : "committed");
        return done;
    }

    public Task OpenAsync(CancellationToken cancellationToken) => inner.OpenAsync(cancellationToken);

    public ValueTask<ConversationRow?> ReadAsync(string id, CancellationToken cancellationToken) =>
        inner.ReadAsync(id, cancellationToken);

    public ValueTask<IReadOnlyList<JournalEntry>> ReadJournalAsync(
        string id, long first, long last, CancellationToken cancellationToken) =>
        inner.ReadJournalAsync(id, first, last, cancellationToken);

    public ValueTask<bool> CreateAsync(
        ConversationRow row, IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken) =>
        inner.CreateAsync(row, entries, cancellationToken);

    public ValueTask<bool> MoveDueAsync(
        ConversationRow row, DateTimeOffset dueAt, CancellationToken cancellationToken) =>
        inner.MoveDueAsync(row, dueAt, cancellationToken);

    public ValueTask<bool> RequestCloseAsync(ConversationRow row, CancellationToken cancellationToken) =>
        inner.RequestCloseAsync(row, cancellationToken);

    public ValueTask<IReadOnlyList<ConversationRow>> ListAsync(
        ConversationFilter filter, CancellationToken cancellationToken) => inner.ListAsync(filter, cancellationToken);

    public ValueTask<IReadOnlyList<ConversationRow>> ListDueAsync(
        DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        inner.ListDueAsync(now, limit, cancellationToken);

    public ValueTask<bool> DeleteAsync(ConversationRow row, CancellationToken cancellationToken) =>
        inner.DeleteAsync(row, cancellationToken);

    public Task BackupAsync(string path, CancellationToken cancellationToken) =>
        inner.BackupAsync(path, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
