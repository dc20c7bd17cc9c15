namespace Parley.Waiting;

/// <summary>The contexts of running code: the execution context, and where its awaits come back to.</summary>
internal readonly struct Contexts
{
    private readonly ExecutionContext? _execution;
    private readonly bool _flows;

    private Contexts(ExecutionContext? execution, Place place)
    {
        _flows = execution is not null;
        _execution = execution ?? CaptureSuppressed();
        Place = place;
    }

    internal static Contexts Current => new(ExecutionContext.Capture(), Place.Current);

    internal Place Place { get; }

    /// <summary>Whether what goes on behind a wait can do so here. If the execution context doesn't flow, what is here
    /// is another's, which only a way back to the place leaves behind.</summary>
    internal bool AreHere => Place.IsAnywhere || (_flows && Place.IsHere);

    /// <summary>Goes on behind a wait: makes the execution context the current one, if it flows.</summary>
    internal void Restore()
    {
        if (_flows) ExecutionContext.Restore(_execution!);
    }

    /// <summary>Goes on where nothing has waited: makes everything as it was.</summary>
    internal void RestoreAll()
    {
        if (_execution is not null) ExecutionContext.Restore(_execution);
        if (!_flows && !ExecutionContext.IsFlowSuppressed()) ExecutionContext.SuppressFlow();
        Place.Restore();
    }

    private static ExecutionContext? CaptureSuppressed()
    {
        ExecutionContext.RestoreFlow();
        ExecutionContext? context = ExecutionContext.Capture();
        ExecutionContext.SuppressFlow();
        return context;
    }
}
