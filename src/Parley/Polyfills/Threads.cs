using System.Diagnostics;
using System.Reflection;

namespace Parley;

/// <summary>
/// Two members that nothing in .NET Standard can take the place of, but that each runtime has under some name: .NET
/// from version 5 on in public, and Mono, from which Unity's runtimes come, at least for itself.
/// </summary>
[DebuggerStepThrough, StackTraceHidden]
internal static class Threads
{
    private delegate bool Unregistering(ref CancellationTokenRegistration registration);

    private static readonly Unregistering? s_unregister = (Unregistering?)typeof(CancellationTokenRegistration)
        .GetMethod("Unregister", Type.EmptyTypes)?.CreateDelegate(typeof(Unregistering));

    private static readonly WaitCallback s_dispose = static item => ((CancellationTokenRegistration)item!).Dispose();

    private static readonly Action<ExecutionContext>? s_restore = FindRestore();

    extension(ExecutionContext)
    {
        internal static void Restore(ExecutionContext context)
        {
            if (s_restore is null)
            {
                throw new PlatformNotSupportedException(
                    "Asynchronous generators can't wait on this runtime, because it has no way to restore an " +
                    "execution context: neither ExecutionContext.Restore, which .NET has from version 5 on, nor " +
                    "Mono's SetExecutionContext. If they have been removed from the program, keep them.");
            }

            s_restore(context);
        }
    }

    extension(CancellationTokenRegistration registration)
    {
        /// <summary>Doesn't wait for a callback that runs, as <see cref="CancellationTokenRegistration.Dispose"/>
        /// does: this is called with a lock that the callback may need.</summary>
        internal void Unregister()
        {
            if (s_unregister is not null) s_unregister(ref registration);
            else if (!registration.Equals(default)) ThreadPool.UnsafeQueueUserWorkItem(s_dispose, registration);
        }
    }

    private static Action<ExecutionContext>? FindRestore()
    {
        const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        Type type = typeof(ExecutionContext);
        if (type.GetMethod("Restore", Static, null, [type], null) is { } restore)
        {
            return (Action<ExecutionContext>)restore.CreateDelegate(typeof(Action<ExecutionContext>));
        }

        MethodInfo? set = type.GetMethod("SetExecutionContext", Static, null, [type, typeof(bool)], null);
        return set is null ? null : context =>
        {
            // There, the synchronization context is a part of it, which stays as it is.
            SynchronizationContext? place = SynchronizationContext.Current;

            // Of a copy, because what is set in an AsyncLocal from here on is set in the very context that is current.
            set.Invoke(null, [context.CreateCopy(), false]);
            if (SynchronizationContext.Current != place) SynchronizationContext.SetSynchronizationContext(place);
        };
    }
}
