namespace Parley.Waiting;

/// <summary>The contexts that code runs in: the execution context, and the place its awaits return to.</summary>
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

    /// <summary>Whether the code after a wait can continue here. If the execution context doesn't flow, the current one
    /// belongs to other code, and only posting to the place gets away from it.</summary>
    internal bool AreHere => Place.IsAnywhere || (_flows && Place.IsHere);

    /// <summary>For code after a wait: restores the execution context, if it flows.</summary>
    internal void Restore()
    {
        if (_flows) ExecutionContext.Restore(_execution!);
    }

    /// <summary>For code that hasn't waited: restores everything as it was.</summary>
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
