namespace Parley.Tests.Sync;

/// <summary>The bodies that test after test needs, and their log. What a test is about stands in the test.</summary>
public abstract class SyncTests
{
    private protected readonly ArithmeticException _e = new();
    private protected readonly Trace _log = [];

    /// <summary>Every kind of call to a paused generator, for <see cref="Vocabulary.Do"/>.</summary>
    public static TheoryData<string> Ways => ["Next", "Send", "Throw", "Exit", "Close"];

    /// <summary>Yields these values.</summary>
    protected static Generator<T> Yielding<T>(params T[] values) =>
        new(async yield => { foreach (var value in values) await yield(value); });
    protected static Generator<T, TSend> Yielding<T, TSend>(params T[] values) =>
        new(async yield => { foreach (var value in values) await yield(value); });

    /// <summary>Yields 1, 2, 3 and so on, and runs this in its finally.</summary>
    protected static Generator<int> Counting(Action inFinally) => new(
        async yield => { try { for (int i = 1; ; i++) await yield(i); } finally { inFinally(); } });

    /// <summary>Yields 1, then throws this.</summary>
    protected static Generator<int> Failing(Exception e) => new(async yield => { await yield(1); throw e; });

    /// <summary>Yields these values and notes what it gets for each: "name got x", or "name got" for nothing.</summary>
    protected Generator<T, string?, string> Noting<T>(
        string name, T[] values, string returns = "") => new(async yield =>
    {
        foreach (var value in values) _log.Add($"{name} got {await yield(value)}".TrimEnd());
        return returns;
    });

    /// <summary>Yields 1 and returns what it is sent.</summary>
    protected static Generator<int, int, int> Echoing() => new(async yield => await yield(1));

    /// <summary>Delegates to this one and notes the value of that, "name has x"; then yields this, notes what it gets,
    /// as <see cref="Noting"/> does, and returns "name!".</summary>
    protected Generator<T, string?, string> Passing<T, TReturn>(
        string name, Generator<T, string?, TReturn> inner, T then) => new(async yield =>
    {
        _log.Add($"{name} has {await yield.From(inner)}");
        _log.Add($"{name} got {await yield(then)}".TrimEnd());
        return name + "!";
    });

    /// <summary>Delegates to this one, and does nothing else.</summary>
    protected static Generator<T> Delegating<T>(Generator<T> inner) => new(async yield => await yield.From(inner));
    protected static Generator<T, TSend> Delegating<T, TSend>(Generator<T, TSend> inner) =>
        new(async yield => await yield.From(inner));

    /// <summary>Forks of it, which yields 1 to 4, and forks of forks go on from where they are, whatever is done to the
    /// others.</summary>
    protected static void PlaceSplits(Generator<int> g)
    {
        g.At(1);
        Generator<int> fork = g.Fork();
        g.At(2).At(3);
        fork.At(2);
        Generator<int> second = fork.Fork();
        fork.At(3).At(4);
        Assert.False(fork.MoveNext());
        second.At(3).At(4);
        Assert.False(second.MoveNext());
        g.At(4);
        Assert.False(g.MoveNext());
    }

    /// <summary>Delegates to this one and notes "name finally" when it leaves that.</summary>
    protected Generator<T, TSend> Leaving<T, TSend>(string name, Generator<T, TSend> inner) =>
        new(async yield => { try { await yield.From(inner); } finally { _log.Add($"{name} finally"); } });

    /// <summary>Delegates to this one, notes the error raised there, "name caught x", then yields these.</summary>
    protected Generator<string, string?> Catching(
        string name, Generator<string, string?> inner, params string[] values) => new(async yield =>
    {
        try { await yield.From(inner); }
        catch (InvalidOperationException e)
        {
            _log.Add($"{name} caught {Trace.Words(e)}");
            foreach (string value in values) await yield(value);
        }
    });

    /// <inheritdoc cref="Threads.Run"/>
    protected static void OnThread(Action run, int stackSize = 0) => Threads.Run(run, stackSize);

    /// <summary>The call throws an <see cref="InvalidOperationException"/> whose message has these words.</summary>
    protected static InvalidOperationException Refuses(string words, Action call)
    {
        var refusal = Assert.Throws<InvalidOperationException>(call);
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
        return refusal;
    }
}

/// <summary>The calls that test after test needs.</summary>
internal static class Vocabulary
{
    /// <summary>Advances it to a yield, of this value, and gives it back.</summary>
    public static TGenerator At<TGenerator, T>(this TGenerator generator, T value) where TGenerator : Generator<T>
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

    /// <summary>Makes this way's call, and notes what it gives: what is sent is "lost", what is thrown "e".</summary>
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

    /// <summary>The log has these entries, and no others: one or several in a text, with "; " between.</summary>
    public static void Reads(this List<string> log, params string[] entries) =>
        Assert.Equal(entries.SelectMany(text => text.Split("; ")), log);
}

public class VocabularyTests : SyncTests
{
    [Fact]
    public void Each_word_that_looks_at_something_fails_when_it_is_not_so()
    {
        _log.Add("a");
        Action[] wrong =
        [
            () => Yielding(1).At(2), () => Yielding<int>().At(1), () => _log.Reads(), () => _log.Reads("a", "b"),
            () => _log.Reads("a; b"), () => _log.Next<int>(), () => _log.Do("Sleep", "g", Yielding<int, string?>(1)),
            () => Refuses("b", () => { }), () => OnThread(() => throw new ArithmeticException()),
            () => Refuses("b", () => throw new InvalidOperationException("c")),
            () => Refuses("b", () => throw new ArithmeticException("b")),
        ];
        Assert.All(wrong, call => Assert.NotNull(Record.Exception(call)));
        _log.Reads("a");
    }
}
