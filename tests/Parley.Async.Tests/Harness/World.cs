namespace Parley.Tests.Harness;

/// <summary>Three places where code can run, all on this one thread and in a fixed order: "ui" has a synchronization
/// context, "lane" is a task scheduler, "pool" is neither. What runs notes where it is, and what it sees in an
/// <see cref="AsyncLocal{T}"/>.</summary>
internal sealed class World
{
    private readonly Queue<Action> _turns = new();
    private readonly AsyncLocal<int> _local = new();
    private readonly Context _ui;
    private readonly Lane _lane;

    public World() => (_ui, _lane) = (new(this), new(this));

    public List<string> Trace { get; } = [];
    public int Local { get => _local.Value; set => _local.Value = value; }

    public string Place =>
        SynchronizationContext.Current == _ui ? "ui"
        : TaskScheduler.Current == _lane ? "lane"
        : SynchronizationContext.Current is null && TaskScheduler.Current == TaskScheduler.Default ? "pool"
        : "elsewhere";

    public void Note(string who) => Trace.Add($"{who} at {Place} sees {Local}");

    /// <summary>A task that completes in a later turn, at the pool.</summary>
    public Task Later()
    {
        var source = new TaskCompletionSource();
        _turns.Enqueue(source.SetResult);
        return source.Task;
    }

    /// <summary>Runs a scenario that begins at that place, turn by turn, until it has ended.</summary>
    public List<string> Run(string place, Func<Task> scenario)
    {
        SynchronizationContext? before = SynchronizationContext.Current;
        Task? task = null;
        Action begin = () => task = scenario();
        if (place == "ui") _ui.Post(static begin => ((Action)begin!)(), begin);
        else if (place == "lane") new Task(begin).Start(_lane);
        else _turns.Enqueue(begin);
        try
        {
            while (_turns.TryDequeue(out Action? turn))
            {
                SynchronizationContext.SetSynchronizationContext(null);

                // As a thread of the pool, it forgets what a turn leaves in its execution context.
                ExecutionContext.Run(ExecutionContext.Capture()!, static turn => ((Action)turn!)(), turn);
            }
        }
        finally { SynchronizationContext.SetSynchronizationContext(before); }
        if (task is not { IsCompleted: true }) throw new InvalidOperationException("The scenario waits for ever.");
        task.GetAwaiter().GetResult();
        return Trace;
    }

    private sealed class Context(World world) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback callback, object? state) =>
            world._turns.Enqueue(() => { SetSynchronizationContext(this); callback(state); });

        public override void Send(SendOrPostCallback callback, object? state) => throw new NotSupportedException();
    }

    private sealed class Lane(World world) : TaskScheduler
    {
        protected override void QueueTask(Task task) => world._turns.Enqueue(() => TryExecuteTask(task));
        protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;
        protected override IEnumerable<Task> GetScheduledTasks() => [];
    }
}
