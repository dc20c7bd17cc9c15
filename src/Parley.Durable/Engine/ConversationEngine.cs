using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Parley.Durable.Stores;

namespace Parley.Durable.Engine;

/// <summary>All conversations of a process. It knows only bytes: values are typed in front of it (<see
/// cref="Conversations{TArgument, TYield, TSend, TReturn}"/>) and inside of a body (<see cref="Live"/>).</summary>
internal sealed class ConversationEngine : IAsyncDisposable
{
    private const int MaxIdLength = 200;

    private readonly ConcurrentDictionary<string, Conversation> _conversations = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Name, int Version), Registration> _registrations = [];
    private readonly EffectHandlers _handlers;
    private readonly IServiceProvider _services;
    private readonly ReadOnlyMemory<byte> _hashKey;
    private readonly SemaphoreSlim _opening = new(1, 1);
    private volatile bool _isOpen;

    public ConversationEngine(
        DurableOptions options, IEnumerable<Registration> registrations, EffectHandlers handlers,
        IServiceProvider services, ILogger logger, TimeProvider time)
    {
        Options = options;
        Time = time;
        Logger = logger;
        _handlers = handlers;
        _services = services;
        foreach (var each in registrations) _registrations.Add((each.Name, each.Version), each);
        Store = options.CreateStore!(services);
        if (services.GetService<IPayloadProtector>() is { } protector)
        {
            Store = new ProtectedStore(Store, protector);
            _hashKey = protector.HashKey;
        }

        Runner = new(this, services);
    }

    public DurableOptions Options { get; }

    public TimeProvider Time { get; }

    public ILogger Logger { get; }

    public IConversationStore Store { get; }

    public EffectRunner Runner { get; }

    public Watchers Watchers { get; } = new();

    /// <summary>Gets what is canceled when the process ends.</summary>
    public CancellationTokenSource Stopping { get; } = new();

    /// <summary>Opens the store, once.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (_isOpen) return;
        await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_isOpen) await Store.OpenAsync(cancellationToken).ConfigureAwait(false);
            _isOpen = true;
        }
        finally
        {
            _opening.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Stopping.CancelAsync().ConfigureAwait(false);
        await Runner.DrainAsync().ConfigureAwait(false);
        await Store.DisposeAsync().ConfigureAwait(false);
        _opening.Dispose();
        Stopping.Dispose();
    }

    // ---- Calls ----

    /// <summary>Does something with a conversation, and waits until it rests. The token ends the waiting
    /// only.</summary>
    public async Task<RowTurn> CallAsync(
        string id, Func<Conversation, Task<Pending>> call, CancellationToken cancellationToken)
    {
        CheckId(id);
        await OpenAsync(cancellationToken).ConfigureAwait(false);
        return await Run(id, call).WaitAsync(cancellationToken).ConfigureAwait(false);

        async Task<RowTurn> Run(string id, Func<Conversation, Task<Pending>> call)
        {
            Pending pending = await InsideAsync(id, call).ConfigureAwait(false);
            if (pending.Running is null) return new(pending.Row, pending.IsDuplicate);
            await pending.Running.ConfigureAwait(false);
            return new(await ReadAsync(id, default).ConfigureAwait(false), pending.IsDuplicate);
        }
    }

    /// <summary>Reads a conversation's row. Nothing is replayed or run.</summary>
    public async Task<ConversationRow> ReadAsync(string id, CancellationToken cancellationToken)
    {
        CheckId(id);
        await OpenAsync(cancellationToken).ConfigureAwait(false);
        return await Store.ReadAsync(id, cancellationToken).ConfigureAwait(false) ?? throw Errors.NotFound(id);
    }

    /// <summary>Does what is due, and takes out of memory what hasn't been used for long. Returns what ends when that
    /// rests.</summary>
    public async Task<IReadOnlyList<Task>> ScanAsync(CancellationToken cancellationToken)
    {
        List<Task> running = [];
        await OpenAsync(cancellationToken).ConfigureAwait(false);
        DateTimeOffset now = Time.GetUtcNow();
        var due = await Store.ListDueAsync(now, Options.ScanBatch, cancellationToken).ConfigureAwait(false);
        foreach (ConversationRow row in due)
        {
            try
            {
                if (!Has(row)) continue;
                var begun = await InsideAsync<Pending?>(row.Id, it => it.WakeAsync(now)).ConfigureAwait(false);
                if (begun?.Running is { } task) running.Add(task);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.WakingFailed(Logger, row.Id, exception.GetType());
            }
        }

        foreach (var (id, conversation) in _conversations)
        {
            if (conversation.TryEvict(Options.IdleEviction)) _conversations.TryRemove(new(id, conversation));
        }

        if (Options.Retention is { } time) await PurgeAsync(now - time, cancellationToken).ConfigureAwait(false);
        return running;
    }

    // Deletes what has ended before a time, some of it in each scan.
    private async Task PurgeAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        foreach (ConversationStatus status in Enum.GetValues<ConversationStatus>().Where(it => it.HasEnded()))
        {
            ConversationFilter filter = new() { Status = status, UpdatedBefore = before, Limit = Options.ScanBatch };
            foreach (var row in await Store.ListAsync(filter, cancellationToken).ConfigureAwait(false))
                await Store.DeleteAsync(row, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<T> InsideAsync<T>(string id, Func<Conversation, Task<T>> call)
    {
        while (true)
        {
            Conversation conversation = _conversations.GetOrAdd(id, static (id, engine) => new(id, engine), this);
            using (await conversation.EnterAsync().ConfigureAwait(false))
            {
                if (conversation.IsEvicted) continue;
                try
                {
                    return await call(conversation).ConfigureAwait(false);
                }
                catch (ConversationNotFoundException)
                {
                    conversation.Evict();
                    _conversations.TryRemove(new(id, conversation));
                    throw;
                }
            }
        }
    }

    // ---- Bodies ----

    /// <summary>Whether the body of a conversation is registered here.</summary>
    public bool Has(ConversationRow row) => _registrations.ContainsKey((row.Body, row.BodyVersion));

    public Registration Registered(ConversationRow row) =>
        _registrations.TryGetValue((row.Body, row.BodyVersion), out var found) ? found
        : throw Errors.VersionMissing(row);

    /// <summary>The body that a new conversation gets: the newest one, if none is named.</summary>
    public Registration ForNew(string name) => _registrations.Values
        .Where(each => each.Name == name)
        .OrderByDescending(each => Options.StartVersions.TryGetValue(name, out int version) && each.Version == version)
        .ThenByDescending(each => each.Version).First();

    /// <summary>Makes the body of a conversation, before its first entry.</summary>
    public Live Create(ConversationRow row) => Registered(row).Create(row, _handlers, _services);

    /// <summary>Makes the body of a conversation and repeats in memory what it did. Writes nothing and runs
    /// nothing.</summary>
    public async Task<Live> ReplayAsync(ConversationRow row)
    {
        long begun = Time.GetTimestamp();
        var journal = await Store.ReadJournalAsync(row.Id, row.BaseSeq, row.Version, default).ConfigureAwait(false);
        Live live = Replay(row, journal);
        Telemetry.Replayed(row, Time.GetElapsedTime(begun));
        return IsAsInRow(row, journal[^1]) ? live : throw Errors.NotAsInRow(row);
    }

    // What the row says is shown without a replay. It has to be what the journal ends with.
    private bool IsAsInRow(ConversationRow row, JournalEntry last)
    {
        if (last.Outcome != row.Outcome) return false;
        if (row.Outcome == OutcomeKind.Question && Registered(row).ComparesQuestionsByKind) return true;
        var hash = new Outcome(row.Outcome, row.OutcomeName, row.OutcomeJson).Hash(byKindOnly: false, _hashKey.Span);
        return hash.Span.SequenceEqual(last.OutcomeHash.Span);
    }

    // The journal may be only the first part.
    private Live Replay(
        ConversationRow row, IReadOnlyList<JournalEntry> journal, Action<JournalEntry, Live>? before = null)
    {
        Registration registration = Registered(row);
        Live live = Create(row);
        long seq = row.BaseSeq;
        foreach (JournalEntry entry in journal)
        {
            if (entry.Seq != seq) break;
            before?.Invoke(entry, live);
            Outcome outcome = live.Resume(entry, isReplaying: true);
            seq++;
            if (entry.Outcome is OutcomeKind.Stuck or OutcomeKind.Terminated) continue; // perhaps it has been mended
            if (outcome.Kind == entry.Outcome)
            {
                // Whatever the hash is of: perhaps it was journaled before the registration said so.
                if (outcome.Kind == OutcomeKind.Question && registration.ComparesQuestionsByKind) continue;
                var hash = outcome.Hash(byKindOnly: false, _hashKey.Span);
                if (hash.Span.SequenceEqual(entry.OutcomeHash.Span)) continue;
            }

            string? expected = entry.Seq == row.Version
                ? new Outcome(row.Outcome, row.OutcomeName, row.OutcomeJson).Describe() : null;
            throw Errors.Diverged(row.Id, entry, expected, outcome);
        }

        return seq == row.Version + 1 ? live : throw Errors.Incomplete(row, seq);
    }

    /// <summary>Begins a conversation with the journal of another one up to a question.</summary>
    public async Task<ConversationRow> ForkAsync(
        ConversationRow row, long version, string newId, bool allowEffects, CancellationToken cancellationToken)
    {
        if (version < row.BaseSeq || version > row.Version) throw Errors.NoQuestion(row, version);
        var journal = await Store.ReadJournalAsync(row.Id, row.BaseSeq, version, cancellationToken)
            .ConfigureAwait(false);
        ConversationRow fork = Copy(row, journal, version, newId, (entry, live) =>
        {
            if (!allowEffects && Acts(entry, live)) throw Errors.EffectBeforeFork(row, entry, live.Request!.Name!);
        });
        return await Store.CreateAsync(fork, journal, cancellationToken).ConfigureAwait(false)
            ? fork : throw Errors.AlreadyThere(newId);
    }

    /// <summary>Makes a conversation that goes on from an earlier question of one that ends in its stead. Nothing is
    /// written.</summary>
    public async Task<(ConversationRow Row, IReadOnlyList<JournalEntry> Journal)> RewindAsync(
        ConversationRow row, long version, string newId)
    {
        if (version < row.BaseSeq || version > row.Version) throw Errors.NoQuestion(row, version);
        var journal = await Store.ReadJournalAsync(row.Id, row.BaseSeq, row.Version, default).ConfigureAwait(false);
        Live last = Replay(row, journal, (entry, live) =>
        {
            bool isBehind = entry.Seq > version && (entry.Kind == EntryKind.Intent || Acts(entry, live));
            if (isBehind) throw Errors.EffectBehind(row, entry.Seq, live.Request!.Name!);
        });
        if (last.Request is EffectRequest { Options.ReadOnly: false } running)
            throw Errors.EffectBehind(row, row.Version, running.Name!);
        JournalEntry[] kept = [.. journal.TakeWhile(entry => entry.Seq <= version)];
        return (Copy(row, kept, version, newId, null), kept);
    }

    private static bool Acts(JournalEntry entry, Live live) =>
        entry.Kind is EntryKind.EffectDone or EntryKind.EffectFailed or EntryKind.EffectUnknown
        && live.Request is EffectRequest { Options.ReadOnly: false };

    // The row of a conversation that has been what another one was.
    private ConversationRow Copy(
        ConversationRow row, IReadOnlyList<JournalEntry> journal, long version, string newId,
        Action<JournalEntry, Live>? before)
    {
        ConversationRow copy = row with
        {
            Id = newId,
            Version = version,
            Incarnation = Guid.NewGuid(),
            ForkedFrom = Origins.Add(row, version),
            CloseRequested = false,
            CreatedAt = Clock.Whole(Time.GetUtcNow()),
        };
        Live live = Replay(copy, journal, before);
        if (live.Outcome.Kind != OutcomeKind.Question) throw Errors.NoQuestion(row, version);
        return Next(copy, journal[^1], live.Outcome).Row;
    }

    /// <summary>A row that goes on as a new body, at an entry.</summary>
    public ConversationRow Renewed(ConversationRow row, long seq) =>
        row with { BaseSeq = seq, BodyVersion = ForNew(row.Body).Version };

    /// <summary>What a body did, unless that is too large to be kept.</summary>
    public Outcome Limited(Outcome outcome) => outcome.Json.Length <= Options.MaxPayloadBytes ? outcome
        : new(OutcomeKind.Stuck, typeof(PayloadTooLargeException).FullName, Exception: Errors.TooLarge(
            outcome.Kind == OutcomeKind.Question ? "The question" : "What the body hands out",
            outcome.Json.Length, Options.MaxPayloadBytes));

    /// <summary>The row and the entry after a step.</summary>
    public (ConversationRow Row, JournalEntry Entry) Next(ConversationRow row, JournalEntry entry, Outcome outcome)
    {
        bool isParked = entry.Kind == EntryKind.Parked;
        ConversationStatus status = isParked ? ConversationStatus.Stuck : outcome.Status;
        bool byKindOnly = outcome.Kind == OutcomeKind.Question && Registered(row).ComparesQuestionsByKind;
        ConversationRow next = row with
        {
            Version = entry.Seq,
            Status = status,
            Outcome = outcome.Kind,
            OutcomeName = outcome.Name,
            OutcomeJson = outcome.Json,
            DueAt = status == ConversationStatus.Running ? Lease() : isParked ? null : outcome.DueAt,
            CloseRequested = row.CloseRequested && entry.Kind != EntryKind.Canceled,
            Error = isParked ? Errors.EffectsWithoutEnd(Options.MaxEffectsPerSend)
                : outcome.Exception is { } exception ? $"{exception.GetType().FullName}: {exception.Message}" : null,
            UpdatedAt = entry.At,
        };
        return (next, entry with { Outcome = outcome.Kind, OutcomeHash = outcome.Hash(byKindOnly, _hashKey.Span) });
    }

    /// <summary>Until when an effect that is begun now is taken to be running.</summary>
    public DateTimeOffset Lease() => Clock.Whole(Time.GetUtcNow() + Options.EffectLease);

    /// <summary>Refuses what is too large to be kept, before the body sees it.</summary>
    public byte[] Checked(string what, byte[] payload) => payload.Length <= Options.MaxPayloadBytes ? payload
        : throw Errors.TooLarge(what, payload.Length, Options.MaxPayloadBytes);

    /// <summary>Makes an id that nobody can guess: 128 random bits.</summary>
    public static string NewId() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>Refuses what can't be an id.</summary>
    public static void CheckId(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        bool isGood = id.Length is > 0 and <= MaxIdLength;
        for (int i = 0; isGood && i < id.Length; i++)
        {
            bool isPair = char.IsHighSurrogate(id[i]) && i + 1 < id.Length && char.IsLowSurrogate(id[i + 1]);
            isGood = !char.IsControl(id[i]) && (isPair || !char.IsSurrogate(id[i]));
            if (isPair) i++;
        }

        if (!isGood) throw Errors.BadId(id);
    }
}

/// <summary>Where a conversation is.</summary>
internal sealed record RowTurn(ConversationRow Row, bool IsDuplicate);
