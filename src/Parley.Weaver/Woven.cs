namespace Parley.Weaver;

/// <summary>The names of what is added, which Parley knows.</summary>
internal static class Woven
{
    /// <summary>In the name of a woven body, for the compiler's <c>d</c>; and the end of the name of the method that
    /// creates a generator with it.</summary>
    public const string Mark = "$direct";

    /// <summary>The field of a closure that a woven body makes: the generator, whose fork is to have another
    /// one.</summary>
    public const string Owner = "<>owner";
}
