// Types that newer frameworks have. Those of a namespace of Parley's are found there before the framework's.
#pragma warning disable SA1402, SA1649

using System.Collections;
using System.Reflection;

namespace System.Threading
{
    internal interface IThreadPoolWorkItem
    {
        void Execute();
    }
}

namespace System.Diagnostics
{
    internal sealed class UnreachableException : Exception;
}

namespace System.Runtime.CompilerServices
{
    internal static class Unsafe
    {
        internal static T As<T>(object? value)
            where T : class? =>
            (T)value!;
    }
}

namespace System.Collections.Generic
{
    internal sealed class ReferenceEqualityComparer : IEqualityComparer<object?>, IEqualityComparer
    {
        internal static ReferenceEqualityComparer Instance { get; } = new();

        public new bool Equals(object? x, object? y) => x == y;

        public int GetHashCode(object? value) => Runtime.CompilerServices.RuntimeHelpers.GetHashCode(value!);
    }
}

namespace Parley
{
    internal static class RuntimeFeature
    {
        /// <summary>True if methods can be made at run time, and the code of those that exist can be read. Unity's
        /// IL2CPP throws where NativeAOT answers null.</summary>
        internal static bool IsDynamicCodeSupported { get; } =
            System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported && CanReadCode();

        private static bool CanReadCode()
        {
            try
            {
                return new Func<bool>(CanReadCode).Method.GetMethodBody()?.GetILAsByteArray() is not null;
            }
            catch (Exception exception) when (exception is NotSupportedException or NotImplementedException)
            {
                return false;
            }
        }
    }

    /// <summary>The part of the framework's that is used here. Mono's can't be indexed by what is compiled for .NET
    /// Standard: its signature lacks a modifier.</summary>
    internal readonly struct ReadOnlySpan<T>(T[] values, int start, int length)
    {
        internal int Length => length;

        internal T this[int index] => values[start + index];

        public static implicit operator ReadOnlySpan<T>(T[]? values) => new(values ?? [], 0, values?.Length ?? 0);

        public static implicit operator System.ReadOnlySpan<T>(ReadOnlySpan<T> span) =>
            new(span.Values, span.Start, span.Length);

        internal ReadOnlySpan<T> Slice(int from, int count) => new(values, start + from, count);

        private T[] Values => values;

        private int Start => start;
    }
}
