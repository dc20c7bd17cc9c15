using Xunit.Sdk;
using static Parley.Tests.Shared.Vocabulary;

namespace Parley.Tests.Harness;

/// <summary>The words of the vocabulary fail when nothing happens.</summary>
public class AsyncVocabularyTests
{
    [Fact]
    public async Task Gate_lets_nothing_through_that_does_not_wait_there()
    {
        var gate = new Gate();
        Assert.Throws<InvalidOperationException>(() => gate.Open());
        Assert.Throws<FalseException>(() => gate.Through(ValueTask.CompletedTask));
        Assert.Throws<FalseException>(() => gate.Through(new ValueTask<int>(1)));
        await Yields(1, gate.Through(Counting(gate).NextAsync()));
    }

    [Fact]
    public async Task One_that_does_not_begin_with_a_1_is_not_started()
    {
        await Assert.ThrowsAsync<EqualException>(() => Started(async yield => await yield(2)));
        await Assert.ThrowsAsync<StopIterationException>(() => Started(async yield => { }));
    }

    [Fact]
    public async Task Only_what_is_closed_is_closed()
    {
        var g = new AsyncGenerator<int>(async yield => { });
        await Assert.ThrowsAsync<AllException>(() => IsClosed(g));
        Assert.False(await g.MoveNextAsync());
        await IsClosed(g);
    }

    [Fact]
    public async Task Only_what_has_failed_has_failed()
    {
        var failure = new ArithmeticException();
        await Assert.ThrowsAsync<TrueException>(() => HasFailed(failure, new ValueTask<int>(1)));
        await Assert.ThrowsAsync<SameException>(
            () => HasFailed(failure, ValueTask.FromException<int>(new ArithmeticException())));
        await HasFailed(failure, ValueTask.FromException<int>(failure));
    }
}
