namespace Parley.Waiting;

/// <summary>
/// The place that an await returns to: a synchronization context, a task scheduler or, if there was neither, any
/// thread.
/// </summary>
internal readonly struct Place
{
    private static readonly SendOrPostCallback s_post = static item => ((IThreadPoolWorkItem)item!).Execute();
    private static readonly Action<object?> s_start = static item => ((IThreadPoolWorkItem)item!).Execute();

    private readonly object? _scheduler;

    private Place(object? scheduler) => _scheduler = scheduler;

    internal static Place Anywhere => default;

    internal static Place Current => new(
        SynchronizationContext.Current is { } context && context.GetType() != typeof(SynchronizationContext) ? context
        : TaskScheduler.Current != TaskScheduler.Default ? TaskScheduler.Current
        : null);

    internal bool IsAnywhere => _scheduler is null;

    internal bool IsHere =>
        IsAnywhere || _scheduler == SynchronizationContext.Current || _scheduler == TaskScheduler.Current;

    /// <summary>Makes its synchronization context current, unless this is the current place.</summary>
    internal void Restore()
    {
        if (_scheduler == Current._scheduler) return;
        SynchronizationContext.SetSynchronizationContext(_scheduler as SynchronizationContext);
    }

    /// <summary>Queues <paramref name="item"/> to be executed there; anywhere, if the place refuses it, as that is
    /// better than never.</summary>
    internal void Post(IThreadPoolWorkItem item)
    {
        try
        {
            PostHere(item);
        }
        catch (Exception)
        {
            Anywhere.PostHere(item);
        }
    }

    private void PostHere(IThreadPoolWorkItem item)
    {
        switch (_scheduler)
        {
            case SynchronizationContext context:
                context.Post(s_post, item);
                break;

            case TaskScheduler scheduler:
                Task.Factory.StartNew(s_start, item, default, TaskCreationOptions.DenyChildAttach, scheduler);
                break;

            default:
                ThreadPool.UnsafeQueueUserWorkItem(item, preferLocal: false);
                break;
        }
    }
}
