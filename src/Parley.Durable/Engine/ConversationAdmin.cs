using System.Runtime.CompilerServices;
using Parley.Durable.Stores;

namespace Parley.Durable.Engine;

/// <inheritdoc/>
internal sealed class ConversationAdmin(ConversationEngine engine) : IConversationAdmin
{
    public async IAsyncEnumerable<ConversationRow> ListAsync(
        ConversationFilter? filter = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await engine.OpenAsync(cancellationToken).ConfigureAwait(false);
        filter ??= new();
        const int Page = 1000;
        int left = filter.Limit;
        while (left > 0)
        {
            filter = filter with { Limit = Math.Min(left, Page) };
            var rows = await engine.Store.ListAsync(filter, cancellationToken).ConfigureAwait(false);
            foreach (var row in rows) yield return row;
            if (rows.Count < filter.Limit) break;
            left -= rows.Count;
            filter = filter with { After = rows[^1].Id };
        }
    }

    public async Task<IReadOnlyList<JournalEntry>> ReadJournalAsync(
        string id, CancellationToken cancellationToken = default)
    {
        ConversationRow row = await engine.ReadAsync(id, cancellationToken).ConfigureAwait(false);
        return await engine.Store.ReadJournalAsync(id, 1, row.Version, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Verification> VerifyAsync(
        ConversationFilter? filter = null, CancellationToken cancellationToken = default)
    {
        int count = 0;
        Dictionary<string, ConversationException> faults = new(StringComparer.Ordinal);
        filter ??= new() { Limit = int.MaxValue };
        await foreach (ConversationRow row in ListAsync(filter, cancellationToken).ConfigureAwait(false))
        {
            if (row.Status.HasEnded()) continue;
            count++;
            try
            {
                await engine.ReplayAsync(row).ConfigureAwait(false);
            }
            catch (ConversationException exception)
            {
                faults.Add(row.Id, exception);
            }
        }

        return new(count, faults);
    }

    public async Task RunDueAsync(CancellationToken cancellationToken = default)
    {
        var running = await engine.ScanAsync(cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(running).WaitAsync(cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    public async Task<ConversationRow> ResumeAsync(string id, CancellationToken cancellationToken = default) =>
        (await engine.CallAsync(id, it => it.ResumeAsync(), cancellationToken).ConfigureAwait(false)).Row;

    public async Task<ConversationRow> TerminateAsync(
        string id, string reason, CancellationToken cancellationToken = default) =>
        (await engine.CallAsync(id, it => it.TerminateAsync(reason), cancellationToken).ConfigureAwait(false)).Row;

    public async Task<ConversationRow> ForkAsync(
        string id, long version, string newId, bool allowEffects = false, CancellationToken cancellationToken = default)
    {
        ConversationRow row = await engine.ReadAsync(id, cancellationToken).ConfigureAwait(false);
        ConversationEngine.CheckId(newId);
        return await engine.ForkAsync(row, version, newId, allowEffects, cancellationToken).ConfigureAwait(false);
    }

    public async Task<ConversationRow> RewindAsync(
        string id, long version, string? newId = null, CancellationToken cancellationToken = default)
    {
        newId ??= ConversationEngine.NewId();
        ConversationEngine.CheckId(newId);
        return (await engine.CallAsync(id, it => it.RewindAsync(version, newId), cancellationToken)
            .ConfigureAwait(false)).Row;
    }

    public async Task PurgeAsync(string id, CancellationToken cancellationToken = default)
    {
        ConversationRow row = await engine.ReadAsync(id, cancellationToken).ConfigureAwait(false);
        if (!row.Status.HasEnded()) throw Errors.NotEnded(row);
        if (!await engine.Store.DeleteAsync(row, cancellationToken).ConfigureAwait(false)) throw Errors.Overtaken(id);
    }

    public async Task BackupAsync(string path, CancellationToken cancellationToken = default)
    {
        await engine.OpenAsync(cancellationToken).ConfigureAwait(false);
        await engine.Store.BackupAsync(path, cancellationToken).ConfigureAwait(false);
    }
}
