using System.Diagnostics.CodeAnalysis;
using Parley.Forking;

namespace Parley.Bodies;

/// <summary>Facts about a woven body.</summary>
internal static class DirectShape<[DynamicallyAccessedMembers(ForkShape.Needs)] TBody>
{
    /// <summary>The box that replaces a body once it has returned or been closed.</summary>
    internal static readonly EndedBox Ended = new(typeof(TBody), null);

    internal static EndedBox End(Exception? failure) => failure is null ? Ended : new EndedBox(typeof(TBody), failure);
}
