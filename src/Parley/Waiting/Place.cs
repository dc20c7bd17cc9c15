namespace Parley.Waiting;

/// <summary>
/// Where an await comes back to: a synchronization context, a task scheduler, or, where there is neither (null), any
/// thread.
/// </summary>
internal static class Place
{
    private static readonly SendOrPostCallback s_post = static item => ((IThreadPoolWorkItem)item!).Execute();
    private static readonly Action<object?> s_start = static item => ((IThreadPoolWorkItem)item!).Execute();

    internal static object? Current =>
        SynchronizationContext.Current is { } context && context.GetType() != typeof(SynchronizationContext) ? context
        : TaskScheduler.Current != TaskScheduler.Default ? TaskScheduler.Current
        : null;

    internal static bool IsHere(object? place) =>
        place is null || place == SynchronizationContext.Current || place == TaskScheduler.Current;

    /// <summary>Has <paramref name="item"/> executed there, not here.</summary>
    internal static void Post(object? place, IThreadPoolWorkItem item)
    {
        switch (place)
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
