using System.Diagnostics;

namespace Parley;

/// <summary>How a block that returns a value ended in a <see cref="GeneratorScope"/>.</summary>
/// <typeparam name="T">The type of the block's value.</typeparam>
/// <param name="Completed">True if the block completed; false if it failed and the generator suppressed its
/// exception.</param>
/// <param name="Value">What the block returned; the default if it didn't complete.</param>
[DebuggerStepThrough, StackTraceHidden]
public readonly record struct ScopeResult<T>(bool Completed, T? Value);
