using System.Diagnostics;

namespace Parley;

/// <summary>How a conversation of two generators ended.</summary>
/// <param name="FirstEnded">True if the first generator ended, false if the second did.</param>
/// <param name="Value">What that generator returned; null if it returned nothing.</param>
[DebuggerStepThrough, StackTraceHidden]
public readonly record struct ConverseResult(bool FirstEnded, object? Value);
