using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Parley.CompilerServices;

/// <summary>Names the woven form of a body, so that a stack trace shows the body's method for it. Put there by
/// Parley.Weaver.</summary>
/// <param name="stateMachineType">The type of the woven form.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DirectBodyAttribute(Type stateMachineType) : StateMachineAttribute(stateMachineType);
