using Parley;

namespace Simulation.Kernel;

/// <summary>A generator that is driven by what happens. As an event, it is its end.</summary>
public sealed class Process : Event
{
    private readonly Generator<Event, Event> _body;
    private Event _awaited;
    private bool _isOver;

    internal Process(Simulator simulator, Generator<Event, Event> body) : base(simulator)
    {
        (_body, _awaited) = (body, simulator.Schedule(new Event(simulator), isUrgent: true));
        _awaited.Tell(this);
    }

    /// <summary>Throws an <see cref="InterruptException"/> in before all else, unless it is over.</summary>
    public void Interrupt(object? cause = null)
    {
        var interruption = new Event(Simulator) { Failure = new InterruptException(cause), IsInterruption = true };
        interruption.Tell(this);
        Simulator.Schedule(interruption, isUrgent: true);
    }

    internal override bool Learn(Event happened)
    {
        if (_isOver || (happened != _awaited && !happened.IsInterruption)) return happened.IsInterruption;
        Simulator.Active = this;
        try
        {
            for (_awaited = happened; !_isOver && _awaited.HasHappened; _awaited = _body.Current)
            {
                _isOver = !(_awaited.Failure is { } failure ? _body.TryThrow(failure)
                    : _body.State == GeneratorState.Created ? _body.MoveNext()
                    : _body.TrySend(_awaited.Sent));
            }

            if (_isOver) Succeed();
            else _awaited.Tell(this);
        }
        catch (Exception failure)
        {
            _isOver = true;
            Fail(failure);
        }
        return true;
    }
}

/// <summary>Another process wants this one to do something else.</summary>
public sealed class InterruptException(object? cause) : Exception("A process was interrupted.")
{
    public object? Cause => cause;
}
