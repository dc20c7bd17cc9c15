namespace Parley.Weaver;

/// <summary>A body is left as it was compiled.</summary>
internal sealed class LeftException(string reason) : Exception(reason);
