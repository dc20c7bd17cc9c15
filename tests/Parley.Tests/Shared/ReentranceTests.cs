using Parley.Tests.Harness;
using Xunit;
using static Parley.Tests.Harness.Expect;
using static Parley.Tests.Harness.Subject;

namespace Parley.Tests.Shared;

public class ReentranceTests
{
    [Fact, Row("RUN-01", "RUN-03")]
    public async Task Advancing_it_from_inside_its_body_is_an_error_at_that_call_and_changes_nothing()
    {
        var errors = new List<InvalidOperationException>();
        var g = Unmade<int>();
        g = Make<int>(async yield =>
        {
            errors.Add(Assert.Throws<InvalidOperationException>(() => { Now(g.NextAsync()); }));
            await yield(1);
            errors.Add(Assert.Throws<InvalidOperationException>(() => { Now(g.MoveNextAsync()); }));
            await yield(2);
        });
        await Yields(1, g.NextAsync());
        Assert.Equal(GeneratorState.Suspended, g.State);
        Assert.Equal(1, g.Current);
        await Yields(2, g.NextAsync());
        Assert.False(await g.MoveNextAsync());
        Assert.Equal(2, errors.Count);
        Assert.All(errors, e => Assert.Contains(AlreadyExecuting, e.Message, StringComparison.Ordinal));
    }

    [Fact, Row("RUN-03")]
    public async Task Uncaught_the_error_is_an_exception_of_the_body_and_finishes_it()
    {
        var make = () =>
        {
            var g = Unmade<int>();
            return g = Make<int>(async yield =>
            {
                await yield(0);
                await yield(Now(g.NextAsync()));
            });
        };

        var next = make();
        await Yields(0, next.NextAsync());
        await Refuses(AlreadyExecuting, () => next.NextAsync());
        Assert.Equal(GeneratorState.Closed, next.State);
        await Ends(() => next.NextAsync());

        var moveNext = make();
        await Yields(0, moveNext.NextAsync());
        await Refuses(AlreadyExecuting, () => moveNext.MoveNextAsync());
        Assert.Equal(GeneratorState.Closed, moveNext.State);
        Assert.False(await moveNext.MoveNextAsync());
    }

    [Fact, Row("RUN-03")]
    public async Task Uncaught_on_the_first_advance_it_reaches_that_caller()
    {
        var g = Unmade<int>();
        g = Make<int>(async yield => await yield(Now(g.NextAsync())));
        await Refuses(AlreadyExecuting, () => g.NextAsync());
        Assert.Equal(GeneratorState.Closed, g.State);
    }

    [Fact, Row("RUN-01", "RUN-03")]
    public async Task A_call_while_an_exception_or_the_exit_is_handled_is_the_same_error()
    {
        int refused = 0;
        var g = Unmade<int>();
        g = Make<int>(async yield =>
        {
            try
            {
                await yield(1);
            }
            catch (ArithmeticException)
            {
                Assert.Throws<InvalidOperationException>(() => { Now(g.NextAsync()); });
                refused++;
            }

            try
            {
                await yield(2);
            }
            finally
            {
                Assert.Throws<InvalidOperationException>(() => { Now(g.NextAsync()); });
                refused++;
            }
        });
        await Yields(1, g.NextAsync());
        await Yields(2, g.ThrowAsync(new ArithmeticException()));
        await g.CloseAsync();
        Assert.Equal(2, refused);
        Assert.Equal(GeneratorState.Closed, g.State);
    }
}
