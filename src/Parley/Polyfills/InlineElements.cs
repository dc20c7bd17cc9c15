using System.Diagnostics.CodeAnalysis;

namespace Parley.Forking;

/// <summary>The elements of an inline array can't be seen.</summary>
internal static class InlineElements
{
    [DoesNotReturn]
    internal static object?[] Read(object array, Type element, int length) =>
        throw new InvalidOperationException(
            $"The generator can't be forked, because the elements of {array.GetType()}, the type of a local, can be " +
            "read only by Parley's .NET 10 build. Hold them in an array.");

    internal static void Write(object array, Type element, object?[] elements)
    {
    }
}
