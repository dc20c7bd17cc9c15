using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

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

namespace Parley
{
    /// <summary>Members that newer frameworks have, as extensions.</summary>
    internal static class Polyfills
    {
        private static readonly Func<object, object> s_clone = (Func<object, object>)typeof(object)
            .GetMethod(nameof(MemberwiseClone), BindingFlags.Instance | BindingFlags.NonPublic)!
            .CreateDelegate(typeof(Func<object, object>));

        internal static object Clone(object original) => s_clone(original);

        extension(ArgumentNullException)
        {
            internal static void ThrowIfNull(
                [NotNull] object? argument, [CallerArgumentExpression(nameof(argument))] string? paramName = null)
            {
                if (argument is null) throw new ArgumentNullException(paramName);
            }
        }

        extension(CancellationToken token)
        {
            internal CancellationTokenRegistration UnsafeRegister(Action<object?> callback, object? state) =>
                token.Register(callback, state, useSynchronizationContext: false);
        }

        extension(ThreadPool)
        {
            internal static bool UnsafeQueueUserWorkItem(IThreadPoolWorkItem item, bool preferLocal) =>
                ThreadPool.UnsafeQueueUserWorkItem(static item => ((IThreadPoolWorkItem)item!).Execute(), item);
        }

        extension(char)
        {
            internal static bool IsAsciiDigit(char c) => c is >= '0' and <= '9';
        }
    }
}
