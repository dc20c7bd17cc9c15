using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Shared;

/// <summary>An exit thrown in by hand, while delegating.</summary>
public class DelegationExitTests
{
    private readonly GeneratorExitException _exit = new();

    [Fact, Row("FROM-25")]
    public async Task It_is_raised_at_the_From_although_the_inner_returned()
    {
        List<string> log = [];
        var inner = Make<int, int, int>(async yield =>
        {
            try
            {
                log.Add("inner starts");
                await yield(1);
                log.Add("not reached");
                return 1;
            }
            catch (GeneratorExitException) { return 2; }
        });
        var outer = await Started(Make<int, int>(async yield =>
        {
            log.Add("outer starts");
            await yield.From(inner);
            log.Add("not reached");
        }));
        await Throws(_exit, () => outer.ThrowAsync(_exit));
        Assert.Equal(["outer starts", "inner starts"], log);
        Assert.Equal(2, inner.Result);
        await IsClosed(outer);
    }

    [Fact, Row("FROM-25")]
    public async Task Outer_that_catches_it_may_yield()
    {
        Exception? seen = null;
        var inner = Yielding(1);
        var outer = await Started(Make<int>(async yield =>
        {
            try { await yield.From(inner); }
            catch (GeneratorExitException e) { seen = e; }

            await yield(2);
        }));
        await Yields(2, outer.ThrowAsync(_exit));
        Assert.Same(_exit, seen);
        Assert.Equal((GeneratorState.Suspended, 2), (outer.State, outer.Current));
        await IsClosed(inner);
        Assert.False(await outer.MoveNextAsync());
    }

    [Fact, Row("FROM-26")]
    public async Task Inner_that_ignores_it_raises_the_error_at_the_From()
    {
        List<Exception> seen = [];
        var inner = IgnoringExit();
        var outer = await Started(Passing(seen, inner));
        var error = await Refuses("generator ignored GeneratorExit", () => outer.ThrowAsync(_exit));
        Assert.Same(error, Assert.Single(seen));
        Assert.Same(_exit, error.InnerException);
        await IsClosed(outer);
        Assert.Equal(GeneratorState.Suspended, inner.State);
        Assert.Equal([3], await Rest(inner));
    }

    [Fact, Row("FROM-26")]
    public async Task At_each_level_that_error_has_the_thrown_exit_inside()
    {
        List<Exception> seen = [];
        var outer = await Started(Passing(seen, Delegating(Passing(seen, IgnoringExit()))));
        await Refuses("generator ignored GeneratorExit", () => outer.ThrowAsync(_exit));
        Assert.Equal(2, seen.Count);
        Assert.All(seen, e => Assert.Same(_exit, e.InnerException));
    }

    [Fact, Row("FROM-26")]
    public async Task In_a_close_that_error_has_nothing_inside()
    {
        List<Exception> seen = [];
        var outer = await Started(Passing(seen, IgnoringExit()));
        var error = await Refuses("generator ignored GeneratorExit", () => outer.CloseAsync());
        Assert.Same(error, Assert.Single(seen));
        Assert.Null(error.InnerException);
    }

    [Theory, Row("FROM-27"), InlineData(false), InlineData(true)]
    public async Task Inner_that_fails_while_being_closed_raises_that_at_the_From(bool caught)
    {
        var failure = new ArithmeticException();
        var inner = Make<int>(async yield =>
        {
            try { await yield(1); }
            catch (GeneratorExitException) { throw failure; }
        });
        var outer = await Started(Make<int>(async yield =>
        {
            try { await yield.From(inner); }
            catch (ArithmeticException e) when (caught && e == failure) { await yield(2); }
        }));
        if (caught) await Yields(2, outer.ThrowAsync(_exit));
        else await Throws(failure, () => outer.ThrowAsync(_exit));
        Assert.False(await outer.MoveNextAsync());
        await IsClosed(outer);
    }

    [Theory, Row("FROM-28"), InlineData(false), InlineData(true)]
    public async Task Each_level_gets_an_exit_of_its_own_and_only_the_outermost_the_thrown_one(bool closes)
    {
        List<Exception> exits = [];
        var outer = await Started(Passing(exits, Passing(exits, Passing(exits))));
        if (closes) await outer.CloseAsync();
        else await Throws(_exit, () => outer.ThrowAsync(_exit));
        Assert.Equal(3, exits.Distinct(ReferenceEqualityComparer.Instance).Count());
        Assert.All(exits, e => Assert.IsType<GeneratorExitException>(e));
        Assert.Equal(closes ? -1 : 2, exits.IndexOf(_exit));
    }
}
