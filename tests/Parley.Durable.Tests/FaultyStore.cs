using Parley.Durable.Stores;

namespace Parley.Durable.Tests;

/// <summary>How an append goes wrong.</summary>
public enum Fault
{
    None,
    Before,
    After,
    Conflict,
}

/// <summary>A store whose next append fails, or that something happens to after its next read.</summary>
internal sealed class FaultyStore(IConversationStore inner) : IConversationStore
{
    public Fault Next { get; set; }

    public Func<Task>? AfterRead { get; set; }

    public async ValueTask<bool> AppendAsync(
        ConversationRow row, JournalEntry entry, CancellationToken cancellationToken)
    {
        Fault fault = Next;
        Next = Fault.None;
        if (fault == Fault.Before) throw new IOException("Before.");
        if (fault == Fault.Conflict) return false;
        bool done = await inner.AppendAsync(row, entry, cancellationToken);
        return fault == Fault.After ? throw new IOException("After.") : done;
    }

    public Task OpenAsync(CancellationToken cancellationToken) => inner.OpenAsync(cancellationToken);

    public async ValueTask<ConversationRow?> ReadAsync(string id, CancellationToken cancellationToken)
    {
        var row = await inner.ReadAsync(id, cancellationToken);
        if (AfterRead is not { } after) return row;
        AfterRead = null;
        await after();
        return row;
    }

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
