using static Parley.Tests.Harness.Subject;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Shared;

public class ReturnTests
{
    [Fact, Row("RET-01")]
    public async Task The_end_carries_the_returned_value()
    {
        var make = () => Make<int, int, string>(async yield => { await yield(1); return "done"; });

        var next = await Started(make());
        await Returns("done", () => next.NextAsync());
        Assert.True(next.TryGetResult(out string? result));
        Assert.Equal(("done", "done"), (next.Result, result));

        var moveNext = make();
        Assert.Equal([1], await Rest(moveNext));
        Assert.Equal("done", moveNext.Result);
    }

    [Fact, Row("RET-01")]
    public async Task A_return_before_the_first_yield_carries_its_value()
    {
        var g = Make<int, int, int>(async yield => 42);
        await Returns(42, () => g.NextAsync());
        Assert.Equal(42, g.Result);
        await IsClosed(g);
    }

    [Fact, Row("RET-01")]
    public async Task A_bare_return_carries_no_value()
    {
        bool leave = true;
        var plain = await Started(Make<int>(async yield =>
        {
            await yield(1);
            if (leave) return;
            await yield(2);
        }));
        await Ends(() => plain.NextAsync());

        var sentTo = await Started(Make<int, int>(async yield => await yield(1)));
        await Ends(() => sentTo.SendAsync(42));
    }

    [Fact, Row("RET-03")]
    public async Task Tuples_exceptions_and_ends_are_returned_as_plain_values()
    {
        object[] values =
            [(1, 2), new ArithmeticException(), StopIterationException.FromValue(3), new GeneratorExitException()];
        foreach (object value in values)
        {
            var g = Make<int, int, object>(async yield => { await yield(1); return value; });
            await Yields(1, g.NextAsync());
            await Returns(value, () => g.NextAsync());
            Assert.Same(value, g.Result);
        }
    }

    [Fact, Row("RET-03")]
    public async Task An_end_of_static_type_is_returned_as_a_plain_value()
    {
        var end = StopIterationException<int>.FromValue(3);
        var g = Make<int, int, StopIterationException<int>>(async yield => end);
        Assert.False(await g.MoveNextAsync());
        Assert.Same(end, g.Result);
    }
}
