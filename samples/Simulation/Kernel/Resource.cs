namespace Simulation.Kernel;

/// <summary>Something that only a few processes can use at a time; the others queue.</summary>
/// <param name="preempts">Whether a process that comes interrupts one whose priority is lower.</param>
public sealed class Resource(Simulator simulator, int capacity = 1, bool preempts = false)
{
    private readonly List<Request> _users = [];
    private readonly PriorityQueue<Request, (int Priority, long Arrival)> _queue = new();
    private long _arrivals;

    /// <summary>Asks for the resource: yield the request to wait for it, and dispose it to give the resource back or to
    /// leave the queue. The lowest priority number comes first.</summary>
    public Request Request(int priority = 0)
    {
        var request = new Request(this, simulator, priority);
        if (preempts && _users.Count == capacity)
        {
            Request last = _users.MaxBy(user => user.Priority)!;
            if (last.Priority > priority && _users.Remove(last)) last.Owner?.Interrupt(cause: request);
        }

        _queue.Enqueue(request, (priority, _arrivals++));
        Grant();
        return request;
    }

    internal void Grant()
    {
        _users.RemoveAll(user => user.IsReleased);
        while (_users.Count < capacity && _queue.TryDequeue(out Request? request, out _))
        {
            if (request.IsReleased) continue;
            _users.Add(request);
            request.Succeed();
        }
    }
}

/// <summary>Happens when the resource is granted.</summary>
public sealed class Request(Resource resource, Simulator simulator, int priority) : Event(simulator), IDisposable
{
    public int Priority => priority;
    internal Process? Owner { get; } = simulator.Active;
    internal bool IsReleased { get; private set; }

    public void Dispose()
    {
        IsReleased = true;
        resource.Grant();
    }
}
