using Parley.Tests.Harness;
using Xunit;
using static Parley.Tests.Harness.Expect;
using static Parley.Tests.Harness.Subject;

namespace Parley.Tests.Shared;

public class IgnoredExitTests
{
    private const string Ignored = "generator ignored GeneratorExit";

    [Fact, Row("CLOSE-07")]
    public async Task A_body_that_yields_instead_of_leaving_is_an_error_for_the_closer()
    {
        var make = () => Make<int>(async yield =>
        {
            try
            {
                await yield(1);
            }
            catch (GeneratorExitException)
            {
                await yield(2);
            }
        });

        var closed = make();
        await Yields(1, closed.NextAsync());
        await Refuses(Ignored, () => closed.CloseAsync());
        Assert.Equal(GeneratorState.Suspended, closed.State);
        await closed.CloseAsync();
        Assert.Equal(GeneratorState.Closed, closed.State);

        var disposed = make();
        await Yields(1, disposed.NextAsync());
        await Refuses(Ignored, () => disposed.DisposeAsync());
        Assert.Equal(GeneratorState.Suspended, disposed.State);
        await disposed.DisposeAsync();
        Assert.Equal(GeneratorState.Closed, disposed.State);
    }

    [Fact, Row("CLOSE-07")]
    public async Task A_yield_in_a_finally_is_the_same_error()
    {
        bool rest = false;
        var g = Make<int>(async yield =>
        {
            try
            {
                await yield(1);
            }
            finally
            {
                await yield(2);
                rest = true;
            }
        });
        await Yields(1, g.NextAsync());
        await Refuses(Ignored, () => g.CloseAsync());
        Assert.Equal(GeneratorState.Suspended, g.State);
        await g.CloseAsync();
        Assert.Equal(GeneratorState.Closed, g.State);
        Assert.False(rest);
    }

    [Fact, Row("CLOSE-07", "CLOSE-01")]
    public async Task A_body_that_never_leaves_gets_a_new_exit_and_gives_the_error_each_time()
    {
        var exits = new HashSet<Exception>(ReferenceEqualityComparer.Instance);
        bool stubborn = true;
        var g = Make<int>(async yield =>
        {
            while (stubborn)
            {
                try
                {
                    await yield(1);
                }
                catch (GeneratorExitException exit)
                {
                    exits.Add(exit);
                }
            }
        });
        await Yields(1, g.NextAsync());
        for (int i = 0; i < 3; i++) await Refuses(Ignored, () => g.CloseAsync());
        Assert.Equal(3, exits.Count);
        stubborn = false;
        await g.CloseAsync();
        Assert.Equal(4, exits.Count);
        Assert.Equal(GeneratorState.Closed, g.State);
    }

    [Fact, Row("CLOSE-08")]
    public async Task After_an_ignored_exit_it_can_be_advanced()
    {
        var make = () => Make<int>(async yield =>
        {
            try
            {
                await yield(1);
            }
            catch (GeneratorExitException)
            {
            }

            await yield(2);
            await yield(3);
        });

        var next = make();
        await Yields(1, next.NextAsync());
        await Refuses(Ignored, () => next.CloseAsync());
        Assert.Equal(GeneratorState.Suspended, next.State);
        await Yields(3, next.NextAsync());
        Assert.False(await next.MoveNextAsync());

        var moveNext = make();
        await Yields(1, moveNext.NextAsync());
        await Refuses(Ignored, () => moveNext.CloseAsync());
        Assert.True(await moveNext.MoveNextAsync());
        Assert.Equal(3, moveNext.Current);
    }

    [Fact, Row("CLOSE-08")]
    public async Task After_an_ignored_exit_the_new_yield_takes_a_send_or_an_exception()
    {
        var make = () => Make<int, int>(async yield =>
        {
            try
            {
                await yield(1);
            }
            catch (GeneratorExitException)
            {
                try
                {
                    await yield(await yield(2));
                }
                catch (ArithmeticException)
                {
                    await yield(3);
                }
            }
        });

        var sentTo = make();
        await Yields(1, sentTo.NextAsync());
        await Refuses(Ignored, () => sentTo.CloseAsync());
        await Yields(42, sentTo.SendAsync(42));

        var thrownInto = make();
        await Yields(1, thrownInto.NextAsync());
        await Refuses(Ignored, () => thrownInto.CloseAsync());
        await Yields(3, thrownInto.ThrowAsync(new ArithmeticException()));
    }

    [Fact, Row("CLOSE-08")]
    public async Task A_value_yielded_during_close_is_not_handed_out()
    {
        var g = Make<int>(async yield =>
        {
            try
            {
                await yield(1);
            }
            catch (GeneratorExitException)
            {
                await yield(2);
                await yield(3);
            }
        });
        await Yields(1, g.NextAsync());
        await Refuses(Ignored, () => g.CloseAsync());
        Assert.Equal(1, g.Current);
        await Yields(3, g.NextAsync());
        Assert.Equal(3, g.Current);
    }

    [Fact, Row("CLOSE-08")]
    public async Task An_exit_that_waits_behind_a_yield_in_a_finally_leaves_with_the_next_advance()
    {
        var g = Make<int>(async yield =>
        {
            try
            {
                await yield(1);
            }
            finally
            {
                await yield(2);
            }
        });
        await Yields(1, g.NextAsync());
        await Refuses(Ignored, () => g.CloseAsync());
        await Throws<GeneratorExitException, int>(() => g.NextAsync());
        Assert.Equal(GeneratorState.Closed, g.State);
    }
}
