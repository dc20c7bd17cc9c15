namespace Parley.Tests.Harness;

internal static class Threads
{
    /// <summary>Runs this on a thread of its own, to its end. It must not fail there.</summary>
    public static void Run(Action run, int stackSize = 0)
    {
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(run), stackSize);
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }
}
