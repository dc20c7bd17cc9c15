using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Parley.Bodies;

namespace Parley.Forking;

/// <summary>The shape of a body, and the code that forks it.</summary>
internal static class ForkShape<[DynamicallyAccessedMembers(ForkShape.Needs)] TStateMachine>
{
    internal static readonly ForkShape Value = ForkShape.OfBody(typeof(TStateMachine));

    /// <summary>For a body that leads to nothing but its own generator: sets the fields of a copied state machine. Null
    /// for any other body.</summary>
    internal static readonly Setting? SetAlone =
        RuntimeFeature.IsDynamicCodeSupported ? ForkCompiler.CompileAlone<Setting>(Value, typeof(TStateMachine)) : null;

    /// <summary>Returns false if the body has got another yield than its generator's.</summary>
    internal delegate bool Setting(
        ref TStateMachine stateMachine, object original, IBodyOwner copy, Box? box);

    private delegate object? Getting(ref TStateMachine stateMachine);

    private delegate void Rewiring(ref TStateMachine stateMachine, ref Fork fork);

    /// <summary>Copies a state machine as it is.</summary>
    internal static TStateMachine Copy(TStateMachine stateMachine) =>
        typeof(TStateMachine).IsValueType ? stateMachine : (TStateMachine)Fork.Clone(stateMachine!);

    /// <summary>Sets the fields of a copied state machine.</summary>
    internal static void Rewire(ref TStateMachine stateMachine, ref Fork fork)
    {
        if (Compiled.Rewire is not null)
        {
            Compiled.Rewire(ref stateMachine, ref fork);
            return;
        }

        object boxed = stateMachine!;
        fork.Rewire(boxed, Value);
        if (typeof(TStateMachine).IsValueType) stateMachine = (TStateMachine)boxed;
    }

    /// <summary>The closure that the body's method is a method of, if any.</summary>
    internal static object? EnclosingOf(ref TStateMachine stateMachine) =>
        Value.This is null ? null
        : Getter.GetThis is { } getThis ? getThis(ref stateMachine)
        : Value.This.GetValue(stateMachine);

    private static class Getter
    {
        // Reflection would box the state machine. A runtime may come here before it is asked whether there is a field.
        internal static readonly Getting? GetThis = RuntimeFeature.IsDynamicCodeSupported && Value.This is { } field
            ? ForkCompiler.CompileGet<Getting>(Value, field, typeof(TStateMachine)) : null;
    }

    private static class Compiled
    {
        internal static readonly Rewiring? Rewire =
            RuntimeFeature.IsDynamicCodeSupported ? ForkCompiler.Compile<Rewiring>(Value, typeof(TStateMachine)) : null;
    }
}
