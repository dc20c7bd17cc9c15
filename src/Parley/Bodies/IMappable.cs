namespace Parley.Bodies;

/// <summary>A generator that is known only as an enumerable of a base type of its values.</summary>
internal interface IMappable
{
    /// <summary>
    /// A generator of <typeparamref name="TOuter"/> that stands for this one; null if its values aren't of that type by
    /// reference conversion.
    /// </summary>
    Generator<TOuter>? As<TOuter>();
}

/// <summary>The same for an asynchronous generator.</summary>
internal interface IAsyncMappable
{
    /// <inheritdoc cref="IMappable.As"/>
    Generator<TOuter>? As<TOuter>();
}

/// <summary>The conversion of a value to a type that it is known to have.</summary>
internal static class Upcast<TInner, TOuter>
{
    internal static bool Exists => !typeof(TInner).IsValueType && typeof(TInner).IsAssignableTo(typeof(TOuter));

    internal static Func<TInner, TOuter> Map { get; } = static value => (TOuter)(object)value!;
}
