using Xunit.Sdk;
using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Shared;

/// <summary>Each word that checks something fails when that isn't so.</summary>
public class VocabularyTests
{
    [Fact]
    public async Task Yields_of_a_call_that_tells_fails_without_the_value()
    {
        var g = Yielding(1);
        await Fails(() => Yields(2, g, g.MoveNextAsync()));
        await Fails(() => Yields(1, g, g.MoveNextAsync()));
    }

    [Fact]
    public async Task IsClosed_fails_for_any_that_is_not_and_for_none()
    {
        var closed = Yielding(1);
        await closed.CloseAsync();
        await IsClosed(closed);
        await Fails(() => IsClosed(closed, Yielding(1)));
        await Fails(() => IsClosed());
    }

    [Fact]
    public async Task Started_AdvancesTo_and_Rest_fail_without_the_values()
    {
        var g = await Started(Yielding(1, 2, 3, 4));
        await Fails(() => Started(g));
        await Fails(() => Started(Yielding(2)));
        await Fails(() => AdvancesTo(2, Yielding(1, 3)));
        Assert.Equal([2, 3, 4], await Rest(g));
    }

    [Fact]
    public async Task ThrownAt_and_ClosedAt_fail_away_from_the_yield_and_give_what_is_left()
    {
        List<string> log = ["before"];
        await Fails(() => ThrownAt(2, Yielding(1), log));
        await Fails(() => ClosedAt(2, Yielding(1), log));
        Assert.Equal("name, thrown", await ThrownAt(1, Noting(log, "name"), log));
        Assert.Equal("name", await ClosedAt(1, Noting(log, "name"), log));
    }

    [Fact]
    public async Task HasNoResult_fails_with_a_result_or_for_another_reason()
    {
        var g = Make<int, int, int>(async yield => 0);
        Assert.False(await g.MoveNextAsync());
        Assert.IsAssignableFrom<XunitException>(Record.Exception(() => HasNoResult(g)));
        var failed = await Started(FailingFinally(new ArithmeticException()));
        await Throws<ArithmeticException>(() => failed.CloseAsync());
        Assert.IsAssignableFrom<XunitException>(Record.Exception(() => HasNoResult(failed)));
    }

    private static async Task Fails(Func<Task> step)
    {
        var exception = await Record.ExceptionAsync(step);
        Assert.True(exception is XunitException or StopIterationException, $"It gave {exception}.");
    }
}
