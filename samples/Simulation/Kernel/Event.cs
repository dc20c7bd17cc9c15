namespace Simulation.Kernel;

/// <summary>Something that happens once, and that processes and conditions wait for.</summary>
public class Event(Simulator simulator)
{
    private Event? _waiter;
    private List<Event>? _otherWaiters;

    public Simulator Simulator => simulator;
    public bool HasHappened { get; private set; }

    /// <summary>What is thrown into the processes that wait for it; null if it isn't a failure.</summary>
    public Exception? Failure { get; internal set; }

    /// <summary>What came of it.</summary>
    public object? Value { get; private set; }

    internal bool IsInterruption { get; init; }

    // What a process is sent that waits for it.
    internal virtual Event Sent => this;

    /// <summary>Makes it happen now, after what is happening already.</summary>
    public void Succeed(object? value = null)
    {
        Value = value;
        simulator.Schedule(this);
    }

    /// <summary>The same, as a failure.</summary>
    public void Fail(Exception failure)
    {
        Failure = failure;
        simulator.Schedule(this);
    }

    internal void Tell(Event waiter)
    {
        if (HasHappened) waiter.Learn(this);
        else if (_waiter is null) _waiter = waiter;
        else (_otherWaiters ??= []).Add(waiter);
    }

    // False if nobody noticed.
    internal bool Happen()
    {
        if (HasHappened) return true;
        HasHappened = true;
        bool isNoticed = _waiter?.Learn(this) ?? false;
        foreach (Event waiter in _otherWaiters ?? []) isNoticed |= waiter.Learn(this);
        return isNoticed;
    }

    // What it waits for has happened. False if it no longer waits.
    internal virtual bool Learn(Event happened) => false;
}

/// <summary>Happens when enough of the events have, or one of them fails.</summary>
internal sealed class Condition(Simulator simulator, int missing) : Event(simulator)
{
    private Event? _last;

    internal override Event Sent => _last?.Sent ?? this;

    public Condition Of(Event[] events)
    {
        if (missing == 0) Succeed();
        foreach (Event e in events) e.Tell(this);
        return this;
    }

    internal override bool Learn(Event happened)
    {
        if (missing == 0) return false;
        _last = happened;
        missing = happened.Failure is null ? missing - 1 : 0;
        if (happened.Failure is { } failure) Fail(failure);
        else if (missing == 0) Succeed();
        return true;
    }
}
