using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Parley.Bodies;

/// <summary>A body on the heap, which a step resumes.</summary>
[DebuggerStepThrough, StackTraceHidden]
internal abstract class Box
{
    /// <summary>The one generator whose body this is.</summary>
    internal IBodyOwner? Owner { get; set; }

    /// <summary>False if nothing in the body could notice an exception thrown in, so that it needn't be
    /// thrown.</summary>
    internal abstract bool Catches { get; }

    /// <summary>Where the calls on a face are written, if anywhere.</summary>
    internal virtual Action<string>? Write => null;

    /// <summary>For a face: what the generator is suspended in.</summary>
    internal virtual object? YieldingFrom => null;

    /// <summary>The name of the method that contains the body.</summary>
    internal abstract string BodyName { get; }

    /// <summary>Runs the body to its next pause, or to its end.</summary>
    internal abstract void Step();

    /// <summary>Ends the body and returns the box to put in its place, which doesn't keep the body alive.</summary>
    internal abstract EndedBox End(Exception? failure);
}

/// <summary>The box of a compiled async method.</summary>
[DebuggerStepThrough, StackTraceHidden]
internal sealed class Box<TStateMachine> : Box
    where TStateMachine : IAsyncStateMachine
{
    private TStateMachine _stateMachine = default!;

    internal override bool Catches => BodyShape<TStateMachine>.HasTry;

    internal override string BodyName => BodyShape<TStateMachine>.Ended.BodyName;

    internal static void Start(out Box builderField, ref TStateMachine stateMachine)
    {
        var box = new Box<TStateMachine>();

        // In Release, the state machine is a struct that contains the builder, so the field must be set before the
        // struct is copied.
        builderField = box;
        box._stateMachine = stateMachine;
    }

    internal override void Step() => _stateMachine.MoveNext();

    internal override EndedBox End(Exception? failure) => BodyShape<TStateMachine>.End(failure);
}
