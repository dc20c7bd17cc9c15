using Parley.Tests.Harness;
using Xunit;
using static Parley.Tests.Harness.Expect;
using static Parley.Tests.Harness.Subject;

namespace Parley.Tests.Shared;

/// <summary>The five ways to end a chain from outside: null is to close it, an exception to throw that in.</summary>
public class DelegationEndingTests
{
    public static TheoryData<Exception?> Ways =>
    [
        (Exception?)null,
        new GeneratorExitException(),
        new StopIterationException(),
        new ArithmeticException(),
        new Exception(),
    ];

    [Theory, Row("FROM-29"), MemberData(nameof(Ways))]
    public async Task Plain_bodies(Exception? thrown)
    {
        var inner = Make<int, int, int>(async yield =>
        {
            await yield(1);
            await yield(2);
            return 3;
        });
        var outer = Make<int, int, int>(async yield => await yield.From(inner));

        await Yields(1, outer.NextAsync());
        if (thrown is null) await outer.CloseAsync();
        else if (thrown is not StopIterationException) await Throws(thrown, () => outer.ThrowAsync(thrown));
        else Assert.Same(thrown, (await Refuses(RaisedEnd, () => outer.ThrowAsync(thrown))).InnerException);
        Assert.Equal(GeneratorState.Closed, inner.State);
        Assert.Equal(GeneratorState.Closed, outer.State);
        Assert.False(await outer.MoveNextAsync());
        Assert.False(outer.TryGetResult(out _));
    }

    [Theory, Row("FROM-30"), MemberData(nameof(Ways))]
    public async Task Inner_raises_an_exit_of_its_own(Exception? thrown)
    {
        var raised = new GeneratorExitException();
        var inner = Make<int, int, int>(async yield =>
        {
            try
            {
                await yield(1);
                await yield(2);
                return 3;
            }
            finally
            {
                throw raised;
            }
        });
        var outer = Make<int, int, int>(async yield => await yield.From(inner));

        await Yields(1, outer.NextAsync());
        if (thrown is null) await outer.CloseAsync();
        else await Throws(thrown is GeneratorExitException ? thrown : raised, () => outer.ThrowAsync(thrown));
        Assert.Equal(GeneratorState.Closed, outer.State);
        Assert.False(await outer.MoveNextAsync());
    }

    [Theory, Row("FROM-31"), MemberData(nameof(Ways))]
    public async Task Inner_raises_an_end(Exception? thrown)
    {
        var raised = new StopIterationException();
        var inner = Make<int, int, int>(async yield =>
        {
            try
            {
                await yield(1);
                await yield(2);
                return 3;
            }
            finally
            {
                throw raised;
            }
        });
        var outer = Make<int, int, int>(async yield => await yield.From(inner));

        await Yields(1, outer.NextAsync());
        var error = thrown is null
            ? await Refuses(RaisedEnd, () => outer.CloseAsync())
            : await Refuses(RaisedEnd, () => outer.ThrowAsync(thrown));
        Assert.Same(raised, error.InnerException);
        Assert.Equal(GeneratorState.Closed, outer.State);
        Assert.False(await outer.MoveNextAsync());
    }

    [Theory, Row("FROM-32"), MemberData(nameof(Ways))]
    public async Task Inner_raises_anything_else(Exception? thrown)
    {
        foreach (var raised in (Exception[])[new InvalidCastException(), new Exception()])
        {
            var inner = Make<int, int, int>(async yield =>
            {
                try
                {
                    await yield(1);
                    await yield(2);
                    return 3;
                }
                finally
                {
                    throw raised;
                }
            });
            var outer = Make<int, int, int>(async yield => await yield.From(inner));

            await Yields(1, outer.NextAsync());
            if (thrown is null) await Throws(raised, () => outer.CloseAsync());
            else await Throws(raised, () => outer.ThrowAsync(thrown));
            Assert.Equal(GeneratorState.Closed, outer.State);
            Assert.False(await outer.MoveNextAsync());
        }
    }

    [Theory, Row("FROM-33"), MemberData(nameof(Ways))]
    public async Task Inner_yields_in_its_finally(Exception? thrown)
    {
        var inner = Make<int, int, int>(async yield =>
        {
            try
            {
                await yield(1);
            }
            finally
            {
                await yield(2);
            }

            return 3;
        });
        var outer = Make<int, int, int>(async yield => await yield.From(inner));

        await Yields(1, outer.NextAsync());
        if (thrown is null or GeneratorExitException)
        {
            if (thrown is null) await Refuses("generator ignored GeneratorExit", () => outer.CloseAsync());
            else await Refuses("generator ignored GeneratorExit", () => outer.ThrowAsync(thrown));
            Assert.Equal(GeneratorState.Suspended, inner.State);
        }
        else
        {
            await Yields(2, outer.ThrowAsync(thrown));
            Assert.Equal(2, inner.Current);
            if (thrown is not StopIterationException) await Throws(thrown, () => outer.NextAsync());
            else Assert.Same(thrown, (await Refuses(RaisedEnd, () => outer.NextAsync())).InnerException);
            Assert.Equal(GeneratorState.Closed, inner.State);
        }

        Assert.Equal(GeneratorState.Closed, outer.State);
        Assert.False(await outer.MoveNextAsync());
    }

    [Theory, Row("FROM-34"), MemberData(nameof(Ways))]
    public async Task Inner_catches_it_and_returns(Exception? thrown)
    {
        var inner = Make<int, int, int>(async yield =>
        {
            try
            {
                await yield(1);
                await yield(2);
            }
            catch (Exception)
            {
            }

            return 3;
        });
        var outer = Make<int, int, int>(async yield => await yield.From(inner));

        await Yields(1, outer.NextAsync());
        if (thrown is null) await outer.CloseAsync();
        else if (thrown is GeneratorExitException) await Throws(thrown, () => outer.ThrowAsync(thrown));
        else await Returns(3, () => outer.ThrowAsync(thrown));
        Assert.Equal(3, inner.Result);
        Assert.Equal(thrown is not (null or GeneratorExitException), outer.TryGetResult(out _));
        Assert.Equal(GeneratorState.Closed, outer.State);
        Assert.False(await outer.MoveNextAsync());
    }

    private const string RaisedEnd = "generator raised StopIteration";
}
