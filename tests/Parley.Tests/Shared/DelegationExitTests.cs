using Parley.Tests.Harness;
using Xunit;
using static Parley.Tests.Harness.Expect;
using static Parley.Tests.Harness.Subject;

namespace Parley.Tests.Shared;

/// <summary>An exit thrown in by hand, while delegating.</summary>
public class DelegationExitTests
{
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
            catch (GeneratorExitException)
            {
                return 2;
            }
        });
        var outer = Make<int, int>(async yield =>
        {
            log.Add("outer starts");
            await yield.From(inner);
            log.Add("not reached");
        });
        var exit = new GeneratorExitException();

        await Yields(1, outer.NextAsync());
        await Throws(exit, () => outer.ThrowAsync(exit));
        Assert.Equal(["outer starts", "inner starts"], log);
        Assert.Equal(2, inner.Result);
        Assert.Equal(GeneratorState.Closed, outer.State);
    }

    [Fact, Row("FROM-25")]
    public async Task Outer_that_catches_it_may_yield()
    {
        Exception? seen = null;
        var inner = Make<int>(async yield => await yield(1));
        var outer = Make<int>(async yield =>
        {
            try
            {
                await yield.From(inner);
            }
            catch (GeneratorExitException e)
            {
                seen = e;
            }

            await yield(2);
        });
        var exit = new GeneratorExitException();

        await Yields(1, outer.NextAsync());
        await Yields(2, outer.ThrowAsync(exit));
        Assert.Same(exit, seen);
        Assert.Equal(2, outer.Current);
        Assert.Equal(GeneratorState.Suspended, outer.State);
        Assert.Equal(GeneratorState.Closed, inner.State);
        Assert.False(await outer.MoveNextAsync());
    }

    [Fact, Row("FROM-26")]
    public async Task Inner_that_ignores_it_raises_the_error_at_the_From()
    {
        List<string> log = [];
        var inner = Make<int>(async yield =>
        {
            try
            {
                await yield(1);
                log.Add("not reached");
            }
            catch (GeneratorExitException)
            {
                await yield(2);
            }
        });
        var outer = Make<int>(async yield =>
        {
            try
            {
                await yield.From(inner);
                log.Add("not reached");
            }
            catch (InvalidOperationException e)
            {
                log.Add(Trace.Words(e));
                throw;
            }
        });

        await Yields(1, outer.NextAsync());
        await Refuses("generator ignored GeneratorExit", () => outer.ThrowAsync(new GeneratorExitException()));
        Assert.Equal(["ignored exit"], log);
        Assert.Equal(GeneratorState.Closed, outer.State);
        Assert.Equal(GeneratorState.Suspended, inner.State);
        Assert.False(await inner.MoveNextAsync());
    }

    [Theory, Row("FROM-27"), InlineData(false), InlineData(true)]
    public async Task Inner_that_fails_while_being_closed_raises_that_at_the_From(bool caught)
    {
        var failure = new ArithmeticException();
        var inner = Make<int>(async yield =>
        {
            try
            {
                await yield(1);
            }
            catch (GeneratorExitException)
            {
                throw failure;
            }
        });
        var outer = Make<int>(async yield =>
        {
            try
            {
                await yield.From(inner);
            }
            catch (ArithmeticException e) when (caught && e == failure)
            {
                await yield(2);
            }
        });

        await Yields(1, outer.NextAsync());
        if (caught)
        {
            await Yields(2, outer.ThrowAsync(new GeneratorExitException()));
            Assert.False(await outer.MoveNextAsync());
        }
        else
        {
            await Throws(failure, () => outer.ThrowAsync(new GeneratorExitException()));
            Assert.Equal(GeneratorState.Closed, outer.State);
        }
    }

    [Theory, Row("FROM-28"), InlineData(false), InlineData(true)]
    public async Task Each_level_gets_an_exit_of_its_own_and_only_the_outermost_the_thrown_one(bool closes)
    {
        List<Exception> exits = [];
        var inner = Make<int>(async yield =>
        {
            try
            {
                await yield(1);
            }
            catch (GeneratorExitException e)
            {
                exits.Add(e);
                throw;
            }
        });
        var middle = Make<int>(async yield =>
        {
            try
            {
                await yield.From(inner);
            }
            catch (GeneratorExitException e)
            {
                exits.Add(e);
                throw;
            }
        });
        var outer = Make<int>(async yield =>
        {
            try
            {
                await yield.From(middle);
            }
            catch (GeneratorExitException e)
            {
                exits.Add(e);
                throw;
            }
        });
        var exit = new GeneratorExitException();

        await Yields(1, outer.NextAsync());
        if (closes) await outer.CloseAsync();
        else await Throws(exit, () => outer.ThrowAsync(exit));
        Assert.Equal(3, exits.Distinct(ReferenceEqualityComparer.Instance).Count());
        Assert.Equal(closes ? -1 : 2, exits.IndexOf(exit));
    }
}
