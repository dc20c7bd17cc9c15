using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Shared;

public class ReentranceTests
{
    [Fact, Row("RUN-01", "RUN-03")]
    public async Task Advancing_it_from_inside_its_body_is_an_error_at_that_call_and_changes_nothing()
    {
        int refused = 0;
        var g = Unmade<int>();
        g = Make<int>(async yield =>
        {
            IsRunning(() => g.NextAsync(), ref refused);
            await yield(1);
            IsRunning(() => g.MoveNextAsync(), ref refused);
            await yield(2);
        });
        await Yields(1, g.NextAsync());
        Assert.Equal((GeneratorState.Suspended, 1), (g.State, g.Current));
        await Yields(2, g.NextAsync());
        Assert.False(await g.MoveNextAsync());
        Assert.Equal(2, refused);
    }

    [Theory, Row("RUN-03"), InlineData(Call.Next), InlineData(Call.MoveNext)]
    public async Task Uncaught_the_error_is_an_exception_of_the_body_and_finishes_it(Call call)
    {
        var g = Unmade<int>();
        g = Make<int>(async yield => { await yield(0); await yield(Now(g.NextAsync())); });
        await Yields(0, g.NextAsync());
        await Refuses(AlreadyExecuting, () => g.Do(call));
        await IsClosed(g);
        await Ends(() => g.NextAsync());
    }

    [Fact, Row("RUN-03")]
    public async Task Uncaught_on_the_first_advance_it_reaches_that_caller()
    {
        var g = Unmade<int>();
        g = Make<int>(async yield => await yield(Now(g.NextAsync())));
        await Refuses(AlreadyExecuting, () => g.NextAsync());
        await IsClosed(g);
    }

    [Fact, Row("RUN-01", "RUN-03")]
    public async Task A_call_while_an_exception_or_the_exit_is_handled_is_the_same_error()
    {
        int refused = 0;
        var g = Unmade<int>();
        g = Make<int>(async yield =>
        {
            try { await yield(1); }
            catch (ArithmeticException) { IsRunning(() => g.NextAsync(), ref refused); }

            try { await yield(2); }
            finally { IsRunning(() => g.NextAsync(), ref refused); }
        });
        await Yields(1, g.NextAsync());
        await Yields(2, g.ThrowAsync(new ArithmeticException()));
        await g.CloseAsync();
        Assert.Equal(2, refused);
        await IsClosed(g);
    }

    /// <summary>The call fails at once, with CPython's words, which is counted.</summary>
    private static void IsRunning<T>(Func<ValueTask<T>> call, ref int refused)
    {
        var error = Assert.Throws<InvalidOperationException>(() => { Now(call()); });
        Assert.Contains(AlreadyExecuting, error.Message, StringComparison.Ordinal);
        refused++;
    }
}
