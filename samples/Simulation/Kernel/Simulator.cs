using System.Runtime.ExceptionServices;
using Parley;

namespace Simulation.Kernel;

/// <summary>
/// Runs processes in simulated time. A process is a generator: it yields the event that it waits for, and is sent the
/// one that happened.
/// </summary>
public sealed class Simulator
{
    private readonly PriorityQueue<Event, Moment> _agenda = new();
    private long _scheduled;

    /// <summary>The simulated time.</summary>
    public double Now { get; private set; }

    /// <summary>The process that is running; null between them.</summary>
    public Process? Active { get; internal set; }

    /// <summary>Begins a process. It is itself an event: its end, or its failure.</summary>
    public Process Start(Generator<Event, Event> body) => new(this, body);

    /// <summary>An event that happens after some time.</summary>
    public Event Timeout(double delay) => Schedule(new Event(this), delay);

    /// <summary>Happens when one of the events has. The process is sent that one.</summary>
    public Event AnyOf(params Event[] events) => new Condition(this, Math.Min(1, events.Length)).Of(events);

    /// <summary>Happens when all of the events have. The process is sent the last one.</summary>
    public Event AllOf(params Event[] events) => new Condition(this, events.Length).Of(events);

    /// <summary>Runs until nothing is left to happen, or until a time.</summary>
    /// <exception cref="Exception">The failure of a process, if no process waited for it.</exception>
    public void Run(double until = double.PositiveInfinity)
    {
        while (_agenda.TryPeek(out Event? next, out Moment moment) && moment.Time <= until)
        {
            _agenda.Dequeue();
            Now = moment.Time;
            bool isNoticed = next.Happen();
            Active = null;
            if (!isNoticed && next.Failure is { } failure) ExceptionDispatchInfo.Throw(failure);
        }

        if (double.IsFinite(until)) Now = until;
    }

    // What is urgent happens before all else that happens at that time.
    internal Event Schedule(Event due, double delay = 0, bool isUrgent = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(delay);
        _agenda.Enqueue(due, new Moment(Now + delay, _scheduled++ + (isUrgent ? long.MinValue : 0)));
        return due;
    }

    private readonly record struct Moment(double Time, long Order) : IComparable<Moment>
    {
        public int CompareTo(Moment other) =>
            Time < other.Time ? -1 : Time > other.Time ? 1 : Order.CompareTo(other.Order);
    }
}
