using System.Diagnostics;

namespace Parley.Bodies;

/// <summary>Replaces the box of a body that has ended. It keeps the name of the body and its failure, if any.</summary>
internal sealed class EndedBox(Type? stateMachine, Exception? failure, FaceEnd? face = null) : Box
{
    /// <summary>What the call that has ended the body raises.</summary>
    internal Exception? Failure { get; } = failure;

    /// <summary>What the body has failed with: <see cref="Failure"/>, but for a face whose source failed
    /// before.</summary>
    internal Exception? Cause => Failure ?? face?.EarlierFailure;

    /// <summary>Of a face: whether its source ended before, so that the end is none of this call's.</summary>
    internal bool IsLate => face is { IsLate: true };

    /// <summary>The result, for a face of a type that has none.</summary>
    internal object? Result => face?.Result;

    internal override bool Catches => false;

    internal override Action<string>? Write => face?.Write;

    internal override string BodyName =>
        field ??= stateMachine is null ? "IEnumerable" : Bodies.BodyName.Read(stateMachine);

    internal override void RunBody() => throw new UnreachableException();

    internal override EndedBox EndBody(Exception? failure) => new(stateMachine, failure, face);

    /// <summary>The same for a face of what has this box.</summary>
    internal EndedBox EndFace(Exception? failure, Action<string>? write, bool isLate, object? result) =>
        new(stateMachine, failure, new(Cause, write, isLate, result));
}

/// <summary>What an ended face knows of its source's end.</summary>
internal sealed record FaceEnd(Exception? EarlierFailure, Action<string>? Write, bool IsLate, object? Result);
