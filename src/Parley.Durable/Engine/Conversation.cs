using System.Diagnostics.CodeAnalysis;
using Parley.Durable.Stores;

namespace Parley.Durable.Engine;

/// <summary>
/// A conversation in this process: its gate, its body if that is in memory, and whoever runs its effects. Here, a step
/// is taken: the body is resumed in memory, and what it did is journaled, or else the body in memory is dropped. So the
/// journal is right, whatever happens.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "The semaphore has no wait handle to dispose of.")]
internal sealed class Conversation(string id, ConversationEngine engine)
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private ConversationRow? _row;      // as it was last read or written; current as long as there is a body
    private Live? _live;                // null: to be replayed when it is needed
    private bool _isRunning;            // whether somebody runs its effects
    private Task _running = Task.CompletedTask;
    private long _usedAt;

    /// <summary>Gets whether it was taken out of memory: it mustn't be used any more.</summary>
    public bool IsEvicted { get; private set; }

    public Task<IDisposable> EnterAsync() => Gate.EnterAsync(_gate);

    // ---- What callers ask for, inside the gate. Each returns the row afterwards, and what to wait for until the
    // conversation rests. ----

    /// <summary>Begins it.</summary>
    public async Task<Pending> StartAsync(Registration registration, byte[] argument, string? owner)
    {
        DateTimeOffset now = Clock.Whole(engine.Time.GetUtcNow());
        ConversationRow row = new(id, registration.Name, registration.Version, Guid.NewGuid(), 0)
        {
            Owner = owner,
            CreatedAt = now,
            UpdatedAt = now,
        };
        Live live = engine.Create(row);
        JournalEntry entry = Entry(row, EntryKind.Started, registration.Name, argument);
        Outcome outcome = engine.Limited(live.Resume(entry, isReplaying: false));
        if (outcome.Kind == OutcomeKind.Stuck) throw Errors.Refused(id, outcome.Exception!);
        (row, entry) = engine.Next(row, entry, outcome);
        if (await engine.Store.CreateAsync(row, [entry], default).ConfigureAwait(false))
        {
            Keep(row, live);
            return Rest();
        }

        row = await ReadAsync().ConfigureAwait(false);
        var journal = await engine.Store.ReadJournalAsync(id, 1, 1, default).ConfigureAwait(false);
        bool isSame = row.Body == registration.Name && journal is [var first]
            && first.Payload.Span.SequenceEqual(argument);
        return isSame ? new(row, Running, IsDuplicate: true) : throw Errors.AlreadyThere(id);
    }

    /// <summary>Sends a value, or throws a fault, at the question of a version.</summary>
    public async Task<Pending> SendAsync(string body, long version, EntryKind kind, byte[] payload)
    {
        ConversationRow row = await CurrentAsync(body).ConfigureAwait(false);
        // In memory, it may be where it was before another process went on with it. Only the store says no.
        bool isWelcome = version == row.Version && row.Status == ConversationStatus.Asking;
        if (!isWelcome && _live is not null) row = await ReadAsync().ConfigureAwait(false);
        if (version < row.Version)
        {
            var journal = await engine.Store.ReadJournalAsync(id, version + 1, version + 1, default)
                .ConfigureAwait(false);
            bool isSame = journal is [var entry] && entry.Kind == kind && entry.Payload.Span.SequenceEqual(payload);
            return isSame ? new(row, null, IsDuplicate: true) : throw Errors.NotAtVersion(row, version);
        }

        if (version != row.Version) throw Errors.NotAtVersion(row, version);
        if (row.Status == ConversationStatus.Stuck) throw Errors.Stuck(row);
        if (row.Status != ConversationStatus.Asking) throw Errors.NotAsking(row);
        await StepAsync(kind, null, payload).ConfigureAwait(false);
        return Rest();
    }

    /// <summary>Closes it: at its question, or as soon as it asks one.</summary>
    public async Task<Pending> CloseAsync(string body)
    {
        ConversationRow row = await CurrentAsync(body).ConfigureAwait(false);
        if (row.Status.HasEnded()) return new(row, null, IsDuplicate: true);
        if (row.Status == ConversationStatus.Stuck) throw Errors.Stuck(row);
        if (row.Status is ConversationStatus.Asking or ConversationStatus.Sleeping)
        {
            await StepAsync(EntryKind.Canceled, null, default).ConfigureAwait(false);
            return Rest();
        }

        if (!await engine.Store.RequestCloseAsync(row, default).ConfigureAwait(false)) throw Errors.Overtaken(id);
        if (_row is not null) _row = _row with { CloseRequested = true };
        return new(row, Running, IsDuplicate: false);
    }

    /// <summary>Does what is due.</summary>
    public async Task<Pending?> WakeAsync(DateTimeOffset now)
    {
        ConversationRow row = await ReadAsync().ConfigureAwait(false);
        if (!engine.Has(row)) return null; // somebody else has its body
        bool isDue = row.DueAt <= now;
        switch (row.Status)
        {
            case ConversationStatus.Asking or ConversationStatus.Sleeping when row.CloseRequested:
                await StepAsync(EntryKind.Canceled, null, default).ConfigureAwait(false);
                return Rest();
            case ConversationStatus.Asking when isDue:
                await StepAsync(EntryKind.TimedOut, null, default).ConfigureAwait(false);
                return Rest();
            case ConversationStatus.Sleeping when isDue:
                await StepAsync(EntryKind.Slept, null, default).ConfigureAwait(false);
                return Rest();
            case ConversationStatus.Running when isDue && !_isRunning:
                // Whoever ran its effect has gone. Only one of those that see this moves the time.
                DateTimeOffset lease = engine.Lease();
                if (!await engine.Store.MoveDueAsync(row, lease, default).ConfigureAwait(false)) return null;
                _row = row with { DueAt = lease };
                await LoadAsync().ConfigureAwait(false);
                return Rest();
            default:
                return null;
        }
    }

    /// <summary>Goes on with a conversation that was stuck.</summary>
    public async Task<Pending> ResumeAsync()
    {
        ConversationRow row = await ReadAsync().ConfigureAwait(false);
        if (row.Status != ConversationStatus.Stuck) return new(row, Running, IsDuplicate: true);
        await StepAsync(EntryKind.Unstuck, null, default).ConfigureAwait(false);
        return Rest();
    }

    /// <summary>Ends it without its body.</summary>
    public async Task<Pending> TerminateAsync(string reason)
    {
        ConversationRow row = await ReadAsync().ConfigureAwait(false);
        if (row.Status.HasEnded()) return new(row, null, IsDuplicate: true);
        row = await EndAsync(row, reason, (ended, entry) => engine.Store.AppendAsync(ended, entry, default))
            .ConfigureAwait(false) ?? throw Errors.Overtaken(id);
        return new(row, null, IsDuplicate: false);
    }

    /// <summary>Ends it without its body, and begins another one that goes on from an earlier question.</summary>
    public async Task<Pending> RewindAsync(long version, string newId)
    {
        ConversationRow row = await ReadAsync().ConfigureAwait(false);
        if (row.Status.HasEnded()) throw Errors.EndedAlready(row);
        var (copy, journal) = await engine.RewindAsync(row, version, newId).ConfigureAwait(false);
        var ended = await EndAsync(
            row, Errors.Rewound(copy),
            (ended, entry) => engine.Store.ReplaceAsync(ended, entry, copy, journal, default)).ConfigureAwait(false);
        if (ended is not null) return new(copy, null, IsDuplicate: false);
        bool isThere = await engine.Store.ReadAsync(newId, default).ConfigureAwait(false) is not null;
        throw isThere ? Errors.AlreadyThere(newId) : Errors.Overtaken(id);
    }

    // Returns the row then; null if the store says no.
    private async Task<ConversationRow?> EndAsync(
        ConversationRow row, string reason, Func<ConversationRow, JournalEntry, ValueTask<bool>> write)
    {
        Drop();
        JournalEntry entry;
        (row, entry) = engine.Next(row, Entry(row, EntryKind.Terminated, null, default), new(OutcomeKind.Terminated));
        row = row with { Error = reason };
        if (!await write(row, entry).ConfigureAwait(false)) return null;
        _row = row;
        Telemetry.Step(row, entry.Kind);
        engine.Watchers.Show(row);
        return row;
    }

    /// <summary>Takes it out of memory, if nobody has used it for a time.</summary>
    public bool TryEvict(TimeSpan idle)
    {
        if (!_gate.Wait(0)) return false;
        bool isIdle = !_isRunning && (_live is null || engine.Time.GetElapsedTime(_usedAt) >= idle);
        IsEvicted |= isIdle;
        _gate.Release();
        return isIdle;
    }

    /// <summary>Takes it out of memory, inside the gate.</summary>
    public void Evict() => IsEvicted = true;

    // ---- A step ----

    private async Task StepAsync(EntryKind kind, string? name, ReadOnlyMemory<byte> payload)
    {
        Live live = await LoadAsync().ConfigureAwait(false);
        ConversationRow row = _row!;
        JournalEntry entry = Entry(row, kind, name, payload);
        bool isJournaled = false;
        try
        {
            if (kind == EntryKind.Continued)
            {
                row = engine.Renewed(row, entry.Seq);
                live = engine.Create(row);
            }

            Outcome outcome = engine.Limited(live.Resume(entry, isReplaying: false));
            bool refuses = kind is EntryKind.Sent or EntryKind.Faulted or EntryKind.Canceled or EntryKind.Unstuck;
            if (outcome.Kind == OutcomeKind.Stuck && refuses) throw Errors.Refused(id, outcome.Exception!);
            (row, entry) = engine.Next(row, entry, outcome);
            isJournaled = await engine.Store.AppendAsync(row, entry, default).ConfigureAwait(false);
        }
        finally
        {
            if (!isJournaled) Drop();
        }

        if (!isJournaled) throw Errors.Overtaken(id);
        Telemetry.Step(row, kind);
        long count = row.Version - row.BaseSeq + 1;
        if (count % engine.Options.LongJournal == 0) Log.JournalIsLong(engine.Logger, id, count);
        Keep(row, live);
    }

    private JournalEntry Entry(ConversationRow row, EntryKind kind, string? name, ReadOnlyMemory<byte> payload) =>
        new(row.Version + 1, kind, name, payload, Clock.Next(engine.Time, row.UpdatedAt), default, default);

    private void Keep(ConversationRow row, Live live)
    {
        _row = row;
        _live = row.Status.HasEnded() || row.Status == ConversationStatus.Stuck ? null : live;
        _usedAt = engine.Time.GetTimestamp();
        engine.Watchers.Show(row);
    }

    private void Drop()
    {
        _live = null;
        _row = null;
    }

    private async Task<ConversationRow> ReadAsync()
    {
        ConversationRow row = await engine.Store.ReadAsync(id, default).ConfigureAwait(false)
            ?? throw Errors.NotFound(id);
        bool isCurrent = _row is not null && _row.Version == row.Version && _row.Incarnation == row.Incarnation;
        if (!isCurrent) Drop();
        return _row = row;
    }

    // Doesn't ask the store as long as the body is here: if another process has gone on with it, the append says so.
    private async Task<ConversationRow> CurrentAsync(string body)
    {
        ConversationRow row = _live is null ? await ReadAsync().ConfigureAwait(false) : _row!;
        return row.Body == body ? row : throw Errors.OfAnotherKind(id, row.Body, body);
    }

    private async Task<Live> LoadAsync()
    {
        if (_live is not null) return _live;
        // Not read again: what the caller has found at this row is true only there. The append says if it has moved on.
        ConversationRow row = _row ?? await ReadAsync().ConfigureAwait(false);
        return _live = await engine.ReplayAsync(row).ConfigureAwait(false);
    }

    // ---- Effects ----

    // Told inside the gate: what has ended since then may have left the row behind.
    private Task? Running => _isRunning ? _running : null;

    // Has done what the body waits for.
    private Pending Rest()
    {
        ConversationRow row = _row!;
        if (!_isRunning && (row.Status == ConversationStatus.Running || IsToBeClosed(row)))
        {
            _isRunning = true;
            _running = Task.Run(RunLoggedAsync);
        }

        return new(row, Running, IsDuplicate: false);
    }

    private static bool IsToBeClosed(ConversationRow row) =>
        row.CloseRequested && row.Status is ConversationStatus.Asking or ConversationStatus.Sleeping;

    // Nobody may be waiting for it: what the scan begins, for example.
    private async Task RunLoggedAsync()
    {
        try
        {
            await RunAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Log.RunningFailed(engine.Logger, id, exception.GetType());
            throw;
        }
    }

    // Runs effect after effect, until the conversation rests. The gate isn't held while one runs.
    private async Task RunAsync()
    {
        EffectResult? result = null;
        for (int count = 0; ; count++)
        {
            Work? work = null;
            using (await EnterAsync().ConfigureAwait(false))
            {
                try
                {
                    work = await AdvanceAsync(result, count).ConfigureAwait(false);
                }
                finally
                {
                    _isRunning = work is not null;
                }
            }

            if (work is null) return;
            var done = await engine.Runner.RunAsync(work.Row, work.Effect).ConfigureAwait(false);
            result = new(work, done);
        }
    }

    // Journals the result of an effect, and goes on to the next one. Null if the conversation rests, or somebody else
    // has gone on with it.
    private async Task<Work?> AdvanceAsync(EffectResult? result, int count)
    {
        if (result is not null)
        {
            if (result.Done is not { } done) return null; // the process ends, or another one has it: that is no result
            ConversationRow now = await ReadAsync().ConfigureAwait(false);
            if (now.Version != result.Of.Row.Version || now.Incarnation != result.Of.Row.Incarnation) return null;
            await StepAsync(done.Kind, result.Of.Effect.Name, done.Payload).ConfigureAwait(false);
        }

        while (true)
        {
            Live live = await LoadAsync().ConfigureAwait(false);
            ConversationRow row = _row!;
            if (IsToBeClosed(row))
            {
                await StepAsync(EntryKind.Canceled, null, default).ConfigureAwait(false);
            }
            else if (row.Status != ConversationStatus.Running)
            {
                return null;
            }
            else if (count >= engine.Options.MaxEffectsPerSend)
            {
                await StepAsync(EntryKind.Parked, null, default).ConfigureAwait(false);
            }
            else if (live.Request is ContinueRequest next)
            {
                count++;
                await StepAsync(EntryKind.Continued, row.Body, next.Json).ConfigureAwait(false);
            }
            else if (live.Request is not EffectRequest { Options.AtMostOnce: true } once)
            {
                return new(row, (EffectRequest)live.Request!);
            }
            else if (once.IsIntended)
            {
                byte[] unknown = EffectRunner.Write(new("OutcomeUnknown", Errors.UnknownOutcome));
                await StepAsync(EntryKind.EffectUnknown, once.Name, unknown).ConfigureAwait(false);
            }
            else
            {
                await StepAsync(EntryKind.Intent, once.Name, default).ConfigureAwait(false);
                return new(_row!, once);
            }
        }
    }

    private sealed record Work(ConversationRow Row, EffectRequest Effect);

    private sealed record EffectResult(Work Of, EffectDone? Done);
}

/// <summary>Where a conversation is, and what ends when it rests; null if it does.</summary>
internal sealed record Pending(ConversationRow Row, Task? Running, bool IsDuplicate);
