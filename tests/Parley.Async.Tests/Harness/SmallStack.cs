using System.Runtime.ExceptionServices;

namespace Parley.Tests.Harness;

/// <summary>Runs a test on a stack of 256 KiB, where what recurses a million times overflows at once.</summary>
internal static class SmallStack
{
    private const int Size = 256 * 1024;

    public static void Run(Action action)
    {
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(Guarded, Size);
        thread.Start();
        thread.Join();
        failure?.Throw();

        void Guarded()
        {
            try { action(); }
            catch (Exception exception) { failure = ExceptionDispatchInfo.Capture(exception); }
        }
    }
}
