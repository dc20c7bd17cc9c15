namespace Parley;

/// <summary>Specifies what a generator is doing: the four states of Python's
/// <c>inspect.getgeneratorstate</c>.</summary>
public enum GeneratorState
{
    /// <summary>None of the body has run yet (<c>GEN_CREATED</c>).</summary>
    Created,

    /// <summary>The body, or a generator that it delegates to, is executing now (<c>GEN_RUNNING</c>).</summary>
    Running,

    /// <summary>The body is paused at a <c>yield</c> or a <c>yield.From</c> (<c>GEN_SUSPENDED</c>).</summary>
    Suspended,

    /// <summary>The body has returned, failed or been closed (<c>GEN_CLOSED</c>).</summary>
    Closed,
}
