using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Shared;

public class DelegationResultTests
{
    public static TheoryData<object?> Values =>
        [(object?)null, 1, (2, 3), StopIterationException.FromValue(4), new ArithmeticException()];

    [Theory, Row("FROM-11"), MemberData(nameof(Values))]
    public async Task Value_of_the_From_is_what_the_inner_returned_whatever_that_is(object? value)
    {
        var inner = Make<int, int, object?>(async yield => { await yield(1); return value; });
        var outer = Make<int, int, (string, object?)>(async yield => ("outer", await yield.From(inner)));
        await Yields(1, outer.NextAsync());
        await Returns(("outer", value), () => outer.NextAsync());
        Assert.Equal(("outer", value), outer.Result);
        Assert.Equal(value, inner.Result);
    }

    [Fact, Row("FROM-11")]
    public async Task From_of_a_generator_without_a_return_value_has_none()
    {
        List<string> log = [];
        var inner = Make<int, int>(async yield => log.Add($"inner got {await yield(1)}"));
        var outer = Make<int, int, string>(async yield => { await yield.From(inner); return "outer"; });
        await Yields(1, outer.NextAsync());
        await Returns("outer", () => outer.SendAsync(2));
        Assert.Equal(["inner got 2"], log);
    }

    [Fact, Row("FROM-11")]
    public async Task Values_go_up_through_every_level()
    {
        var inner = Make<int, int, int>(async yield => await yield(1));
        var middle = Make<int, int, string>(async yield => $"middle of {await yield.From(inner)}");
        var outer = Make<int, int, string>(async yield => $"outer of {await yield.From(middle)}");
        await Yields(1, outer.NextAsync());
        Assert.False(await outer.TrySendAsync(5));
        Assert.Equal(("outer of middle of 5", "middle of 5", 5), (outer.Result, middle.Result, inner.Result));
    }

    [Fact, Row("FROM-12")]
    public async Task One_send_may_finish_inner_and_outer_together()
    {
        var inner = Make<int, int, int>(async yield => 10 * await yield(1));
        var outer = await Started(Make<int, int, int>(async yield => 1 + await yield.From(inner)));
        await Returns(51, () => outer.SendAsync(5));
        await IsClosed(inner, outer);
    }

    [Fact, Row("FROM-12")]
    public async Task One_send_may_finish_one_inner_and_start_the_next()
    {
        var count = (int n) => Make<int, int, int>(async yield => await yield(n));
        var outer = Make<int, int, int>(async yield => await yield.From(count(1)) + await yield.From(count(2)));
        await Yields(1, outer.NextAsync());
        await Yields(2, outer.SendAsync(10));
        await Returns(30, () => outer.SendAsync(20));
    }
}
