namespace Parley.Weaver;

/// <summary>What has become of each body of an assembly.</summary>
/// <param name="Bodies">The bodies, in the order of their types.</param>
internal sealed record WeavingReport(IReadOnlyList<WeavingReport.Body> Bodies)
{
    /// <summary>A body.</summary>
    /// <param name="Name">Where it is: <c>Space.Class.Method, lambda 0_1</c>.</param>
    /// <param name="Reason">Why it is left as it was compiled; null if it is woven.</param>
    internal sealed record Body(string Name, string? Reason);
}
