using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Parley.Durable.Stores;

namespace Parley.Durable.Engine;

/// <summary>The conversations of a kind: puts types around what the engine does with bytes.</summary>
internal sealed class Conversations<TArgument, TYield, TSend, TReturn>(ConversationEngine engine, string name)
    : IConversations<TArgument, TYield, TSend, TReturn>
{
    private Registration<TArgument, TYield, TSend, TReturn> Newest =>
        (Registration<TArgument, TYield, TSend, TReturn>)engine.ForNew(name);

    public Task<Turn<TYield, TReturn>> StartAsync(
        string id, TArgument argument, CancellationToken cancellationToken = default) =>
        StartAsync(id, argument, null, cancellationToken);

    public async Task<Turn<TYield, TReturn>> StartAsync(
        string id, TArgument argument, string? owner, CancellationToken cancellationToken = default)
    {
        var registration = Newest;
        byte[] json = engine.Checked("The argument", Payloads.Write(argument, registration.Argument));
        return Turn(await engine.CallAsync(id, it => it.StartAsync(registration, json, owner), cancellationToken)
            .ConfigureAwait(false));
    }

    public async Task<Turn<TYield, TReturn>> SendAsync(
        string id, long version, TSend value, CancellationToken cancellationToken = default)
    {
        byte[] json = engine.Checked("The answer", Payloads.Write(value, Newest.Send));
        return Turn(await engine.CallAsync(
            id, it => it.SendAsync(name, version, EntryKind.Sent, json), cancellationToken).ConfigureAwait(false));
    }

    public async Task<Turn<TYield, TReturn>> ThrowAsync(
        string id, long version, ConversationFault fault, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fault);
        byte[] json = engine.Checked("The fault", EffectRunner.Write(fault));
        return Turn(await engine.CallAsync(
            id, it => it.SendAsync(name, version, EntryKind.Faulted, json), cancellationToken).ConfigureAwait(false));
    }

    public async Task<Turn<TYield, TReturn>> CloseAsync(string id, CancellationToken cancellationToken = default) =>
        Turn(await engine.CallAsync(id, it => it.CloseAsync(name), cancellationToken).ConfigureAwait(false));

    public async Task<Turn<TYield, TReturn>> GetAsync(string id, CancellationToken cancellationToken = default) =>
        Turn(new(await ReadAsync(id, cancellationToken).ConfigureAwait(false), IsDuplicate: false));

    public async IAsyncEnumerable<ConversationEvent<TYield, TReturn>> WatchAsync(
        string id, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Watcher watcher = engine.Watchers.Add(id);
        try
        {
            ConversationRow row = await ReadAsync(id, cancellationToken).ConfigureAwait(false);
            yield return new(Turn(new(row, IsDuplicate: false)), null);
            while (!row.Status.HasEnded())
            {
                await watcher.WaitAsync(engine.Options.ScanInterval, engine.Time, cancellationToken)
                    .ConfigureAwait(false);
                ConversationRow next = watcher.TakeRow()
                    ?? await ReadAsync(id, cancellationToken).ConfigureAwait(false);
                // After the row was taken: what an effect has reported comes before the turn that it led to.
                while (watcher.TryTakeProgress(out object? value)) yield return new(null, value);
                if (next.Version <= row.Version && next.Incarnation == row.Incarnation) continue;
                row = next;
                yield return new(Turn(new(row, IsDuplicate: false)), null);
            }
        }
        finally
        {
            engine.Watchers.Remove(id, watcher);
        }
    }

    private async Task<ConversationRow> ReadAsync(string id, CancellationToken cancellationToken)
    {
        ConversationRow row = await engine.ReadAsync(id, cancellationToken).ConfigureAwait(false);
        return row.Body == name ? row : throw Errors.OfAnotherKind(id, row.Body, name);
    }

    private Turn<TYield, TReturn> Turn(RowTurn turn)
    {
        ConversationRow row = turn.Row;
        var types = Newest;
        return new(
            row.Id, row.Incarnation, row.Version, row.Status,
            row.Status == ConversationStatus.Asking ? Read(row, types.Yield) : default,
            row.Status == ConversationStatus.Completed ? Read(row, types.Return) : default,
            row.Error, row.DueAt, turn.IsDuplicate);
    }

    private static T Read<T>(ConversationRow row, JsonTypeInfo<T> type)
    {
        try
        {
            return Payloads.Read(row.OutcomeJson, type);
        }
        catch (JsonException exception)
        {
            throw Errors.UnreadableInRow(row, typeof(T), exception);
        }
    }
}
