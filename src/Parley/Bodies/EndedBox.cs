using System.Diagnostics;

namespace Parley.Bodies;

/// <summary>Replaces the box of a body that has ended. It keeps the name of the body and its failure, if any.</summary>
internal sealed class EndedBox(Type? stateMachine, Exception? failure) : Box
{
    internal Exception? Failure { get; } = failure;

    internal override bool Catches => false;

    internal override string BodyName =>
        field ??= stateMachine is null ? "IEnumerable" : Bodies.BodyName.Read(stateMachine);

    internal override void Step() => throw new UnreachableException();

    internal override EndedBox End(Exception? failure) => new(stateMachine, failure);
}
