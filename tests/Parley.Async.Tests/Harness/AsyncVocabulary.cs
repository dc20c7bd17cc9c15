namespace Parley.Tests.Harness;

/// <summary>Bodies that tests need again and again, and words for what is asked of asynchronous generators.</summary>
internal static class AsyncVocabulary
{
    /// <summary>Yields 1, 2, 3 and so on up to the last, and waits at the gate before each.</summary>
    public static AsyncGenerator<int> Counting(Gate gate, int last = int.MaxValue) => new(async yield =>
    {
        for (int i = 1; i <= last; i++) { await gate; await yield(i); }
    });

    /// <summary>Yields 1; its finally notes "finally", waits at the gate, and notes "cleaned up".</summary>
    public static AsyncGenerator<int, int> Cleaning(Gate gate, List<string> log) => new(async yield =>
    {
        try { await yield(1); } finally { log.Add("finally"); await gate; log.Add("cleaned up"); }
    });

    /// <summary>Delegates to the inner and does nothing else, as many levels deep.</summary>
    public static AsyncGenerator<T> Delegating<T>(AsyncGenerator<T> inner, int levels)
    {
        for (; levels > 0; levels--) { var next = inner; inner = new(async yield => await yield.From(next)); }
        return inner;
    }

    /// <summary>A generator of this body, which has yielded its first value, a 1.</summary>
    public static Task<AsyncGenerator<int>> Started(Func<Yield<int>, AsyncGeneratorBody> body) =>
        Shared.Vocabulary.Started(new AsyncGenerator<int>(body));

    /// <summary>The call has failed by now, with this very instance.</summary>
    public static Task HasFailed<T>(Exception expected, ValueTask<T> call)
    {
        Assert.True(call.IsFaulted, "It hasn't failed.");
        return Throws(expected, () => call);
    }
}
