using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Parley.Forking;

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

    // ---- Forks ----

    /// <summary>What a fork has to know of the body; null if it isn't compiled.</summary>
    internal virtual ForkShape? Shape => null;

    /// <summary>The closure that the body's method is a method of.</summary>
    internal virtual object? Enclosing => null;

    /// <summary>Of a face: what it is a face of.</summary>
    internal virtual IForkable? ForkSource => null;

    /// <summary>Whether the body runs over something that belongs to a body that is copied.</summary>
    internal virtual bool RunsOverOwn(ref Fork fork) => fork.IsOwn(Enclosing);

    /// <summary>True if the body leads to nothing but its owner.</summary>
    internal virtual bool IsAlone => false;

    /// <summary>For a body that is alone: copies it for a copy of its owner, which has this yield. Null if it has got
    /// another yield than its owner's.</summary>
    internal virtual Box? CopyAlone(IBodyOwner owner, Delegate yield) => throw new UnreachableException();

    /// <summary>Copies the body as it is, for a copy of its owner.</summary>
    internal virtual Box Copy(IBodyOwner owner, ref Fork fork) => throw new UnreachableException();

    /// <summary>Of a copy: makes the body lead to copies.</summary>
    internal virtual void Rewire(ref Fork fork)
    {
    }
}

/// <summary>The box of a compiled async method.</summary>
[DebuggerStepThrough, StackTraceHidden]
internal sealed class Box<[DynamicallyAccessedMembers(ForkShape.Needs)] TStateMachine> : Box
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

    internal override ForkShape Shape => ForkShape<TStateMachine>.Value;

    internal override object? Enclosing => ForkShape<TStateMachine>.EnclosingOf(ref _stateMachine);

    internal override bool RunsOverOwn(ref Fork fork) =>
        base.RunsOverOwn(ref fork) | Shape.HoldsOwn(_stateMachine, ref fork);

    internal override bool IsAlone => ForkShape<TStateMachine>.SetAlone is not null;

    internal override Box? CopyAlone(IBodyOwner owner, Delegate yield)
    {
        var copy = new Box<TStateMachine> { Owner = owner };
        copy._stateMachine = typeof(TStateMachine).IsValueType
            ? _stateMachine
            : ForkShape<TStateMachine>.Copy(_stateMachine);
        return ForkShape<TStateMachine>.SetAlone!(ref copy._stateMachine, Owner!, owner, yield, copy) ? copy : null;
    }

    internal override Box Copy(IBodyOwner owner, ref Fork fork) =>
        new Box<TStateMachine> { _stateMachine = ForkShape<TStateMachine>.Copy(_stateMachine) };

    internal override void Rewire(ref Fork fork) => ForkShape<TStateMachine>.Rewire(ref _stateMachine, ref fork);
}
