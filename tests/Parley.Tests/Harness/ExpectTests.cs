using Xunit.Sdk;

namespace Parley.Tests.Harness;

/// <summary>Each word of the vocabulary fails when nothing happens, and when the wrong thing does.</summary>
public class ExpectTests
{
    private static readonly Exception s_other = new TimeoutException();

    [Fact]
    public async Task Yields_fails_without_the_value()
    {
        await Yields(1, new ValueTask<int>(1));
        await Fails(() => Yields(1, new ValueTask<int>(2)));
    }

    [Fact]
    public async Task Returns_fails_without_an_end_that_carries_the_value()
    {
        await Returns(1, () => Raising(StopIterationException<int>.FromValue(1)));
        await Fails(() => Returns(1, Nothing));
        await Fails(() => Returns(1, () => Raising(s_other)));
        await Fails(() => Returns(1, () => Raising(StopIterationException.FromValue(1))));
        await Fails(() => Returns(1, () => Raising(StopIterationException<int>.FromValue(2))));
    }

    [Fact]
    public async Task ReturnsNothing_fails_without_an_end_that_could_carry_a_value_and_carries_none()
    {
        await ReturnsNothing<int, int>(() => Raising(new StopIterationException<int>()));
        await Fails(() => ReturnsNothing<int, int>(Nothing));
        await Fails(() => ReturnsNothing<int, int>(() => Raising(s_other)));
        await Fails(() => ReturnsNothing<int, int>(() => Raising(new StopIterationException())));
        await Fails(() => ReturnsNothing<int, int>(() => Raising(StopIterationException<int>.FromValue(0))));
    }

    [Fact]
    public async Task Ends_fails_without_an_end_that_carries_no_value()
    {
        await Ends(() => Raising(new StopIterationException()));
        await Fails(() => Ends(Nothing));
        await Fails(() => Ends(() => Raising(s_other)));
        await Fails(() => Ends(() => Raising(StopIterationException.FromValue(1))));
    }

    [Fact]
    public async Task Now_fails_before_the_call_has_completed()
    {
        Assert.Equal(1, Now(new ValueTask<int>(1)));
        await Fails(() => Task.FromResult(Now(new ValueTask<int>(new TaskCompletionSource<int>().Task))));
        Assert.Same(s_other, Record.Exception(() => { Now(ValueTask.FromException<int>(s_other)); }));
    }

    [Fact]
    public async Task Throws_of_a_type_fails_without_exactly_that_type()
    {
        await Throws<TimeoutException, int>(() => Raising(s_other));
        await Throws<TimeoutException>(() => Raised(s_other));
        await Fails(() => Throws<TimeoutException, int>(Nothing));
        await Fails(() => Throws<TimeoutException>(() => default));
        await Fails(() => Throws<Exception, int>(() => Raising(s_other)));
        await Fails(() => Throws<Exception>(() => Raised(s_other)));
    }

    [Fact]
    public async Task Throws_of_an_instance_fails_without_that_instance()
    {
        await Throws(s_other, () => Raising(s_other));
        await Throws(s_other, () => Raised(s_other));
        await Fails(() => Throws(s_other, Nothing));
        await Fails(() => Throws(s_other, () => default(ValueTask)));
        await Fails(() => Throws(s_other, () => Raising(new TimeoutException())));
        await Fails(() => Throws(s_other, () => Raised(new TimeoutException())));
    }

    [Fact]
    public async Task Refuses_fails_without_the_words()
    {
        var refusal = new InvalidOperationException("All the words.");
        Assert.Same(refusal, await Refuses("the words", () => Raising(refusal)));
        Assert.Same(refusal, await Refuses("the words", () => Raised(refusal)));
        await Fails(() => Refuses("the words", Nothing));
        await Fails(() => Refuses("the words", () => default(ValueTask)));
        await Fails(() => Refuses("other words", () => Raising(refusal)));
        await Fails(() => Refuses("the words", () => Raising(s_other)));
    }

    [Fact]
    public async Task Wraps_fails_without_that_end_as_the_cause()
    {
        var end = new StopIterationException();
        var error = new InvalidOperationException("The generator raised StopIteration.", end);
        await Wraps(end, () => Raising(error));
        await Wraps(end, () => Raised(error));
        await Fails(() => Wraps(end, Nothing));
        await Fails(() => Wraps(end, () => default(ValueTask)));
        await Fails(() => Wraps(end, () => Raising(end)));
        await Fails(() => Wraps(new StopIterationException(), () => Raising(error)));
        await Fails(() => Wraps(end, () => Raised(new InvalidOperationException("Another.", end))));
    }

    private static async Task Fails(Func<Task> expectation) =>
        Assert.IsAssignableFrom<XunitException>(await Record.ExceptionAsync(expectation));

    private static ValueTask<int> Nothing() => new(0);

    private static ValueTask<int> Raising(Exception e) => throw e;

    private static ValueTask Raised(Exception e) => ValueTask.FromException(e);
}
