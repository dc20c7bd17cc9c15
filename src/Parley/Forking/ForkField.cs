using System.Reflection;

namespace Parley.Forking;

/// <summary>A field that may lead to something that a fork copies.</summary>
/// <param name="Info">The field.</param>
/// <param name="MayOwn">True if it may lead to a closure that the body has made. What other fields hold came from
/// elsewhere: it becomes another one only if it is copied for another reason.</param>
/// <param name="IsHidden">True if only the compiler can have stored something there: the enumerator of a loop, for
/// example, which nobody else has.</param>
/// <param name="Loops">The numbers of the yields at which it is in there; null if that is unknown.</param>
internal sealed record ForkField(FieldInfo Info, bool MayOwn, bool IsHidden, HashSet<int>? Loops = null)
{
    internal bool IsValue => Info.FieldType.IsValueType;
}
