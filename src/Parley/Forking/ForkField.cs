using System.Reflection;

namespace Parley.Forking;

/// <summary>A field that may lead to something that a fork copies.</summary>
/// <param name="Info">The field.</param>
/// <param name="IsHidden">True if only the compiler can have stored something there: the enumerator of a loop, for
/// example, which nobody else has.</param>
/// <param name="Loops">The numbers of the yields at which it is in there; null if that is unknown.</param>
internal sealed record ForkField(FieldInfo Info, bool IsHidden, HashSet<int>? Loops = null)
{
    /// <summary>The field of the body or closure that it is in: of a struct's field, the one that the struct is
    /// in.</summary>
    internal FieldInfo? Home { get; init; } = Info;

    /// <summary>True if what it holds becomes another one only if that is copied for another reason.</summary>
    internal bool IsPassive { get; init; }

    internal bool IsValue => Info.FieldType.IsValueType;
}
