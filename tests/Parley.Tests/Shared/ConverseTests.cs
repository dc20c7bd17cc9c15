using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Shared;

/// <summary>Two generators that drive each other.</summary>
public class ConverseTests
{
    private readonly ArithmeticException _e = new();
    private readonly List<string> _log = [];

    [Fact]
    public async Task First_speaks_and_what_the_second_says_first_is_not_passed_on()
    {
        var end = await Saying("a", 3).ConverseAsync(Saying("b", 5));
        Assert.Equal(new ConverseResult(true, "a is done"), end);
        Assert.Equal(
            "b hears a1, a hears b2, b hears a2, a hears b3, b hears a3, a hears b4, b leaves",
            string.Join(", ", _log));
    }

    [Fact]
    public async Task Second_may_end_and_the_first_is_closed()
    {
        var first = Saying("a", 5);
        var end = await first.ConverseAsync(Saying("b", 2));
        Assert.Equal(new ConverseResult(false, "b is done"), end);
        Assert.Equal(["b hears a1", "a hears b2", "b hears a2", "a leaves"], _log);
        Assert.Equal(GeneratorState.Closed, first.State);
    }

    [Fact]
    public async Task First_may_end_at_once_and_the_second_never_starts()
    {
        var second = Saying("b", 2);
        Assert.Equal(new ConverseResult(true, "a is done"), await Saying("a", 0).ConverseAsync(second));
        Assert.Empty(_log);
        Assert.Equal(GeneratorState.Closed, second.State);
    }

    [Fact]
    public async Task Second_may_end_at_once()
    {
        var first = Saying("a", 2);
        Assert.Equal(new ConverseResult(false, "b is done"), await first.ConverseAsync(Saying("b", 0)));
        Assert.Equal(["a leaves"], _log);
        Assert.Equal(GeneratorState.Closed, first.State);
    }

    [Fact]
    public async Task One_without_a_result_ends_with_null()
    {
        var first = Make<int, int>(async yield => { await yield(1); });
        var second = Make<int, int>(async yield => { while (true) await yield(2); });
        Assert.Equal(new ConverseResult(true, null), await first.ConverseAsync(second));
        Assert.Equal(new ConverseResult(true, null), await first.ConverseAsync(second));
        await IsClosed(first, second);
    }

    [Fact]
    public async Task Started_ones_go_on_from_where_they_are_paused()
    {
        var first = Saying("a", 3);
        var second = Saying("b", 5);
        await Expect.Yields("a1", first.NextAsync());
        await Expect.Yields("b1", second.NextAsync());
        await Expect.Yields("b2", second.SendAsync("x"));
        Assert.True((await first.ConverseAsync(second)).FirstEnded);
        Assert.Equal(
            "b hears x, b hears a1, a hears b3, b hears a2, a hears b4, b hears a3, a hears b5, b leaves",
            string.Join(", ", _log));
    }

    [Fact]
    public async Task Second_is_closed_even_if_the_first_fails_to_close()
    {
        var failure = new ArithmeticException();
        var (first, second) = (Saying("a", 3), Saying("b", 5));
        await second.NextAsync();
        await Expect.Throws(failure, () => first.Trace(_ => throw failure).ConverseAsync(second));
        Assert.Equal((GeneratorState.Closed, GeneratorState.Closed), (first.State, second.State));
    }

    [Fact]
    public async Task Ended_one_ends_the_conversation_with_its_kept_result()
    {
        var ended = Saying("a", 0);
        Assert.False(await ended.MoveNextAsync());
        Assert.Equal(new ConverseResult(true, "a is done"), await ended.ConverseAsync(Saying("b", 1)));
        Assert.Equal(new ConverseResult(false, "a is done"), await Saying("b", 1).ConverseAsync(ended));
    }

    [Fact]
    public async Task Ones_that_delegate_converse_through_their_inners()
    {
        var inner = Saying("a", 2);
        var first = Make<string, string, string>(async yield => $"({await yield.From(inner)})");
        var second = Make<string, string>(async yield => await yield.From(Saying("b", 5)));
        Assert.Equal(new ConverseResult(true, "(a is done)"), await first.ConverseAsync(second));
        Assert.Equal(
            "b hears a1, a hears b2, b hears a2, a hears b3, b leaves", string.Join(", ", _log));
        Assert.Equal((GeneratorState.Closed, GeneratorState.Closed), (inner.State, second.State));
    }

