using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Parley.Internal;

/// <summary>A body on the heap: what a step resumes.</summary>
[DebuggerStepThrough, StackTraceHidden]
internal abstract class Box
{
    /// <summary>The one generator that this is the body of.</summary>
    internal IBodyOwner? Owner { get; set; }

    /// <summary>False if nothing in the body could notice an exception thrown in, which then needn't be.</summary>
    internal abstract bool Catches { get; }

    /// <summary>The name of the method that the body stands in.</summary>
    internal abstract string BodyName { get; }

    /// <summary>Runs the body to its next pause, or to its end.</summary>
    internal abstract void Step();

    /// <summary>What takes this box's place at the end: it lets go of the body.</summary>
    internal abstract EndedBox End(Exception? failure);
}

/// <summary>The box of a compiled async method.</summary>
[DebuggerStepThrough, StackTraceHidden]
internal sealed class Box<TStateMachine> : Box
    where TStateMachine : IAsyncStateMachine
{
    private static readonly EndedBox s_ended = new(typeof(TStateMachine), null);

    private TStateMachine _stateMachine = default!;

    internal override bool Catches => BodyShape<TStateMachine>.HasTry;

    internal override string BodyName => s_ended.BodyName;

    internal static void Start(out Box builderField, ref TStateMachine stateMachine)
    {
        var box = new Box<TStateMachine>();

        // In Release the state machine is a struct with the builder in it: the field must be set before the copy is made.
        builderField = box;
        box._stateMachine = stateMachine;
    }

    internal override void Step() => _stateMachine.MoveNext();

    internal override EndedBox End(Exception? failure) =>
        failure is null ? s_ended : new EndedBox(typeof(TStateMachine), failure);
}

/// <summary>What can be known of a body from its compiled form.</summary>
internal static class BodyShape<TStateMachine>
    where TStateMachine : IAsyncStateMachine
{
    /// <summary>True if the body has a <c>try</c> of its own (<c>using</c>, <c>lock</c> and <c>foreach</c> count), or if that can't be known.</summary>
    internal static readonly bool HasTry = ReadHasTry();

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "A trimmed body can only lose a try that nothing enters; without the method, the answer is true.")]
    [UnconditionalSuppressMessage("Trimming", "IL2090", Justification = "Without the method, the answer is true.")]
    private static bool ReadHasTry()
    {
        // The compiler's state machine has one clause of its own: the one that calls SetException.
        const int OwnClauses = 1;

        // NativeAOT has no method bodies: null.
        const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        MethodBody? body = RuntimeFeature.IsDynamicCodeSupported
            ? typeof(TStateMachine).GetMethod(nameof(IAsyncStateMachine.MoveNext), Instance)?.GetMethodBody()
            : null;
        return body is null || body.ExceptionHandlingClauses.Count > OwnClauses;
    }
}
