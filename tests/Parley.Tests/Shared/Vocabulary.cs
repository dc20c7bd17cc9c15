using static Parley.Tests.Harness.Subject;

namespace Parley.Tests.Shared;

/// <summary>A call of a generator, for what holds of several of them.</summary>
public enum Call { Next, MoveNext, Send, TrySend, Throw, TryThrow, Close, Dispose }

/// <summary>The bodies and the steps that many tests share.</summary>
internal static class Vocabulary
{
    /// <summary>Yields these values, one after the other.</summary>
    public static IntGenerator Yielding(params int[] values) => Make<int>(async yield =>
    {
        foreach (int value in values) await yield(value);
    });

    /// <summary>Yields 1; advanced, raises the exception.</summary>
    public static IntSender Failing(Exception failure) => Make<int, int>(async yield =>
    {
        await yield(1);
        throw failure;
    });

    /// <summary>Yields 1 and 2 and returns 3; however it is ended, raises the exception in its finally.</summary>
    public static IntReturner FailingFinally(Exception failure) => Make<int, int, int>(async yield =>
    {
        try { await yield(1); await yield(2); return 3; }
        finally { throw failure; }
    });

    /// <summary>Yields 1, 2 and 3, also when the exit is raised at the first yield.</summary>
    public static IntGenerator IgnoringExit() => Make<int>(async yield =>
    {
        try { await yield(1); }
        catch (GeneratorExitException) { }

        await yield(2);
        await yield(3);
    });

    /// <summary>Yields 1; notes its name in its finally, and before that if it goes on there.</summary>
    public static IntGenerator Noting(List<string> log, string name) => Make<int>(async yield =>
    {
        try { await yield(1); log.Add($"{name} goes on"); }
        finally { log.Add(name); }
    });

    /// <summary>Delegates; notes its name in its finally, and before that if it goes on behind the From.</summary>
    public static IntGenerator Noting(List<string> log, string name, IntGenerator inner) => Make<int>(async yield =>
    {
        try { await yield.From(inner); log.Add($"{name} goes on"); }
        finally { log.Add(name); }
    });

    /// <summary>Yields 1; what is raised there it lets pass, and adds to what was seen.</summary>
    public static IntGenerator Passing(List<Exception> seen) => Make<int>(async yield =>
    {
        try { await yield(1); }
        catch (Exception e) { seen.Add(e); throw; }
    });

    /// <summary>Delegates; what is raised at the From it lets pass, and adds to what was seen.</summary>
    public static IntGenerator Passing(List<Exception> seen, IntGenerator inner) => Make<int>(async yield =>
    {
        try { await yield.From(inner); }
        catch (Exception e) { seen.Add(e); throw; }
    });

    /// <summary>Delegates, and does nothing else.</summary>
    public static IntGenerator Delegating(IntGenerator inner) => Make<int>(async yield => await yield.From(inner));

    /// <summary>The generator itself, or one that delegates to it.</summary>
    public static IntGenerator Through(bool delegated, IntGenerator g) => delegated ? Delegating(g) : g;

    /// <summary>The generator, once its first advance has given 1.</summary>
    public static async Task<TGenerator> Started<TGenerator>(TGenerator g)
        where TGenerator : IntGenerator
    {
        Assert.Equal(GeneratorState.Created, g.State);
        await Expect.Yields(1, g.NextAsync());
        return g;
    }

    /// <summary>Each of them is closed, and an advance doesn't change that.</summary>
    public static async Task IsClosed(params IntGenerator[] generators)
    {
        Assert.NotEmpty(generators);
        Assert.All(generators, g => Assert.Equal(GeneratorState.Closed, g.State));
        foreach (var g in generators) Assert.False(await g.MoveNextAsync());
        Assert.All(generators, g => Assert.Equal(GeneratorState.Closed, g.State));
    }

    /// <summary>The call is true, and this is what it has handed out.</summary>
    public static async Task Yields(int expected, IntGenerator g, ValueTask<bool> call)
    {
        Assert.True(await call);
        Assert.Equal(expected, g.Current);
    }

    /// <summary>Advances give 1, 2 and so on, up to this value.</summary>
    public static async Task AdvancesTo(int last, IntGenerator g)
    {
        for (int value = 1; value <= last; value++) await Expect.Yields(value, g.NextAsync());
    }

    /// <summary>What it yields from here to its end.</summary>
    public static async Task<List<int>> Rest(IntGenerator g)
    {
        List<int> values = [];
        while (await g.MoveNextAsync()) values.Add(g.Current);
        await IsClosed(g);
        return values;
    }

    /// <summary>What is left to happen when an exception is thrown in at the yield of that value: what it notes and
    /// yields, then "end" or "thrown".</summary>
    public static async Task<string> ThrownAt(int value, IntGenerator g, List<string> log)
    {
        var exception = new ArithmeticException();
        await AdvancesTo(value, g);
        log.Clear();
        try
        {
            bool more = await g.TryThrowAsync(exception);
            for (; more; more = await g.MoveNextAsync()) log.Add($"{g.Current}");
            log.Add("end");
        }
        catch (ArithmeticException e) when (e == exception) { log.Add("thrown"); }

        await IsClosed(g);
        return string.Join(", ", log);
    }

    /// <summary>What it notes when it is closed at the yield of that value.</summary>
    public static async Task<string> ClosedAt(int value, IntGenerator g, List<string> log)
    {
        await AdvancesTo(value, g);
        log.Clear();
        await g.CloseAsync();
        await IsClosed(g);
        return string.Join(", ", log);
    }

    /// <summary>It has no result, and says why: this failed it.</summary>
    public static void HasNoResult(IntReturner g, Exception? because = null)
    {
        Assert.False(g.TryGetResult(out int result));
        Assert.Equal(0, result);
        Assert.Same(because, Assert.Throws<InvalidOperationException>(() => g.Result).InnerException);
    }

    /// <summary>Makes a call, which sends or throws what it is given.</summary>
    public static async ValueTask Do(this IntGenerator g, Call call, object? given = null)
    {
        switch (call)
        {
            case Call.Next: await g.NextAsync(); break;
            case Call.MoveNext: await g.MoveNextAsync(); break;
            case Call.Send: await ((IntSender)g).SendAsync((int)given!); break;
            case Call.TrySend: await ((IntSender)g).TrySendAsync((int)given!); break;
            case Call.Throw: await g.ThrowAsync((Exception)given!); break;
            case Call.TryThrow: await g.TryThrowAsync((Exception)given!); break;
            case Call.Close: await g.CloseAsync(); break;
            case Call.Dispose: await g.DisposeAsync(); break;
            default: throw new ArgumentOutOfRangeException(nameof(call));
        }
    }
}
