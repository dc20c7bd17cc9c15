namespace Parley.Tests.Shared;

public class EveryCallTests
{
    [Fact, Row("RUN-02")]
    public async Task From_inside_its_own_body_each_fails_at_once_and_changes_nothing()
    {
        AsyncGenerator<int, int> g = null!;
        List<ValueTask> refused = [];
        g = Make<int, int>(async yield =>
        {
            foreach (var call in Calls.All) { refused.Add(call(g)); Assert.True(refused[^1].IsFaulted); }
            await yield(await yield(1));
        });
        await Yields(1, g.NextAsync());
        Assert.Equal(Calls.All.Length, refused.Count);
        foreach (var call in refused) await Refuses(AlreadyExecuting, () => call);
        await Yields(7, g.SendAsync(7));
        Assert.False(await g.MoveNextAsync());
    }

    [Fact, Row("NET-06")]
    public async Task What_its_body_throws_is_in_the_ValueTask()
    {
        var failure = new ArithmeticException();
        foreach (var call in Calls.All)
        {
            var g = Make<int, int>(async yield => { try { await yield(1); } finally { Raise(failure); } });
            await Yields(1, g.NextAsync());
            ValueTask failed = call(g);
            await Throws(failure, () => failed);
            Assert.Equal(Closed, g.State);
        }
    }

    private static void Raise(Exception e) => throw e;
}
