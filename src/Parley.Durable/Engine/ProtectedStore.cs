using System.Security.Cryptography;
using System.Text;
using Parley.Durable.Stores;

namespace Parley.Durable.Engine;

/// <summary>A store to which everything that was said is unreadable.</summary>
internal sealed class ProtectedStore(IConversationStore store, IPayloadProtector protector) : IConversationStore
{
    public Task OpenAsync(CancellationToken cancellationToken) => store.OpenAsync(cancellationToken);

    public async ValueTask<ConversationRow?> ReadAsync(string id, CancellationToken cancellationToken) =>
        await store.ReadAsync(id, cancellationToken).ConfigureAwait(false) is { } row ? Readable(row) : null;

    public async ValueTask<IReadOnlyList<JournalEntry>> ReadJournalAsync(
        string id, long first, long last, CancellationToken cancellationToken) =>
        [.. (await store.ReadJournalAsync(id, first, last, cancellationToken).ConfigureAwait(false))
            .Select(entry => entry with { Payload = Readable(entry.Payload, $"entry {entry.Seq} of {id}") })];

    public ValueTask<bool> CreateAsync(
        ConversationRow row, IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken) =>
        store.CreateAsync(Unreadable(row), [.. entries.Select(Unreadable)], cancellationToken);

    public ValueTask<bool> AppendAsync(ConversationRow row, JournalEntry entry, CancellationToken cancellationToken) =>
        store.AppendAsync(Unreadable(row), Unreadable(entry), cancellationToken);

    public ValueTask<bool> ReplaceAsync(
        ConversationRow row, JournalEntry entry, ConversationRow other, IReadOnlyList<JournalEntry> entries,
        CancellationToken cancellationToken) =>
        store.ReplaceAsync(
            Unreadable(row), Unreadable(entry), Unreadable(other), [.. entries.Select(Unreadable)], cancellationToken);

    public ValueTask<bool> MoveDueAsync(
        ConversationRow row, DateTimeOffset dueAt, CancellationToken cancellationToken) =>
        store.MoveDueAsync(row, dueAt, cancellationToken);

    public ValueTask<bool> RequestCloseAsync(ConversationRow row, CancellationToken cancellationToken) =>
        store.RequestCloseAsync(row, cancellationToken);

    public async ValueTask<IReadOnlyList<ConversationRow>> ListAsync(
        ConversationFilter filter, CancellationToken cancellationToken) =>
        [.. (await store.ListAsync(filter, cancellationToken).ConfigureAwait(false)).Select(Readable)];

    public async ValueTask<IReadOnlyList<ConversationRow>> ListDueAsync(
        DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        [.. (await store.ListDueAsync(now, limit, cancellationToken).ConfigureAwait(false)).Select(Readable)];

    public ValueTask<bool> DeleteAsync(ConversationRow row, CancellationToken cancellationToken) =>
        store.DeleteAsync(row, cancellationToken);

    public Task BackupAsync(string path, CancellationToken cancellationToken) =>
        store.BackupAsync(path, cancellationToken);

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private JournalEntry Unreadable(JournalEntry entry) =>
        entry with { Payload = protector.Protect(entry.Payload.Span) };

    private ConversationRow Unreadable(ConversationRow row) => row with
    {
        OutcomeJson = protector.Protect(row.OutcomeJson.Span),
        Error = row.Error is null ? null : Convert.ToBase64String(protector.Protect(Encoding.UTF8.GetBytes(row.Error))),
    };

    private ConversationRow Readable(ConversationRow row) => row with
    {
        OutcomeJson = Readable(row.OutcomeJson, $"the row of {row.Id}"),
        Error = row.Error is null ? null
            : Encoding.UTF8.GetString(Readable(FromBase64(row), $"the row of {row.Id}").Span),
    };

    private static byte[] FromBase64(ConversationRow row)
    {
        byte[] bytes = new byte[row.Error!.Length];
        return Convert.TryFromBase64String(row.Error, bytes, out int length) ? bytes[..length] : [];
    }

    private ReadOnlyMemory<byte> Readable(ReadOnlyMemory<byte> payload, string where)
    {
        try
        {
            return protector.Unprotect(payload.Span);
        }
        catch (CryptographicException exception)
        {
            throw Errors.CannotBeDecrypted(where, exception);
        }
    }
}
