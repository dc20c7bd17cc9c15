namespace Parley.Tests.Sync;

/// <summary>The bodies and calls that test after test needs. What a test is about stands in the test itself.</summary>
internal static class Vocabulary
{
    /// <summary>CPython's words for a call to a generator that is executing.</summary>
    public const string AlreadyExecuting = "generator already executing";

    /// <summary>Every kind of call to a paused generator, for <see cref="Do"/>.</summary>
    public static TheoryData<string> Ways => ["Next", "Send", "Throw", "Exit", "Close"];

    /// <summary>Yields these values.</summary>
    public static Generator<T> Yielding<T>(params T[] values) =>
        new(async yield => { foreach (var value in values) await yield(value); });

    /// <inheritdoc cref="Yielding{T}"/>
    public static Generator<T, TSend> Yielding<T, TSend>(params T[] values) =>
        new(async yield => { foreach (var value in values) await yield(value); });

    /// <summary>Yields 1, 2, 3 and so on, and runs this in its finally.</summary>
    public static Generator<int> Counting(Action inFinally) => new(async yield =>
    {
        try { for (int i = 1; ; i++) await yield(i); }
        finally { inFinally(); }
    });

    /// <summary>Yields 1, then throws this.</summary>
    public static Generator<int> Failing(Exception failure) => new(async yield => { await yield(1); throw failure; });

    /// <summary>Yields these values and notes what it gets for each: "name got x", or "name got" for nothing.</summary>
    public static Generator<T, string?, string> Noting<T>(
        List<string> log, string name, T[] values, string returns = "") => new(async yield =>
    {
        foreach (var value in values) log.Add($"{name} got {await yield(value)}".TrimEnd());
        return returns;
    });

    /// <summary>Yields 1 and returns what it is sent.</summary>
    public static Generator<int, int, int> Echoing() => new(async yield => await yield(1));

    /// <summary>Delegates to this one and notes the value of that, "name has x"; then yields this, notes what it gets,
    /// as <see cref="Noting"/> does, and returns "name!".</summary>
    public static Generator<T, string?, string> Passing<T, TReturn>(
        List<string> log, string name, Generator<T, string?, TReturn> inner, T then) => new(async yield =>
    {
        log.Add($"{name} has {await yield.From(inner)}");
        log.Add($"{name} got {await yield(then)}".TrimEnd());
        return name + "!";
    });

    /// <summary>Delegates to this one, and does nothing else.</summary>
    public static Generator<T> Delegating<T>(Generator<T> inner) => new(async yield => await yield.From(inner));

    /// <inheritdoc cref="Delegating{T}"/>
    public static Generator<T, TSend> Delegating<T, TSend>(Generator<T, TSend> inner) =>
        new(async yield => await yield.From(inner));

    /// <summary>Delegates to this one and notes "name finally" when it leaves that.</summary>
    public static Generator<T, TSend> Leaving<T, TSend>(List<string> log, string name, Generator<T, TSend> inner) =>
        new(async yield => { try { await yield.From(inner); } finally { log.Add($"{name} finally"); } });

    /// <summary>Delegates to this one, notes the error that is raised there, "name caught x", and then yields these
    /// values.</summary>
    public static Generator<string, string?> Catching(
        List<string> log, string name, Generator<string, string?> inner, params string[] values) => new(async yield =>
    {
        try { await yield.From(inner); }
        catch (InvalidOperationException e)
        {
            log.Add($"{name} caught {Trace.Words(e)}");
            foreach (string value in values) await yield(value);
        }
    });

    /// <summary>Advances it to a yield, of this value, and gives it back.</summary>
    public static TGenerator At<TGenerator, T>(this TGenerator generator, T value)
        where TGenerator : Generator<T>
    {
        Assert.Equal(value, generator.Next());
        return generator;
    }

    /// <summary>Advances each one in turn, and notes what that gives.</summary>
    public static void Next<T>(this Trace log, params (string Name, Generator<T> Generator)[] turns)
    {
        Assert.NotEmpty(turns);
        foreach (var (name, generator) in turns) log.Call(name, () => generator.Next());
    }

    /// <summary>Makes the call that this way stands for, and notes what it gives: what is sent is "lost", what is
    /// thrown "e".</summary>
    public static void Do<T>(this Trace log, string way, string name, Generator<T, string?> generator)
    {
        if (way == "Close") log.Call(name, generator.Close);
        else log.Call<T>(name, way switch
        {
            "Next" => generator.Next,
            "Send" => () => generator.Send("lost"),
            "Throw" => () => generator.Throw(new ArithmeticException("e")),
            "Throw end" => () => generator.Throw(new StopIterationException()),
            "Exit" => () => generator.Throw(new GeneratorExitException()),
            _ => throw new ArgumentOutOfRangeException(nameof(way), way, "There is no such way."),
        });
    }

    /// <summary>The log has these entries, and no others.</summary>
    public static void Reads(this List<string> log, params string[] entries) => Assert.Equal(entries, log);

    /// <summary>The call throws an <see cref="InvalidOperationException"/> whose message has these words.</summary>
    public static InvalidOperationException Refuses(string words, Action call)
    {
        var refusal = Assert.Throws<InvalidOperationException>(call);
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
        return refusal;
    }
}
