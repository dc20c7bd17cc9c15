using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Text;

namespace Parley;

/// <summary>Members that newer frameworks have, as extensions: the engine is written for those.</summary>
[DebuggerStepThrough, StackTraceHidden]
internal static class Members
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

    extension(Type type)
    {
        internal bool IsAssignableTo(Type? target) => target?.IsAssignableFrom(type) ?? false;
    }

    extension(Delegate function)
    {
        internal bool HasSingleTarget => function.GetInvocationList().Length == 1;
    }

    extension(DynamicMethod method)
    {
        internal TDelegate CreateDelegate<TDelegate>(object target)
            where TDelegate : Delegate =>
            (TDelegate)method.CreateDelegate(typeof(TDelegate), target);
    }

    extension(CancellationToken token)
    {
        internal CancellationTokenRegistration UnsafeRegister(Action<object?> callback, object? state) =>
            token.Register(callback!, state!, useSynchronizationContext: false);
    }

    extension(ThreadPool)
    {
        internal static bool UnsafeQueueUserWorkItem(IThreadPoolWorkItem item, bool preferLocal) =>
            ThreadPool.UnsafeQueueUserWorkItem(
                [DebuggerStepThrough, StackTraceHidden] static (item) => ((IThreadPoolWorkItem)item!).Execute(), item);
    }

    extension(ref SpinWait spin)
    {
        /// <summary>Spins, or lets other threads run; never sleeps.</summary>
        internal void SpinOnce(int sleep1Threshold)
        {
            if (spin.NextSpinWillYield) Thread.Sleep(0);
            else spin.SpinOnce();
        }
    }

    extension(StringBuilder builder)
    {
        internal StringBuilder Append(IFormatProvider provider, FormattableString text) =>
            builder.Append(text.ToString(provider));
    }

    extension<T>(Stack<T> stack)
    {
        /// <summary>Isn't known: it is taken for too large, so that an empty stack keeps no memory.</summary>
        internal int Capacity => int.MaxValue;

        internal void TrimExcess(int capacity) => stack.TrimExcess();
    }

    extension(char)
    {
        internal static bool IsAsciiDigit(char c) => c is >= '0' and <= '9';
    }
}