    [Fact]
    public async Task One_that_is_executing_is_refused_and_both_stay_as_they_are()
    {
        var other = Noting(2);
        IntSender me = null!;
        me = Make<int, int>(async yield =>
        {
            _log.Add(Record.Exception(() => Now(me.ConverseAsync(other)))!.Message);
            _log.Add(Record.Exception(() => Now(other.ConverseAsync(me)))!.Message);
            await yield(1);
        });
        await Started(me);
        Assert.All(_log, text => Assert.Contains(AlreadyExecuting, text, StringComparison.Ordinal));
        Assert.Equal((2, GeneratorState.Suspended, GeneratorState.Created), (_log.Count, me.State, other.State));
        Assert.Equal(new ConverseResult(true, null), await me.ConverseAsync(other));
    }

    [Fact]
    public async Task Types_cross()
    {
        var words = Make<string, int, int>(async yield => await yield("one") + await yield("three"));
        var lengths = Make<int, string>(async yield =>
        {
            string word = await yield();
            while (true) word = await yield(word.Length);
        });
        Assert.Equal(new ConverseResult(true, 8), await words.ConverseAsync(lengths));
    }

    [Fact]
    public async Task Failure_of_either_reaches_the_caller_and_the_other_is_closed()
    {
        var second = Noting(2);
        await Throws(_e, () => Failing(_e).ConverseAsync(second));
        var first = Noting(2);
        await Throws(_e, () => first.ConverseAsync(Failing(_e)));
        Assert.Equal(["leaves", "leaves"], _log);
        await IsClosed(first, second);
    }

    [Fact]
    public async Task Failure_at_the_start_closes_the_other_one_all_the_same()
    {
        var failing = Make<int, int>(async yield => { throw _e; });
        var second = Noting(2);
        await Throws(_e, () => failing.ConverseAsync(second));
        await IsClosed(second);
        Assert.Empty(_log);
    }

    [Fact]
    public async Task Other_one_that_ignores_the_exit_is_an_error_that_keeps_the_failure()
    {
        var error = await Refuses("ignored GeneratorExit", () => Failing(_e).ConverseAsync(Ignoring()));
        Assert.Same(_e, error.InnerException);
        error = await Refuses("ignored GeneratorExit", () => Ignoring().ConverseAsync(Failing(_e)));
        Assert.Same(_e, error.InnerException);
    }

    [Fact]
    public async Task Other_one_that_ignores_the_exit_is_an_error_without_a_failure_too()
    {
        var ending = Make<int, int>(async yield => { await yield(1); });
        var other = Ignoring();
        Assert.Null((await Refuses("ignored GeneratorExit", () => ending.ConverseAsync(other))).InnerException);
        Assert.Equal(GeneratorState.Suspended, other.State);
    }

    [Fact]
    public async Task Failure_of_the_other_one_while_it_is_closed_replaces_the_first()
    {
        var other = new TimeoutException();
        await Throws(other, () => Failing(_e).ConverseAsync(FailingFinally(other)));
        await Throws(other, () => FailingFinally(other).ConverseAsync(Failing(_e)));
    }

    [Fact]
    public async Task Conversation_with_a_null_is_refused_and_leaves_the_other_as_it_is()
    {
        var g = Noting(2);
        Assert.Equal("second", (await Throws<ArgumentNullException, ConverseResult>(
            () => g.ConverseAsync(null!))).ParamName);
        Assert.Equal("first", (await Throws<ArgumentNullException, ConverseResult>(
            () => ((IntSender)null!).ConverseAsync(g))).ParamName);
        Assert.Equal(GeneratorState.Created, g.State);
    }

    private IntSender Noting(int times) => Make<int, int>(async yield =>
    {
        try { for (int i = 1; i <= times; i++) await yield(i); }
        finally { _log.Add("leaves"); }
    });

    private static IntSender Ignoring() => Make<int, int>(async yield =>
    {
        while (true)
        {
            try { await yield(1); }
            catch (GeneratorExitException) { }
        }
    });

    // Yields its name and a number so many times, notes what it is sent, and that it leaves if it is closed.
    private TextReturner Saying(string name, int times) => Make<string, string, string>(async yield =>
    {
        try
        {
            for (int i = 1; i <= times; i++) _log.Add($"{name} hears {await yield($"{name}{i}")}");
        }
        catch (GeneratorExitException)
        {
            _log.Add($"{name} leaves");
            throw;
        }

        return $"{name} is done";
    });
}
