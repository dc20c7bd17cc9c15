using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Parley.Bodies;

/// <summary>Facts about a body, read from its compiled form.</summary>
internal static class BodyShape<TStateMachine>
    where TStateMachine : IAsyncStateMachine
{
    /// <summary>
    /// True if the body has a <c>try</c> of its own (<c>using</c>, <c>lock</c> and most <c>foreach</c> loops count), or
    /// if that is unknown.
    /// </summary>
    internal static readonly bool HasTry = ReadHasTry();

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification =
        "Trimming can only remove a try that nothing enters; without the method, the answer is true.")]
    [UnconditionalSuppressMessage("Trimming", "IL2090", Justification = "Without the method, the answer is true.")]
    private static bool ReadHasTry()
    {
        // The compiler adds one clause to every state machine: the one that calls SetException.
        const int OwnClauses = 1;

        // NativeAOT has no method bodies to read: null.
        const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        MethodBody? body = RuntimeFeature.IsDynamicCodeSupported
            ? typeof(TStateMachine).GetMethod(nameof(IAsyncStateMachine.MoveNext), Instance)?.GetMethodBody()
            : null;
        return body is null || body.ExceptionHandlingClauses.Count > OwnClauses;
    }
}
