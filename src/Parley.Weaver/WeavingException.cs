namespace Parley.Weaver;

/// <summary>An assembly can't be woven, for a reason that its message tells the user.</summary>
internal sealed class WeavingException(string message) : Exception(message);
