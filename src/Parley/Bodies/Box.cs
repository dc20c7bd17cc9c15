using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Parley.CompilerServices;
using Parley.Forking;

namespace Parley.Bodies;

/// <summary>A body on the heap, which a step resumes.</summary>
[DebuggerStepThrough, StackTraceHidden]
internal abstract class Box : Resumable
{
    /// <summary>The one generator whose body this is.</summary>
    internal IBodyOwner? Owner { get; set; }
}

/// <summary>The box of a compiled async method.</summary>
[DebuggerStepThrough, StackTraceHidden]
internal sealed class Box<[DynamicallyAccessedMembers(ForkShape.Needs)] TStateMachine> : Box
    where TStateMachine : IAsyncStateMachine
{
    private TStateMachine _stateMachine = default!;

    internal override bool Catches => BodyShape<TStateMachine>.HasTry;

    internal override string BodyName => Ended<TStateMachine>.Box.BodyName;

    internal static void Start(out Box builderField, ref TStateMachine stateMachine)
    {
        var box = new Box<TStateMachine>();

        // In Release, the state machine is a struct that contains the builder, so the field must be set before the
        // struct is copied.
        builderField = box;
        box._stateMachine = stateMachine;
    }

    internal override void RunBody() => _stateMachine.MoveNext();

    internal override EndedBox EndBody(Exception? failure) => Ended<TStateMachine>.With(failure);

    internal override ForkShape Shape => ForkShape<TStateMachine>.Value;

    internal override object? Enclosing => ForkShape<TStateMachine>.EnclosingOf(ref _stateMachine);

    internal override bool RunsOverOwn(ref Fork fork) =>
        base.RunsOverOwn(ref fork) | Shape.HoldsOwn(_stateMachine, ref fork);

    internal override bool IsAlone => ForkShape<TStateMachine>.SetAlone is not null;

    internal override Resumable? CopyAlone(IBodyOwner owner)
    {
        var copy = new Box<TStateMachine> { Owner = owner };
        copy._stateMachine = typeof(TStateMachine).IsValueType
            ? _stateMachine
            : ForkShape<TStateMachine>.Copy(_stateMachine);
        return ForkShape<TStateMachine>.SetAlone!(ref copy._stateMachine, Owner!, owner, copy) ? copy : null;
    }

    internal override Resumable CopyBody(IBodyOwner owner, ref Fork fork) =>
        new Box<TStateMachine> { _stateMachine = ForkShape<TStateMachine>.Copy(_stateMachine) };

    internal override void RewireBody(ref Fork fork) => ForkShape<TStateMachine>.Rewire(ref _stateMachine, ref fork);
}
