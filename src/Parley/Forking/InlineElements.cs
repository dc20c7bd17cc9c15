using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Parley.Engine;

namespace Parley.Forking;

/// <summary>The elements of an inline array, of which reflection sees only the first.</summary>
internal static class InlineElements
{
    private static readonly MethodInfo s_read = new Func<object, int, object?[]>(Read<object>).Method;
    private static readonly MethodInfo s_write = new Action<object, object?[]>(Write<object>).Method;

    internal static object?[] Read(object array, Type element, int length) =>
        element.IsValueType
            ? (object?[])Of(s_read, array, element).Invoke(null, [array, length])!
            : Read<object>(array, length);

    internal static void Write(object array, Type element, object?[] elements)
    {
        if (element.IsValueType) Of(s_write, array, element).Invoke(null, [array, elements]);
        else Write<object>(array, elements);
    }

    [UnconditionalSuppressMessage("Trimming", "IL2060", Justification = "The type argument needs no members.")]
    private static MethodInfo Of(MethodInfo method, object array, Type element) => Fork.CanRead
        ? method.GetGenericMethodDefinition().MakeGenericMethod(element)
        : throw Errors.CannotForkTrimmed(array.GetType());

    private static object?[] Read<T>(object array, int length)
    {
        var elements = new object?[length];
        Span<T> span = SpanOf<T>(array, length);
        for (int i = 0; i < length; i++) elements[i] = span[i];
        return elements;
    }

    private static void Write<T>(object array, object?[] elements)
    {
        Span<T> span = SpanOf<T>(array, elements.Length);
        for (int i = 0; i < elements.Length; i++) span[i] = (T)elements[i]!;
    }

    // Of a boxed one.
    private static Span<T> SpanOf<T>(object array, int length) =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref Unsafe.As<Boxed>(array).First), length);

    private sealed class Boxed
    {
        internal byte First;
    }
}
