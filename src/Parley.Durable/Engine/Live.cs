using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Parley.Durable.Stores;

namespace Parley.Durable.Engine;

/// <summary>The body of a conversation in memory, driven by entries of the journal: new ones, or, in a replay, old
/// ones. It is never closed: it is dropped, so that none of its <c>finally</c> blocks runs.</summary>
internal abstract class Live
{
    /// <summary>Gets what it did last.</summary>
    public Outcome Outcome { get; protected set; } = null!;

    /// <summary>Gets what it has delegated to, if it has.</summary>
    public abstract Request? Request { get; }

    /// <summary>Resumes the body with what an entry brings.</summary>
    /// <param name="entry">The entry. Its outcome isn't looked at.</param>
    /// <param name="isReplaying">Whether the body did this before.</param>
    /// <returns>What it did.</returns>
    public abstract Outcome Resume(JournalEntry entry, bool isReplaying);
}

/// <inheritdoc/>
internal sealed class Live<TArgument, TYield, TSend, TReturn>(
    Registration<TArgument, TYield, TSend, TReturn> registration,
    ConversationRow row,
    EffectHandlers handlers,
    Func<Durable<TYield, TSend>, TArgument, Generator<TYield, TSend, TReturn>> body) : Live
{
    private readonly BodyState _state =
        new(registration.Payloads, handlers, row.BodyVersion, Origins.Of(row));

    private readonly List<Exception> _thrownIn = [];
    private Generator<TYield, TSend, TReturn>? _generator;

    public override Request? Request => _state.Request;

    public override Outcome Resume(JournalEntry entry, bool isReplaying)
    {
        _state.Enter(entry.Seq, entry.At, isReplaying);
        CultureInfo culture = CultureInfo.CurrentCulture, cultureOfTexts = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        try
        {
            return Outcome = Step(entry);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
            CultureInfo.CurrentUICulture = cultureOfTexts;
        }
    }

    private Outcome Step(JournalEntry entry)
    {
        switch (entry.Kind)
        {
            case EntryKind.Intent:
                if (Request is EffectRequest intended) intended.IsIntended = true;
                return Outcome;
            case EntryKind.Unstuck or EntryKind.Parked:
                return Outcome;
            case EntryKind.Terminated:
                return new(OutcomeKind.Terminated);
        }

        Func<bool> resume = Prepare(entry);
        try
        {
            return resume() ? Yielded() : Returned();
        }
        catch (Exception exception)
        {
            return Thrown(exception);
        }
    }

    // Reads what the entry brings, before the body is touched.
    private Func<bool> Prepare(JournalEntry entry)
    {
        Request? request = _state.Request;
        switch (entry.Kind)
        {
            case EntryKind.Started or EntryKind.Continued:
                TArgument argument = Read(entry, registration.Argument);
                _state.Request = null;
                return () => (_generator = body(new(_state), argument)).MoveNext();
            case EntryKind.Sent:
                TSend value = Read(entry, registration.Send);
                return () => _generator!.TrySend(value);
            case EntryKind.EffectDone when request is EffectRequest effect:
                Take(effect, entry);
                _state.Request = null;
                return () => _generator!.TrySend(default!);
            case EntryKind.Slept when request is SleepRequest:
                _state.Request = null;
                return () => _generator!.TrySend(default!);
            case EntryKind.EffectFailed or EntryKind.EffectUnknown when request is EffectRequest effect:
                ConversationFault fault = Read(entry, Faults.Default.ConversationFault);
                return Throw(entry.Kind == EntryKind.EffectFailed
                    ? new EffectFailedException(effect.Name!, fault)
                    : new EffectOutcomeUnknownException(effect.Name!, fault));
            case EntryKind.TimedOut:
                return Throw(new TimeoutException("The question wasn't answered in time."));
            case EntryKind.Canceled:
                return Throw(new ConversationCanceledException("The conversation is being closed."));
            case EntryKind.Faulted:
                return Throw(new ConversationFaultException(Read(entry, Faults.Default.ConversationFault)));
            default:
                throw Errors.DoesNotFit(row.Id, entry, Outcome);
        }
    }

    private Func<bool> Throw(Exception exception)
    {
        _state.Request = null;
        _thrownIn.Add(exception);
        return () => _generator!.TryThrow(exception);
    }

    private T Read<T>(JournalEntry entry, JsonTypeInfo<T> type)
    {
        try
        {
            return Payloads.Read(entry.Payload, type);
        }
        catch (JsonException exception)
        {
            throw Errors.Unreadable(row.Id, entry, typeof(T), exception);
        }
    }

    private void Take(EffectRequest effect, JournalEntry entry)
    {
        try
        {
            effect.Take(entry.Payload);
        }
        catch (JsonException exception)
        {
            throw Errors.Unreadable(row.Id, entry, null, exception);
        }
    }

    private Outcome Yielded()
    {
        if (_state.Request is { } request)
        {
            if (Innermost() != request.Generator) return Thrown(Errors.DrivenByHand(request));
            return new(request.Kind, request.Name, request.Json, request.DueAt(_state.Now));
        }

        byte[] json = Payloads.Write(_generator!.Current, registration.Yield);
        DateTimeOffset? dueAt = _state.Within is { } time ? Clock.Add(_state.Now, time) : null;
        _state.Within = null;
        return new(OutcomeKind.Question, Json: json, DueAt: dueAt);
    }

    private Generator<TYield> Innermost()
    {
        Generator<TYield> node = _generator!;
        while (node.YieldingFrom is Generator<TYield> inner) node = inner;
        return node;
    }

    private Outcome Returned() =>
        new(OutcomeKind.Returned, Json: Payloads.Write(_generator!.Result, registration.Return));

    private Outcome Thrown(Exception exception) => new(
        !_thrownIn.Contains(exception) ? OutcomeKind.Stuck
            : exception is ConversationCanceledException ? OutcomeKind.Canceled : OutcomeKind.Failed,
        exception.GetType().FullName,
        Exception: exception);
}
