using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Shared;

/// <summary>The five ways to end a chain from outside: null is to close it, an exception to throw that in.</summary>
public class DelegationEndingTests
{
    public static TheoryData<Exception?> Ways =>
    [
        (Exception?)null, new GeneratorExitException(), new StopIterationException(), new ArithmeticException(),
        new Exception(),
    ];

    [Theory, Row("FROM-29"), MemberData(nameof(Ways))]
    public async Task Plain_bodies(Exception? thrown)
    {
        var inner = Make<int, int, int>(async yield => { await yield(1); await yield(2); return 3; });
        var outer = await Started(Make<int, int, int>(async yield => await yield.From(inner)));
        if (thrown is null) await End(outer, thrown);
        else if (thrown is StopIterationException) await Wraps(thrown, () => End(outer, thrown));
        else await Throws(thrown, () => End(outer, thrown));
        await IsClosed(inner, outer);
        Assert.False(outer.TryGetResult(out _));
    }

    [Theory, Row("FROM-30"), MemberData(nameof(Ways))]
    public async Task Inner_raises_an_exit_of_its_own(Exception? thrown)
    {
        var raised = new GeneratorExitException();
        var outer = await Started(Outer(FailingFinally(raised)));
        if (thrown is null) await End(outer, thrown);
        else await Throws(thrown is GeneratorExitException ? thrown : raised, () => End(outer, thrown));
        await IsClosed(outer);
    }

    [Theory, Row("FROM-31"), MemberData(nameof(Ways))]
    public async Task Inner_raises_an_end(Exception? thrown)
    {
        var raised = new StopIterationException();
        var outer = await Started(Outer(FailingFinally(raised)));
        await Wraps(raised, () => End(outer, thrown));
        await IsClosed(outer);
    }

    [Theory, Row("FROM-32"), MemberData(nameof(Ways))]
    public async Task Inner_raises_anything_else(Exception? thrown)
    {
        foreach (var raised in (Exception[])[new InvalidCastException(), new Exception()])
        {
            var outer = await Started(Outer(FailingFinally(raised)));
            await Throws(raised, () => End(outer, thrown));
            await IsClosed(outer);
        }
    }

    [Theory, Row("FROM-33"), MemberData(nameof(Ways))]
    public async Task Inner_yields_in_its_finally(Exception? thrown)
    {
        var inner = Make<int, int, int>(async yield =>
        {
            try { await yield(1); }
            finally { await yield(2); }

            return 3;
        });
        var outer = await Started(Outer(inner));
        if (thrown is null or GeneratorExitException)
        {
            await Refuses("generator ignored GeneratorExit", () => End(outer, thrown));
            Assert.Equal(GeneratorState.Suspended, inner.State);
        }
        else
        {
            await Yields(2, outer.ThrowAsync(thrown));
            Assert.Equal(2, inner.Current);
            if (thrown is StopIterationException) await Wraps(thrown, () => outer.NextAsync());
            else await Throws(thrown, () => outer.NextAsync());
            await IsClosed(inner);
        }

        await IsClosed(outer);
    }

    [Theory, Row("FROM-34"), MemberData(nameof(Ways))]
    public async Task Inner_catches_it_and_returns(Exception? thrown)
    {
        var inner = Make<int, int, int>(async yield =>
        {
            try { await yield(1); await yield(2); }
            catch (Exception) { }

            return 3;
        });
        var outer = await Started(Outer(inner));
        if (thrown is null) await End(outer, thrown);
        else if (thrown is GeneratorExitException) await Throws(thrown, () => End(outer, thrown));
        else await Returns(3, () => outer.ThrowAsync(thrown));
        Assert.Equal(3, inner.Result);
        Assert.Equal(thrown is not (null or GeneratorExitException), outer.TryGetResult(out _));
        await IsClosed(outer);
    }

    private static IntReturner Outer(IntReturner inner) => Make<int, int, int>(async yield => await yield.From(inner));

    private static ValueTask End(IntReturner outer, Exception? thrown) =>
        thrown is null ? outer.CloseAsync() : outer.Do(Call.Throw, thrown);
}
