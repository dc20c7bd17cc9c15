using System.Diagnostics;

namespace Parley.Bodies;

/// <summary>Replaces the box of a body that has ended. It keeps the name of the body and its failure, if any.</summary>
internal sealed class EndedBox(Type? stateMachine, Exception? failure, Action<string>? write = null) : Box
{
    internal Exception? Failure { get; } = failure;

    internal override bool Catches => false;

    internal override Action<string>? Write => write;

    internal override string BodyName =>
        field ??= stateMachine is null ? "IEnumerable" : Bodies.BodyName.Read(stateMachine);

    internal override void Step() => throw new UnreachableException();

    internal override EndedBox End(Exception? failure) => new(stateMachine, failure, write);

    /// <summary>The same for a face.</summary>
    internal EndedBox End(Exception? failure, Action<string>? write) => new(stateMachine, failure, write);
}
